import type { Outcome, SendRequest } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, type DeviceGroupId, minuteMs, type RoleAssignmentId } from "@tocsin/core/kernel";
import { anIncoming, anIncomingAlert, anIncomingEvidence, mapped } from "@tocsin/core/testing";
import { openScene, type Scene, type SceneOptions } from "@tocsin/db/testing";
import { describe, expect, test } from "vitest";
import { startResendDouble } from "../../../../tests/resend-double/index.ts";
import { openPost, partsOf, workOff } from "../testing/post.ts";
import { createTransport } from "../transports/index.ts";
import { mayGoAsStored } from "./present-right.ts";

const grace = "grace@contoso.example";
const deferred: Outcome = { kind: "deferred", reason: "421 busy", code: "421", enhancedCode: null, retryAfterMs: null };
const inDoubt: Outcome = { kind: "inDoubt", reason: "the server was silent after the content" };

/** Grace may see every device group, and a rule tells her of everything. */
const openTold = async (options: SceneOptions = {}) => {
  const scene = await openScene({ organization: { bundling: { urgentMs: 0, otherMs: 0 } }, ...options });
  const { scope, organization, roles, users } = scene;
  const servers = await groupOf(scene, "Servers", "srv");
  const invitation = { email: grace, name: "Grace", roles: [{ role: "securityReader" as const, deviceGroups: null }] };
  const { member } = await users.invite({
    organizationId: organization.id,
    invitation: { ...invitation, locale: null, timeZone: null },
    by: "Ada",
    linkHashOf: (id) => id,
  });
  await scene.addRule({ recipients: [{ address: grace, tier: 0 }] });
  await openPost(scene).work();
  const rolesOf = async () => (await roles.list(scope.organizationId)).filter(({ user }) => user.id === member.id);
  return {
    scene,
    post: openPost(scene),
    servers,
    member,
    limitTo: async (...groups: readonly DeviceGroupId[]): Promise<void> => {
      const [before] = await rolesOf();
      const held = { role: "securityOperator", organizationId: organization.id, deviceGroups: groups } as const;
      await roles.grant(organization.id, member.id, held);
      await roles.revoke(organization.id, before?.id ?? asId<RoleAssignmentId>("none"));
    },
  };
};

const groupOf = async ({ deviceGroups, scope }: Scene, name: string, prefix: string): Promise<DeviceGroupId> => {
  const conditions = [{ property: "name" as const, operator: "startsWith" as const, values: [prefix] }];
  return (await deviceGroups.create(scope, { name, description: "", conditions })).id;
};

/** A medium alert on a server, and a high one on a laptop. */
const breakIn = (scene: Scene, n = 1, devices: readonly (readonly [string, "medium" | "high"])[] = both) =>
  scene.record(
    anIncoming({
      externalId: `incident-${n}`,
      facts: { title: `Break-in number ${n}.`, severity: mapped("high") },
      alerts: devices.map(([key, severity]) =>
        anIncomingAlert({
          key,
          facts: { title: `Alert of ${key}`, severity: mapped(severity) },
          evidence: [anIncomingEvidence({ key })],
        }),
      ),
    }),
  );
const both = [
  ["srv-01", "medium"],
  ["lap-77", "high"],
] as const;

/** Answers so, and keeps what the server was shown. */
const answering = (outcome: Outcome, shown: SendRequest[]) => (request: SendRequest) => {
  shown.push(request);
  return outcome;
};

const deliveriesOf = async ({ deliveryQueries, scope }: Scene) => {
  const filter = { states: [], address: grace, incidentId: null, ruleId: null };
  const { items } = await deliveryQueries.list(scope, filter, { limit: 100, after: null });
  const told = items.filter(({ delivery }) => delivery.messageKind !== "account");
  return Promise.all(told.map(({ delivery }) => deliveryQueries.get(scope, delivery.id)));
};

const remadeOf = async (scene: Scene) =>
  (await deliveriesOf(scene)).map(({ attempts }) => attempts.map(({ remade }) => remade));

const narrowed = "made anew: it showed more than this user may see by now";

describe("a mail that is tried again", () => {
  test.each([
    ["was refused for now", deferred],
    ["may have arrived", inDoubt],
  ])("holds no more than its reader may see by then, after one that %s, and says why", async (_way, outcome) => {
    const { scene, post, servers, limitTo } = await openTold();
    await using _scene = scene;
    const shown: SendRequest[] = [];
    await breakIn(scene);
    await post.work(answering(outcome, shown));
    expect(shown[0]?.mail.text).toContain("LAP-77");
    await limitTo(servers);
    scene.clock.pass(minuteMs);
    await post.work();

    const [mail] = post.mails;
    expect(mail?.subject).toBe("[Medium] Contoso – Incident 1: Break-in number 1.");
    expect(mail?.text).toContain("SRV-01");
    for (const hidden of ["LAP-77", "lap-77", "High", "2 alerts"]) expect(JSON.stringify(mail)).not.toContain(hidden);
    // A reader who has the first one already is not told twice.
    expect(mail?.messageId).toBe(shown[0]?.mail.messageId);
    expect(await remadeOf(scene)).toEqual([[null, narrowed]]);
    const [{ delivery } = { delivery: null }] = await deliveriesOf(scene);
    expect(await scene.deliveryQueries.mail(scene.scope, delivery?.id ?? asId("none"))).toEqual(mail);
  });

  test("is cancelled where its reader may see none of it any more", async () => {
    const { scene, post, limitTo } = await openTold();
    await using _scene = scene;
    await breakIn(scene);
    await post.work(() => deferred);
    await limitTo(await groupOf(scene, "Printers", "prn"));
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails).toEqual([]);
    expect((await deliveriesOf(scene)).map(({ delivery: { state, reason } }) => [state, reason])).toEqual([
      ["cancelled", "no device concerned is in a group that this user may see any more"],
    ]);
  });

  test("is cancelled where its reader was removed, though his domain is allowed to strangers", async () => {
    const { scene, post, member } = await openTold();
    await using _scene = scene;
    await breakIn(scene);
    await post.work(() => deferred);
    await scene.users.remove(scene.organization.id, member.id);
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails).toEqual([]);
    expect((await deliveriesOf(scene)).map(({ delivery: { state, reason } }) => [state, reason])).toEqual([
      ["cancelled", "this user is disabled, was removed, or has no role here"],
    ]);
  });

  test("is what it was where its reader may see more by then, or as much", async () => {
    const { scene, post, servers, limitTo } = await openTold();
    await using _scene = scene;
    await limitTo(servers);
    const shown: SendRequest[] = [];
    await breakIn(scene);
    await post.work(answering(deferred, shown));
    await limitTo(servers, await groupOf(scene, "Laptops", "lap"));
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails).toEqual(shown.map(({ mail }) => mail));
    expect(await remadeOf(scene)).toEqual([[null, null]]);
  });

  test("leaves out a device that went to a group which its reader may not see", async () => {
    const { scene, post, servers, limitTo } = await openTold();
    await using _scene = scene;
    await limitTo(servers);
    await breakIn(scene, 1, [
      ["srv-01", "medium"],
      ["srv-secret", "high"],
    ]);
    await post.work(() => deferred);
    const secret = await groupOf(scene, "Secret servers", "srv-secret");
    await scene.deviceGroups.rank(scene.scope, secret, 1);
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails.map(({ text }) => [text.includes("SRV-01"), text.includes("SRV-SECRET")])).toEqual([
      [true, false],
    ]);
    expect(await remadeOf(scene)).toEqual([[null, narrowed]]);
  });

  test("tells again what was new in it, and no later mail's news", async () => {
    const { scene, post, servers, limitTo } = await openTold();
    await using _scene = scene;
    await breakIn(scene, 1, [["srv-01", "medium"]]);
    await post.work();
    await breakIn(scene, 1, [
      ["srv-02", "medium"],
      ["lap-77", "high"],
    ]);
    await post.work(() => deferred);
    await breakIn(scene, 1, [["srv-03", "medium"]]);
    const only = (wanted: string) => (request: SendRequest) =>
      request.mail.text.includes(wanted) ? ({ kind: "accepted", reply: "250" } as const) : deferred;
    await post.work(only("1 new alert: Alert of srv-03"));
    await limitTo(servers);
    scene.clock.pass(minuteMs);
    await post.work();
    const text = post.mails.at(-1)?.text ?? "";
    expect(text).toContain("1 new alert: Alert of srv-02");
    for (const other of ["LAP-77", "SRV-03"]) expect(text).not.toContain(other);
  });

  test("that was sent and is sent once more holds what its reader may see now", async () => {
    const { scene, post, servers, limitTo } = await openTold();
    await using _scene = scene;
    await breakIn(scene);
    await post.work();
    await limitTo(servers);
    const [first] = await deliveriesOf(scene);
    await scene.deliveryActions.redrive(scene.scope, first?.delivery.id ?? asId<DeliveryId>("none"));
    await post.work();
    expect(post.mails.map(({ text }) => text.includes("LAP-77"))).toEqual([true, false]);
    expect(post.mails[1]?.text).toContain("SRV-01");
  });
});

describe("a digest that is tried again", () => {
  const openStorm = async () => {
    const told = await openTold({ storms: { other: 1, urgent: 1 } });
    await breakIn(told.scene, 1);
    await breakIn(told.scene, 2);
    await breakIn(told.scene, 3, [["lap-77", "high"]]);
    await told.post.work();
    told.scene.clock.pass(minuteMs);
    return told;
  };

  test("names only the incidents that its reader may hear of by then, each as he may see it", async () => {
    const { scene, post, servers, limitTo } = await openStorm();
    await using _scene = scene;
    const shown: SendRequest[] = [];
    await post.work(answering(deferred, shown));
    expect(shown[0]?.mail.text).toContain("Break-in number 3.");
    await limitTo(servers);
    scene.clock.pass(minuteMs);
    await post.work();
    const digest = post.mails.at(-1);
    expect(digest?.messageId).toBe(shown[0]?.mail.messageId);
    expect(digest?.subject).toBe("[Medium] Contoso – 1 incident held back: Break-in number 2.");
    expect(JSON.stringify(digest)).not.toContain("Break-in number 3.");
    const deliveries = await deliveriesOf(scene);
    const ends = deliveries.map(({ delivery: { messageKind, state, reason } }) => [messageKind, state, reason]);
    expect(ends).toContainEqual([
      "incident",
      "cancelled",
      "no device concerned is in a group that this user may see any more",
    ]);
    const [{ attempts } = { attempts: [] }] = deliveries.filter(({ delivery }) => delivery.messageKind === "digest");
    expect(attempts.map(({ remade }) => remade === null)).toEqual([true, false]);
  });

  test("is what it was where nothing was lost", async () => {
    const { scene, post } = await openStorm();
    await using _scene = scene;
    const shown: SendRequest[] = [];
    await post.work(answering(deferred, shown));
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails.at(-1)).toEqual(shown[0]?.mail);
  });

  test("that was sent and is sent once more leaves out what was lost, and what it told stays told", async () => {
    const { scene, post, servers, limitTo } = await openStorm();
    await using _scene = scene;
    await post.work();
    await limitTo(servers);
    const [digest] = (await deliveriesOf(scene)).filter(({ delivery }) => delivery.messageKind === "digest");
    await scene.deliveryActions.redrive(scene.scope, digest?.delivery.id ?? asId<DeliveryId>("none"));
    await post.work();
    expect(post.mails.at(-1)?.text).not.toContain("Break-in number 3.");
    const states = (await deliveriesOf(scene)).map(({ delivery: { state } }) => state).toSorted();
    expect(states).toEqual(["held", "held", "sent", "sent", "sent"]);
  });
});

test("a batch in doubt is not repeated where one of it may not be told any more; the others get theirs", async () => {
  const { scene, servers, limitTo } = await openTold();
  await using _scene = scene;
  await using double = await startResendDouble({ manner: "dropUnread" });
  await scene.addRule({ name: "Others", recipients: [{ address: "soc@contoso.example", tier: 0 }] });
  const { batches, requestLimits: limits, tellings, clock } = scene;
  const now = (): number => clock.now() + performance.now();
  const roads = { batches, limits, now, mayGoAsStored: (id: DeliveryId) => mayGoAsStored(tellings, id) };
  const { url: baseUrl, apiKey } = double;
  const parts = partsOf(scene, createTransport({ kind: "resend", apiKey, baseUrl }, roads));
  await breakIn(scene);
  await workOff(parts);
  expect(double.requests.map(({ path }) => path)).toEqual(["/emails/batch"]);
  await limitTo(servers);
  double.behave("serve");
  // The other's turn comes first: nothing is known of Grace's own next attempt.
  scene.parts.sqlite.prepare("update deliveries set due_at = due_at + 1000 where address = ?").run(grace);
  for (let round = 0; round < 3; round += 1) {
    scene.clock.pass(10 * minuteMs);
    await workOff(parts);
  }
  await parts.transport.close();
  const arrived = double.mails.map(({ fields }) => [fields["to"], JSON.stringify(fields).includes("LAP-77")]);
  expect(arrived.toSorted()).toEqual([
    [grace, false],
    ["soc@contoso.example", true],
  ]);
});
