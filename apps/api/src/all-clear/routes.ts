import {
  type AllClearDraft,
  type AllClearStore,
  allClearDraftSchema,
  allClearPlace,
  allClearResponseSchema,
} from "@tocsin/core/all-clear";
import { fieldFaults, refused, toIsoOrNull } from "@tocsin/core/kernel";
import type { Seal } from "@tocsin/secrets";
import { type Route, route } from "../http/route.ts";

const tag = "System";

export interface AllClearParts {
  readonly allClear: Pick<AllClearStore, "get" | "save" | "troubles">;
  readonly seal: Pick<Seal, "seal">;
  readonly now: () => number;
}

export const allClearRoutes = (parts: AllClearParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/all-clear",
    tag,
    summary: "How Tocsin says that all is well, so that its silence means something, and what keeps it back now",
    policy: "system.read",
    answers: { 200: { description: "As it is now", schema: allClearResponseSchema } },
    handle: async () => ({ status: 200, body: await present(parts) }),
  }),
  route({
    method: "put",
    path: "/api/v1/all-clear",
    tag,
    summary: "Set whom it is said to: administrators by mail every so many hours, an address every so many minutes",
    policy: "transports.manage",
    body: allClearDraftSchema,
    answers: {
      200: { description: "As it is now", schema: allClearResponseSchema },
      422: { description: "There is no address yet" },
    },
    handle: async ({ body }) => {
      await save(parts, body);
      return { status: 200, body: await present(parts) };
    },
  }),
];

const save = async ({ allClear, seal }: AllClearParts, { mail, url }: AllClearDraft): Promise<void> => {
  const address = url?.address;
  if (url !== null && address === undefined && (await allClear.get()).sealedAddress === null) {
    const message = fieldFaults.callAddressMissing;
    throw refused("noAddressYet", null, [{ path: "url.address", message }]);
  }
  const setting = { mail, url: url && { everyMinutes: url.everyMinutes, method: url.method } };
  await allClear.save(
    setting,
    address === undefined ? "kept" : { sealed: seal.seal(address, allClearPlace), host: new URL(address).host },
  );
};

const present = async ({ allClear, now }: AllClearParts) => {
  const { mail, url, host, mailedAt, calledAt, said } = await allClear.get();
  return {
    mail: mail && { ...mail, lastAt: toIsoOrNull(mailedAt) },
    url: url && { ...url, host: host ?? "", lastAt: toIsoOrNull(calledAt), said },
    troubles: [...(await allClear.troubles(now()))],
  };
};
