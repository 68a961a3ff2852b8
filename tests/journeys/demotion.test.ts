import { afterAll, beforeAll, expect, test } from "vitest";
import { headerOf, type Sink, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import type { Client } from "./harness/client.ts";
import { type Product, startProduct } from "./harness/product.ts";
import { until } from "./harness/until.ts";

const people = ["narrowed", "roleless", "removed", "disabled"] as const;
type Person = (typeof people)[number];
const addressOf = (person: Person): string => `${person}@contoso.example`;
const partner = "soc@fabrikam.example";

let sink: Sink;
let product: Product;
let administrator: Client;

beforeAll(async () => {
  sink = await startSink();
  product = await startProduct({ SMTP_URL: sink.url });
  administrator = await product.client.setUp(product.setupToken);
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await sink?.stop();
});

const must = async <Body>(status: number, method: string, path: string, body?: unknown): Promise<Body> => {
  const answer = await administrator.request<Body>(method, path, body);
  if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

interface Detail {
  readonly address: string;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: readonly { readonly remade: string | null; readonly outcome: { readonly kind: string } | null }[];
}

/** What the API says of the mails about incidents. */
const told = async (): Promise<readonly Detail[]> => {
  const items = await administrator.deliveries();
  const all = items.map(({ id }) => administrator.read<Detail & { messageKind: string }>(`/api/v1/deliveries/${id}`));
  return (await Promise.all(all)).filter(({ messageKind }) => messageKind === "incident");
};

const invite = async (person: Person): Promise<string> => {
  const roles = [{ role: "securityReader", deviceGroups: null }];
  return (await must<{ id: string }>(201, "POST", "/api/v1/users", { email: addressOf(person), name: person, roles }))
    .id;
};

interface Granted {
  readonly id: string;
  readonly user: { readonly id: string };
}

const revoke = async (userId: string): Promise<void> => {
  const { items } = await administrator.read<{ items: Granted[] }>("/api/v1/role-assignments");
  const [before] = items.filter(({ user }) => user.id === userId);
  await must(204, "DELETE", `/api/v1/role-assignments/${before?.id}`);
};

test("who may see less by the time the mail server is back is told no more than that, and the log says why", async () => {
  const starting = [{ property: "name", operator: "startsWith", values: ["srv"] }];
  const servers = await administrator.makeDeviceGroup("Servers", starting);
  const [narrowed, roleless, removed, disabled] = await Promise.all(people.map(invite));
  await administrator.settled(people.length);
  await administrator.makeRule("Everything", [...people.map(addressOf), partner]);
  const source = await administrator.makeSource("generic");

  const before = sink.mails.length;
  sink.behave({ dot: { reply: "451 4.3.0 Try again later" } });
  await source.ingest({
    externalId: "x-1",
    title: "Break-in",
    severity: "high",
    alerts: [
      { externalId: "a-1", title: "Beacon", severity: "medium", evidence: [{ type: "device", name: "srv-01" }] },
      { externalId: "a-2", title: "Dump", severity: "high", evidence: [{ type: "device", name: "lap-77" }] },
    ],
  });
  await until("a first attempt of each", async () => {
    const deliveries = await told();
    return deliveries.length === 5 && deliveries.every(({ attempts }) => attempts[0]?.outcome?.kind === "deferred");
  });
  expect(sink.mails).toHaveLength(before);

  const limited = { userId: narrowed, role: "securityOperator", deviceGroups: [servers.id] };
  await must(201, "POST", "/api/v1/role-assignments", limited);
  await revoke(narrowed ?? "");
  await revoke(roleless ?? "");
  await must(204, "DELETE", `/api/v1/users/${removed}`);
  await must(200, "PATCH", `/api/v1/users/${disabled}`, { disabled: true });
  const { items: organizations } = await administrator.read<{ items: { id: string }[] }>("/api/v1/organizations");
  await must(200, "PATCH", `/api/v1/organizations/${organizations[0]?.id}`, { allowedDomains: ["contoso.example"] });
  sink.behave({});

  const deliveries = await until(
    "an end of all",
    async () => {
      const all = await told();
      return all.every(({ state }) => state === "sent" || state === "cancelled") && all;
    },
    90_000,
  );
  const gone = "this user is disabled, was removed, or has no role here";
  expect(Object.fromEntries(deliveries.map(({ address, state, reason }) => [address, [state, reason]]))).toEqual({
    [addressOf("narrowed")]: ["sent", null],
    [addressOf("roleless")]: ["cancelled", gone],
    [addressOf("removed")]: ["cancelled", gone],
    [addressOf("disabled")]: ["cancelled", gone],
    [partner]: ["cancelled", "fabrikam.example is not among the domains that may receive mail"],
  });
  const [mine] = deliveries.filter(({ address }) => address === addressOf("narrowed"));
  expect(mine?.attempts.at(0)?.remade).toBeNull();
  expect(mine?.attempts.flatMap(({ remade }) => remade ?? [])).toEqual([
    "made anew: it showed more than this user may see by now",
  ]);

  const after = sink.mails.slice(before);
  expect(after.map(({ to }) => to)).toEqual([[addressOf("narrowed")]]);
  const [mail] = after;
  const { subject, text, html } = await readMail(mail?.raw ?? Buffer.of());
  expect(subject).toContain("[Medium]");
  expect(text).toContain("srv-01");
  for (const hidden of ["lap-77", "Dump", "High"]) expect(`${subject} ${text} ${html}`).not.toContain(hidden);
  // Every attempt of a delivery is one mail to whoever got two of them.
  const shown = sink.transactions.filter(({ to }) => to.includes(addressOf("narrowed")));
  expect(shown.length).toBeGreaterThan(1);
  expect(mail && headerOf(mail, "Message-ID")).toMatch(/^<d-/);
});
