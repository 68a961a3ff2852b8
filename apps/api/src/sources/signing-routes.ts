import { hourMs, type SourceId, toIso } from "@tocsin/core/kernel";
import { type SigningStore, type SourceWords, sourceSigningSecretSchema } from "@tocsin/core/sources";
import { newSigningSecret, type Seal } from "@tocsin/secrets";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";
import { signingPlace } from "../ingest/signed.ts";

export interface SigningParts {
  readonly signing: SigningStore;
  readonly seal: Seal;
  readonly now: () => number;
}

/** How long an old secret works beside its successor, so that senders can be changed one by one. */
const overlapMs = 24 * hourMs;

/** What a draft makes of signing: what the store is told, and the secret that is made for it. */
export const signingWanted = (
  { seal }: SigningParts,
  signed: boolean,
  wanted: boolean | undefined,
): { readonly signing: SourceWords["signing"]; readonly signingSecret?: string } => {
  if (wanted === undefined || wanted === signed) return { signing: undefined };
  if (!wanted) return { signing: null };
  const signingSecret = newSigningSecret();
  return { signing: (id) => seal.seal(signingSecret, signingPlace(id)), signingSecret };
};

export const signingRoutes = (parts: SigningParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/sources/{id}/signing-secrets",
    tag: "Sources",
    summary:
      "Make a new signing secret; older ones work for another 24 hours. From the first one on, the source is signed",
    policy: "sources.manage",
    params: idParam<SourceId>(),
    answers: { 201: { description: "Made; shown this once", schema: sourceSigningSecretSchema } },
    handle: async ({ caller, params }) => {
      const previousSecretsExpireAt = parts.now() + overlapMs;
      const signingSecret = newSigningSecret();
      const sealed = parts.seal.seal(signingSecret, signingPlace(params.id));
      await parts.signing.add(caller.scope, params.id, sealed, previousSecretsExpireAt);
      return { status: 201, body: { signingSecret, previousSecretsExpireAt: toIso(previousSecretsExpireAt) } };
    },
  }),
];
