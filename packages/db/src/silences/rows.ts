import type { Instant, OrganizationId } from "@tocsin/core/kernel";
import type { Silence } from "@tocsin/core/silences";
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { type SilenceRow, silences } from "./tables.ts";

export const silenceOf = ({ silence, warnAt: _warnAt, ...row }: SilenceRow): Silence => ({ ...silence, ...row });

/** Those that are not over, active or not: what decisions of an organization may meet. */
export const readSilences = (db: Drizzle, organizationId: OrganizationId, now: Instant): readonly Silence[] =>
  db
    .select()
    .from(silences)
    .where(and(eq(silences.organizationId, organizationId), gt(silences.endsAt, now), isNull(silences.endedAt)))
    .orderBy(asc(silences.endsAt))
    .all()
    .map(silenceOf);

/** Every one that was active at some time since then. */
export const readSilencesSince = (db: Drizzle, organizationId: OrganizationId, since: Instant): readonly Silence[] =>
  db
    .select()
    .from(silences)
    .where(and(eq(silences.organizationId, organizationId), gt(silences.endsAt, since)))
    .orderBy(asc(silences.endsAt))
    .all()
    .map(silenceOf);
