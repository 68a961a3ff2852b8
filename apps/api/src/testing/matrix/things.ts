import type { IncidentId } from "@tocsin/core/kernel";
import { accepted, attempt } from "../attempt.ts";
import type { TestApp } from "../start-test-app.ts";

/**
 * Where a thing lies, seen by somebody who is limited to one device group: in it, in another one, in none or all of them,
 * partly in his; or in another organization. The order is that of the marks in the table.
 */
export const places = ["own", "foreign", "none", "mixed"] as const;
export type Place = (typeof places)[number];
export type Where = Place | "abroad";

/** One of each kind of thing, by where it lies. */
export type Things = Readonly<Record<string, Readonly<Partial<Record<Where, unknown>>>>>;

/** What stands in the names and texts of whatever lies there, so that it is known again wherever it turns up. */
export const words = { own: "alpha", foreign: "zulu", none: "nemo", mixed: "mixed", abroad: "yankee" } as const;

type Call = (method: string, path: string, body?: unknown) => Promise<{ readonly body: unknown }>;

const idOf = ({ body }: { readonly body: unknown }): string => (body as { id: string }).id;

/** A rule, a silence and whatever else lies in device groups, in one organization. */
export const makeGrouped = async (call: Call, groups: readonly string[], word: string) => {
  const deviceGroups = groups.length === 0 ? { scope: "all" } : { scope: "selected", ids: groups };
  const recipients = [{ address: "soc@contoso.example" }];
  const rule = { name: `${word} rule`, deviceGroups, recipients };
  const archived = idOf(
    await call("POST", "/api/v1/notification-rules", { ...rule, name: `${word} rule of last year` }),
  );
  await call("DELETE", `/api/v1/notification-rules/${archived}`);
  return {
    rule: idOf(await call("POST", "/api/v1/notification-rules", rule)),
    archivedRule: archived,
    silence: idOf(
      await call("POST", "/api/v1/silences", {
        comment: `${word} silence`,
        endsAt: "2026-11-23T00:00:00Z",
        severities: ["low"],
        deviceGroups: groups,
      }),
    ),
    ruleGroups: deviceGroups,
    silencedGroups: groups,
  };
};

export const makeDeviceGroup = async (call: Call, word: string): Promise<string> =>
  idOf(
    await call("POST", "/api/v1/device-groups", {
      name: `${word} servers`,
      conditions: [{ property: "name", operator: "startsWith", values: [word] }],
    }),
  );

/** An incident that is mailed, and one that a silence holds. A device is named after the group that it is in. */
export const raiseIncidents = async (
  ingest: (incident: object) => Promise<unknown>,
  word: string,
  devices: readonly string[],
): Promise<void> => {
  const alerts = devices.map((device) => ({
    id: `${word}-${device}`,
    title: `${device} alert`,
    evidence: [
      { type: "device", name: `${device}-01` },
      { type: "user", name: `${device}-user` },
    ],
  }));
  const incident = { externalId: word, title: `${word} incident`, severity: "high", categories: [word], alerts };
  await ingest(incident);
  await ingest({ ...incident, externalId: `${word}-quiet`, title: `${word} quiet incident`, severity: "low" });
};

/** The mail about an incident, sent or given up. */
export const mailAbout = async (app: TestApp, incidentId: string, fails: string | null): Promise<string> => {
  const { items } = (await app.get(`/api/v1/deliveries?incident=${incidentId as IncidentId}`)).body as {
    items: readonly { id: string }[];
  };
  const id = items[0]?.id ?? "";
  await attempt(
    app,
    id,
    fails === null ? accepted : { kind: "rejected", reason: fails, code: "550", enhancedCode: null },
  );
  return id;
};

/** The test mail of a rule, which is about no device group. */
export const testMail = async (app: TestApp, incidentId: string): Promise<string> => {
  const rule = { name: "nemo test", recipients: [{ address: "soc@contoso.example" }] };
  const answer = await app.post("/api/v1/notification-rules/test-mail", { rule, incidentId });
  const id = (answer.body as { deliveries: readonly { id: string }[] }).deliveries[0]?.id ?? "";
  await attempt(app, id, accepted);
  return id;
};
