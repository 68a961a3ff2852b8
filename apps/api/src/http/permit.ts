import {
  chooseOrganization,
  isVerb,
  organizationHeader,
  organizationQuery,
  type Rights,
  scopeFor,
  type Verb,
} from "@tocsin/core/access";
import type { Holder, Session } from "@tocsin/core/accounts";
import type { OrganizationId } from "@tocsin/core/kernel";
import type { Request } from "express";
import { actorOf } from "./audit.ts";
import type { Caller } from "./route.ts";

/** Somebody of whom it is known who he is; without a session where he came with an access token. */
export type Known = Holder & { readonly session: Session | null };

/** The caller in the organization in which the request acts. What he may do there is still to be asked. */
export const callerFor = (holder: Known, policy: "signedIn" | Verb, request: Request): Caller => {
  const { user, boundTo, organizations, assignments, limits } = holder;
  const rights: Rights = { organizationId: organizationFor(holder, policy, request), assignments, limits };
  return {
    user,
    session: holder.session,
    rights,
    organizations: boundTo === null ? organizations : [boundTo],
    scope: scopeFor(rights, isVerb(policy) ? policy : "incidents.read"),
    actor: actorOf(user),
  };
};

/** What is about the caller himself needs no choice: where he makes none, the oldest organization stands in. */
const organizationFor = (
  { boundTo: bound, organizations: own }: Holder,
  policy: "signedIn" | Verb,
  request: Request,
): OrganizationId | null => {
  const named = request.get(organizationHeader) ?? namedInQuery(request);
  return chooseOrganization({ bound, named: named ?? (policy === "signedIn" ? (bound ?? own[0] ?? null) : null), own });
};

/** Only where something is read: what changes something says in a header where. */
const namedInQuery = ({ method, query }: Request): string | null => {
  const named = method === "GET" ? query[organizationQuery] : null;
  return typeof named === "string" ? named : null;
};
