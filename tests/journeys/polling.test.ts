import { expect, test } from "vitest";
import { madeIncident, type SecurityDouble, startSecurityDouble } from "../microsoft-security-double/index.ts";
import { headerOf, startSink } from "../smtp-sink/index.ts";
import type { Client } from "./harness/client.ts";
import { type Product, startProduct } from "./harness/product.ts";
import { tocsin } from "./harness/tocsin.ts";
import { until } from "./harness/until.ts";

const allowed = { TOCSIN_POLL_HOSTS: "127.0.0.1" };

interface PolledSource {
  readonly id: string;
  readonly poll: {
    readonly state: string;
    readonly lagSeconds: number;
    readonly lastSuccessAt: string | null;
    readonly lastError: { readonly cause: string; readonly advice: string } | null;
  };
}

const pollOf = (double: SecurityDouble, more = {}) => ({
  tenantId: double.tenantId,
  clientId: double.oauth.clientId,
  clientSecret: double.oauth.clientSecret,
  baseUrl: double.graphUrl,
  loginUrl: double.loginUrl,
  intervalSeconds: 10,
  ...more,
});

const connect = async (administrator: Client, double: SecurityDouble, more = {}): Promise<PolledSource> => {
  const body = { name: "Our tenant", kind: "graph-security", poll: pollOf(double, more) };
  const answer = await administrator.request<PolledSource>("POST", "/api/v1/sources", body);
  expect(answer.status).toBe(201);
  return answer.body;
};

const pollIs = (administrator: Client, id: string, is: (poll: PolledSource["poll"]) => boolean, timeoutMs?: number) =>
  until(
    "the poll",
    async () => {
      const { poll } = await administrator.read<PolledSource>(`/api/v1/sources/${id}`);
      return is(poll) && poll;
    },
    timeoutMs,
  );

const doctor = async ({ dataDir }: Product): Promise<string> => {
  const { stdout } = await tocsin(["doctor"], { TOCSIN_DATA_DIR: dataDir });
  return stdout
    .split("\n")
    .filter((line) => line.includes("poll"))
    .join("\n");
};

const made = (count: number) =>
  Array.from({ length: count }, (_, n) => madeIncident(String(n + 1), Date.now() - 60_000 - n));

test("from an application's secret to a mail: what Microsoft lists is told, and an error says what to do", async () => {
  await using double = await startSecurityDouble({ incidents: made(1), forbidden: true });
  await using sink = await startSink();
  await using product = await startProduct({ ...allowed, SMTP_URL: sink.url });
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", ["soc@contoso.example"]);

  const path = "/api/v1/source-kinds/graph-security/test-connection";
  const tested = await administrator.request("POST", path, pollOf(double));
  expect(tested.body).toMatchObject({ ok: false, fault: { cause: "missingPermission" } });
  const { id } = await connect(administrator, double);
  const failing = await pollIs(administrator, id, ({ lastError }) => lastError !== null);
  expect(failing).toMatchObject({ state: "failing", lastError: { advice: expect.stringContaining("admin consent") } });
  expect(await doctor(product)).toMatch(/^LOOK +poll of Our tenant +.*missingPermission/);

  double.behave({});
  const [mail] = await sink.waitForMails(1, 40_000);
  expect(mail && headerOf(mail, "Subject")).toContain("Incident 1 on one endpoint");
  const well = await pollIs(administrator, id, ({ state }) => state === "ok");
  expect(well.lagSeconds).toBeLessThan(60);
  expect(await doctor(product)).toMatch(/^ok +poll of Our tenant/);
  expect(product.worker.output + product.api.output).not.toContain(double.oauth.clientSecret);
});

test("a worker that is killed in the middle of a poll loses nothing, and nobody is told twice", async () => {
  await using double = await startSecurityDouble({ incidents: made(240), shortPages: 4, order: "oldestFirst" });
  await using product = await startProduct({ ...allowed, TOCSIN_STORM_LIMIT: "0", TOCSIN_STORM_LIMIT_HIGH: "0" });
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", ["soc@contoso.example"]);
  const { id } = await connect(administrator, double);
  for (const enough of [15, 40]) {
    await until("some pages", async () => double.requests.length >= enough, 60_000);
    await product.worker.crash();
    await product.worker.start();
  }
  // A dead worker's hold on the poll ends after 30 s.
  await pollIs(administrator, id, ({ lastSuccessAt }) => lastSuccessAt !== null, 100_000);
  const seen = new Map<string, number>();
  let cursor: string | null = "";
  await until(
    "every mail",
    async () => {
      seen.clear();
      for (cursor = ""; cursor !== null; ) {
        const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
        const page = await administrator.read<{
          items: { state: string; incident: { number: number } }[];
          next: string | null;
        }>(`/api/v1/deliveries?limit=200${query}`);
        for (const { incident, state } of page.items) {
          if (state !== "captured") return false;
          seen.set(String(incident.number), (seen.get(String(incident.number)) ?? 0) + 1);
        }
        cursor = page.next;
      }
      return seen.size === 240;
    },
    100_000,
  );
  expect(Math.max(...seen.values())).toBe(1);
});
