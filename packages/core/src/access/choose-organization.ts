import { DomainError, type OrganizationId, refused } from "../kernel/index.ts";

/** The header in which somebody who works in several organizations says in which one he acts. */
export const organizationHeader = "Tocsin-Organization";

/** The same in a query, for what a browser fetches by itself and cannot give a header: a frame, a download. */
export const organizationQuery = "organization";

interface Choice {
  /** The one that an access token is bound to. */
  readonly bound: OrganizationId | null;
  /** What the request names; null where it names none. */
  readonly named: string | null;
  /** Those in which the caller has a role, oldest first. */
  readonly own: readonly OrganizationId[];
}

/**
 * The organization in which a request acts: the one that it names, else the only one. A foreign one answers like a missing
 * one; to guess among several would sooner or later write into the wrong one. Null where the caller has none.
 */
export const chooseOrganization = ({ bound, named, own }: Choice): OrganizationId | null => {
  const open = bound === null ? own : own.filter((id) => id === bound);
  if (named !== null) {
    const chosen = open.find((id) => id === named);
    if (chosen === undefined) throw refused("noSuch", { noun: "organization" });
    return chosen;
  }
  const [only, ...more] = open;
  if (more.length === 0) return only ?? null;
  throw new DomainError(
    "malformed",
    `You work in ${open.length} organizations: name the one that you mean in the header ${organizationHeader}`,
  );
};
