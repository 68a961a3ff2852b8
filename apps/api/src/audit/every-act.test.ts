import { secondFactorKeySchema } from "@tocsin/core/accounts";
import type { AuditEntry } from "@tocsin/core/audit";
import { asId, type DeliveryId } from "@tocsin/core/kernel";
import { afterAll, expect, test } from "vitest";
import type { Answer } from "../testing/answer.ts";
import { authenticator } from "../testing/authenticator.ts";
import { type Ask, askOf, isAbroad, send } from "../testing/matrix/ask.ts";
import type { Caller } from "../testing/matrix/callers.ts";
import { openMatrixInstallation } from "../testing/matrix/installation.ts";
import { canaries, examples } from "../testing/matrix/requests.ts";
import { openRewind } from "../testing/matrix/rewind.ts";
import { table } from "../testing/matrix/table.ts";
import type { Where } from "../testing/matrix/things.ts";

const installation = await openMatrixInstallation();
const { app, callers } = installation;
const rewind = openRewind(app.stores);
afterAll(async () => {
  rewind[Symbol.dispose]();
  await installation[Symbol.asyncDispose]();
});

const callerOf = (column: Caller["column"]): Caller => {
  const found = callers.find((caller) => caller.column === column && caller.by === "session");
  if (found === undefined) throw new Error(`Nobody calls as ${column}`);
  return found;
};
const administrator = callerOf("GA of all organizations");

const everything = { actor: null, action: null, object: null, outcome: null, from: null, to: null };

/** What was recorded last, newest first. */
const entries = async (limit = 5): Promise<readonly AuditEntry[]> => {
  const organizationId = asId<NonNullable<AuditEntry["organizationId"]>>(
    String(installation.things["organization"]?.own),
  );
  return (await app.stores.audit.list({ organizationId, administersAll: true }, everything, { limit, after: null }))
    .items;
};

const entriesOf = async (ask: () => Promise<Answer>) => {
  const [before] = await entries(1);
  const answer = await ask();
  const made = (await entries()).filter(({ seq }) => seq > (before?.seq ?? 0));
  for (const canary of [...canaries, ...secretsIn(answer)]) expect(JSON.stringify(made)).not.toContain(canary);
  return { answer, made };
};

/** What an answer shows once: keys, tokens, codes. */
const secretsIn = ({ body }: Answer): readonly string[] =>
  Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([name]) => ["key", "token", "uri", "recoveryCodes", "challenge"].includes(name))
    .flatMap(([, value]) => [value].flat().map(String))
    .filter((value) => value.length > 8);

const askAs =
  (caller: Caller, name: string, where: Where, more: Partial<Ask> = {}) =>
  () =>
    send(app, caller, { ...askOf(name, { ...installation.things, ...caller.things }, where), ...more });

/** Begins to set a second factor up; answers the code that confirms it. */
const enrolled = async () => {
  const begun = await askAs(administrator, "post /api/v1/me/second-factor", "none")();
  return { code: authenticator(app, begun.as(secondFactorKeySchema).uri)() };
};
const confirm = "post /api/v1/me/second-factor/confirm";

/** The links in the mail about an incident. */
const linkOfMail = async () => {
  const link = await app.stores.mailLinks.find(asId<DeliveryId>(String(installation.things["delivery"]?.own)));
  if (link === null) throw new Error("The mail has no link");
  return link;
};

/** What has to be done before a route can succeed; answers what is asked otherwise then. */
const preparations: Readonly<Record<string, () => Promise<Partial<Ask>>>> = {
  [confirm]: async () => ({ body: await enrolled() }),
  "post /api/v1/me/second-factor/recovery-codes": async () => {
    await askAs(administrator, confirm, "none", { body: await enrolled() })();
    return {};
  },
  "post /api/v1/notification-rules/{id}/recipients/{address}/resume": async () => {
    await app.stores.mailLinks.stop(await linkOfMail(), app.parts.now());
    return {};
  },
  "delete /api/v1/incidents/{id}/mute": async () => {
    await askAs(administrator, "put /api/v1/incidents/{id}/mute", "own")();
    return {};
  },
  "delete /api/v1/incidents/{id}/mutes/{address}": async () => {
    await app.stores.mailLinks.mute(await linkOfMail(), null, app.parts.now());
    return {};
  },
};

const rows = Object.keys(table).filter((name) => !name.startsWith("get ") && table[name]?.includes("|"));
const succeeding = rows.filter((name) => examples[name]?.asks !== true);

// Things that have a state to be told, and the routes that are about one only by the way.
const stateless =
  /me\/sessions|second-factor|\/sessions$|test-mail|\/keys$|invitation$|password-reset$|me\/password|problems|\/demo$|transports\/test$/;

test.each(succeeding)(
  "%s leaves one entry that says who did what to what, and what became of it",
  async (name) => {
    const [where = "none"] = Object.keys(installation.things[examples[name]?.of ?? ""] ?? {}) as Where[];
    const more = await preparations[name]?.();
    const { answer, made } = await entriesOf(askAs(administrator, name, where, more));
    rewind.back();
    expect(answer.status, answer.text).toBeLessThan(300);
    expect(made, JSON.stringify(made)).toHaveLength(1);
    const [entry] = made;
    expect(entry).toMatchObject({
      actor: { kind: "user", name: "Ada" },
      action: name.replace(/^\w+/, (method) => method.toUpperCase()),
      outcome: "done",
      denied: null,
      requestId: answer.headers.get("x-request-id"),
    });
    if (!/\/demo$|me\/sessions$|\/seen$/.test(name))
      expect(entry?.object.id, JSON.stringify(entry)).toEqual(expect.any(String));
    if (stateless.test(name)) return;
    if (/^(put|patch|delete)|restore|end$|redrive/.test(name)) expect(entry?.before).not.toBeNull();
    if (/^(post|put|patch)/.test(name)) expect(entry?.after).not.toBeNull();
  },
  30_000,
);

const aboutOneself = /\/me$|\/me\/|\/access-tokens$|^delete \/api\/v1\/access-tokens/;

test.each(rows.filter((name) => !aboutOneself.test(name)))(
  "%s leaves an entry where it is refused for want of a right, and where its object is another organization's",
  async (name) => {
    const caller = callerOf("SP");
    const refused = await entriesOf(askAs(caller, name, "own"));
    expect(refused.answer.status).toBe(403);
    expect(refused.made).toMatchObject([
      { actor: { name: "Search and Purge" }, outcome: "denied", denied: { missing: expect.any(String) } },
    ]);
    if (!isAbroad(name, installation.things) || examples[name]?.body !== undefined) return;
    const hidden = await entriesOf(askAs(administrator, name, "abroad"));
    expect(hidden.answer.status).toBe(404);
    expect(hidden.made).toMatchObject([{ actor: { name: "Ada" }, outcome: "denied", denied: { missing: null } }]);
  },
  30_000,
);

test("what somebody reads that is not for him, and an organization in which he has no role, are refused on record", async () => {
  const reader = callerOf("SR of a group");
  const incident = await entriesOf(askAs(reader, "get /api/v1/incidents/{id}", "foreign"));
  expect(incident.made).toMatchObject([
    { actor: { name: "Security Reader" }, outcome: "denied", object: { id: installation.things["incident"]?.foreign } },
  ]);
  const headers = { ...reader.headers, "Tocsin-Organization": String(installation.things["organization"]?.foreign) };
  const elsewhere = await entriesOf(() => app.get("/api/v1/incidents", { token: null, headers }));
  expect(elsewhere.made).toMatchObject([{ denied: { because: "There is no such organization" } }]);
  const asked = await entriesOf(askAs(reader, "get /api/v1/incidents", "own"));
  expect(asked.made).toEqual([]);
});

const readable = Object.keys(examples).filter((name) => name.startsWith("get ") && isAbroad(name, installation.things));

test.each(readable)(
  "%s leaves an entry where its object is another organization's, and none where nobody has it",
  async (name) => {
    const things = { ...installation.things, ...administrator.things };
    const hidden = await entriesOf(askAs(administrator, name, "abroad"));
    expect(hidden.answer.status).toBe(404);
    expect(hidden.made).toMatchObject([{ outcome: "denied", denied: { missing: null } }]);
    const missing = await entriesOf(() => send(app, administrator, askOf(name, things, "unknown")));
    expect(missing.answer.status).toBe(404);
    expect(missing.made).toEqual([]);
  },
);

test("what only asks leaves no entry", async () => {
  for (const name of Object.keys(examples).filter((one) => examples[one]?.asks === true)) {
    const { answer, made } = await entriesOf(askAs(administrator, name, "own"));
    expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(300);
    expect(made, name).toEqual([]);
  }
}, 60_000);
