import { Forbidden, isVerb, verbs } from "@tocsin/core/access";
import type { Act, AuditStore } from "@tocsin/core/audit";
import { DomainError } from "@tocsin/core/kernel";
import type { Request, Response } from "express";
import { requestIdOf } from "./request-id.ts";
import type { Caller, Policy, RouteContract } from "./route.ts";

/** What a request does, as the audit tells it. Whoever sets an installation up is nobody yet. */
export const actOf = (
  { method, path, policy, tag }: RouteContract,
  caller: Caller | null,
  request: Request,
  response: Response,
): Act => ({
  organizationId: concernsAll(policy) ? null : (caller?.rights.organizationId ?? null),
  actor: caller?.actor ?? { kind: "system" },
  action: `${method.toUpperCase()} ${path}`,
  right: isVerb(policy) ? policy : null,
  object: { kind: tag, id: idIn(request) },
  requestId: requestIdOf(response),
});

const concernsAll = (policy: Policy): boolean => isVerb(policy) && verbs[policy].reach === "installation";

const idIn = ({ params }: Request): string | null => {
  const [id] = Object.values(params).flat();
  return id === undefined ? null : String(id).slice(0, 64);
};

/** Every refusal for want of a right is recorded before it is answered. */
export const recordingDenials = async <Value>(
  audit: Pick<AuditStore, "deny">,
  act: Act,
  run: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DomainError && error.code === "forbidden") {
      const missing = error instanceof Forbidden ? error.missing : null;
      await audit.deny(act, { missing, because: error.message });
    }
    throw error;
  }
};
