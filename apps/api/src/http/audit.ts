import { Forbidden, isVerb, verbs } from "@tocsin/core/access";
import type { SignInFacts, User } from "@tocsin/core/accounts";
import type { Act, AuditStore } from "@tocsin/core/audit";
import { type Actor, DomainError, type OrganizationId } from "@tocsin/core/kernel";
import type { Request, Response } from "express";
import { requestIdOf } from "./request-id.ts";
import type { Policy, RouteContract } from "./route.ts";

/** Who does something, as far as it is known. */
export interface Doer {
  readonly actor: Actor;
  readonly organizationId: OrganizationId | null;
}

/** Whoever signs in or sets an installation up is nobody yet. */
const nobody: Doer = { actor: { kind: "system" }, organizationId: null };

export const actorOf = ({ id, name }: User): Actor => ({ kind: "user", id, name });

/** What a request does, as the audit tells it. */
export const actOf = (
  { method, path, policy, tag }: RouteContract,
  doer: Doer | null,
  request: Request,
  response: Response,
): Act => ({
  ...(doer ?? nobody),
  ...(concernsAll(policy) && { organizationId: null }),
  action: `${method.toUpperCase()} ${path}`,
  right: isVerb(policy) ? policy : null,
  object: { kind: tag, id: idIn(request) },
  requestId: requestIdOf(response),
});

const concernsAll = (policy: Policy): boolean => isVerb(policy) && verbs[policy].reach === "installation";

/** What a path names, from the outside in. */
export const idsIn = ({ params }: Request): readonly string[] => Object.values(params).flat().map(String);

const idIn = (request: Request): string | null => idsIn(request)[0]?.slice(0, 64) ?? null;

/** An act of somebody who is found out to be somebody on the way. */
export const openAct = (act: Act) => {
  const known: { -readonly [Name in keyof Act]: Act[Name] } = { ...act };
  let isKnown = act.actor.kind === "user";
  return {
    act: known as Act,
    /** Whether a refusal is somebody's: anybody may be refused without end. */
    isKnown: () => isKnown,
    isOf: (who: Pick<SignInFacts, "user" | "homeId"> | null): void => {
      isKnown = true;
      if (who === null) return;
      known.actor = actorOf(who.user);
      known.organizationId = who.homeId;
    },
  };
};

export type OpenAct = ReturnType<typeof openAct>;

/** What is refused to somebody for what he is: a right that he lacks, a thing that is not for him, a secret that is wrong. */
const refusals: ReadonlySet<string> = new Set(["forbidden", "notFound", "unauthenticated"]);

/**
 * Every refusal of somebody known is recorded before it is answered. `asked` are the ids of the things that he asks for: where
 * there is no such thing for anybody, nothing was refused, so that asking for what is gone again and again fills no log.
 */
export const recordingDenials = async <Value>(
  audit: Pick<AuditStore, "deny" | "hasAll">,
  act: OpenAct,
  asked: readonly string[],
  run: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await run();
  } catch (error) {
    if (!isNotFound(error) || (await audit.hasAll(asked))) await recordRefusal(audit, act, error);
    throw error;
  }
};

const isNotFound = (error: unknown): boolean => error instanceof DomainError && error.code === "notFound";

/** Records what was refused to somebody known; anything else that went wrong is no refusal. */
export const recordRefusal = async (
  audit: Pick<AuditStore, "deny">,
  { act, isKnown }: OpenAct,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof DomainError) || !refusals.has(error.code) || !isKnown()) return;
  const missing = error instanceof Forbidden ? error.missing : null;
  await audit.deny(act, { missing, because: error.message });
};
