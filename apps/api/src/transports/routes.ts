import { transportKinds } from "@tocsin/core/deliveries";
import { DomainError, refused, type TransportTestId, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import type { OrganizationStore } from "@tocsin/core/organizations";
import { isAllowedDomain, normaliseAddress } from "@tocsin/core/recipients";
import type { SystemStore } from "@tocsin/core/system";
import {
  activeTransportSchema,
  type KeptTransport,
  secretsNeeded,
  type TransportStore,
  type TransportTest,
  transportDraftSchema,
  transportListSchema,
  transportResponseSchema,
  transportStakesSchema,
  transportTestDraftSchema,
  transportTestResponseSchema,
} from "@tocsin/core/transports";
import type { Seal } from "@tocsin/secrets";
import { z } from "zod";
import { idParam } from "../http/params.ts";
import { type Caller, type Route, route } from "../http/route.ts";
import { changeKept, sealedForTest } from "./sealed.ts";

const tag = "Mail transport";

export interface TransportParts {
  readonly transports: TransportStore;
  readonly system: Pick<SystemStore, "workers">;
  readonly organizations: Pick<OrganizationStore, "get">;
  readonly seal: Seal;
  readonly now: () => number;
}

const kindParam = z.object({ kind: z.enum(transportKinds) });

export const transportRoutes = (parts: TransportParts): readonly Route[] => [
  ...choiceRoutes(parts),
  ...settingRoutes(parts),
  ...testRoutes(parts),
];

const choiceRoutes = ({ transports, system }: TransportParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/transports",
    tag,
    summary: "What carries mail, and every transport that was entered; secrets are never shown",
    policy: "transports.read",
    answers: { 200: { description: "All of them", schema: transportListSchema } },
    handle: async () => ({ status: 200, body: await listOf(transports, system) }),
  }),
  route({
    method: "get",
    path: "/api/v1/transports/stakes",
    tag,
    summary: "What choosing a transport sets in motion: rules, recipients, and the mails that wait",
    policy: "transports.manage",
    answers: { 200: { description: "As it is now", schema: transportStakesSchema } },
    handle: async () => ({ status: 200, body: await transports.stakes() }),
  }),
  route({
    method: "put",
    path: "/api/v1/transports/active",
    tag,
    summary: "Choose what carries mail; null gives the word back to the environment",
    policy: "transports.manage",
    body: activeTransportSchema,
    answers: {
      200: { description: "Chosen; workers take it up within a second", schema: transportListSchema },
      404: { description: "This kind of transport was never entered" },
      409: { description: "A secret is missing" },
    },
    handle: async ({ body: { kind } }) => {
      const kept = (await transports.all()).items.find(({ settings }) => settings.kind === kind);
      const missing = kept === undefined ? [] : missingOf(kept);
      if (missing.length > 0) throw refused("secretsMissing", { secrets: missing.join(" and ") });
      await transports.activate(kind);
      return { status: 200, body: await listOf(transports, system) };
    },
  }),
];

const settingRoutes = ({ transports, seal, now }: TransportParts): readonly Route[] => [
  route({
    method: "put",
    path: "/api/v1/transports/{kind}",
    tag,
    summary: "Enter or change a transport; secrets left out are kept, null takes one away",
    policy: "transports.manage",
    params: kindParam,
    body: transportDraftSchema,
    answers: { 200: { description: "As it is kept, without secrets", schema: transportResponseSchema } },
    handle: async ({ params: { kind }, body, caller }) => {
      refuseOtherKind(kind, body.kind);
      const kept = await transports.save(kind, (before) => changeKept(before, body, seal, now()), nameOf(caller));
      return { status: 200, body: presentTransport(kept) };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/transports/{kind}",
    tag,
    summary: "Forget a transport and its secrets",
    policy: "transports.manage",
    params: kindParam,
    answers: { 204: { description: "Forgotten" }, 409: { description: "It carries mail" } },
    handle: async ({ params: { kind } }) => {
      await transports.remove(kind);
      return { status: 204 };
    },
  }),
];

const testRoutes = ({ transports, organizations, seal }: TransportParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/transports/test",
    tag,
    summary: "Test settings step by step, from a worker, with one real mail: resolve, connect, secure, sign in, send",
    policy: "transports.manage",
    body: transportTestDraftSchema,
    answers: {
      202: { description: "Asked for; its steps appear as a worker takes them", schema: transportTestResponseSchema },
    },
    handle: async ({ body: { transport, to }, caller }) => {
      const address = allowedAddress(to, caller, (await organizations.get(caller.scope)).allowedDomains);
      const { secrets: _given, ...settings } = transport;
      const kept = (await transports.all()).items.find((item) => item.settings.kind === settings.kind) ?? null;
      const sealedFor = sealedForTest(kept, transport, seal);
      const test = await transports.askTest({ settings, to: address, askedBy: nameOf(caller), sealedFor });
      return {
        status: 202,
        body: presentTest(test),
        headers: { Location: `/api/v1/transports/tests/${test.id}` },
      };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/transports/tests/{id}",
    tag,
    summary: "How a test of a transport goes",
    policy: "transports.manage",
    params: idParam<TransportTestId>(),
    answers: { 200: { description: "Its steps so far", schema: transportTestResponseSchema } },
    handle: async ({ params }) => ({ status: 200, body: presentTest(await transports.test(params.id)) }),
  }),
];

const nameOf = ({ user }: Caller): string => user.name;

const refuseOtherKind = (path: string, body: string): void => {
  if (path === body) return;
  const fault = { path: "kind", message: `is ${body}, but this is the place of ${path}` };
  throw new DomainError("invalid", "Each kind of transport has a place of its own", [fault]);
};

/** A test is a mail: it goes where mail may go, or to who asks for it. */
const allowedAddress = (to: string, { user }: Caller, allowedDomains: readonly string[]): string => {
  const address = normaliseAddress(to);
  const refuse = (message: string): never => {
    throw new DomainError("invalid", "The test cannot be sent there", [{ path: "to", message }]);
  };
  if (!address.ok) return refuse(address.problem);
  const allowed = address.value === user.email || isAllowedDomain(address.value, allowedDomains);
  return allowed ? address.value : refuse("is not in a domain that may receive mail");
};

const missingOf = ({ settings, sealed }: KeptTransport) =>
  secretsNeeded(settings).filter((name) => sealed[name] === undefined);

const presentTransport = (kept: KeptTransport): z.input<typeof transportResponseSchema> => ({
  kind: kept.settings.kind,
  settings: kept.settings,
  secrets: Object.entries(kept.secretsSetAt)
    .filter(([name]) => Object.hasOwn(kept.sealed, name))
    .map(([name, at]) => ({ name: name as keyof KeptTransport["sealed"], setAt: toIso(at) })),
  missing: missingOf(kept),
  changedAt: toIso(kept.changedAt),
  changedBy: kept.changedBy,
});

const listOf = async (
  transports: TransportStore,
  system: Pick<SystemStore, "workers">,
): Promise<z.input<typeof transportListSchema>> => {
  const { active, items } = await transports.all();
  const workers = await system.workers();
  return {
    active,
    environment: workers[0]?.environment ?? null,
    carriedBy: workers.map(({ name, carrier, problem }) => ({ worker: name, ...carrier, problem })),
    items: items.map(presentTransport),
    next: null,
  };
};

const presentTest = (test: TransportTest): z.input<typeof transportTestResponseSchema> => ({
  id: test.id,
  kind: test.settings.kind,
  to: test.to,
  state: stateOf(test),
  askedAt: toIso(test.askedAt),
  endedAt: toIsoOrNull(test.endedAt),
  steps: [...test.steps],
});

const stateOf = ({ startedAt, endedAt, steps }: TransportTest) => {
  if (startedAt === null) return "waiting" as const;
  if (endedAt === null) return "running" as const;
  return steps.some(({ state }) => state === "failed") ? ("failed" as const) : ("passed" as const);
};
