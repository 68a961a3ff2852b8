import {
  attemptJob,
  type DeliveryId,
  type Instant,
  isAtLeast,
  type Job,
  type OrganizationId,
} from "@tocsin/core/kernel";
import { type Notice, type NoticeMessage, severityOfNotice } from "@tocsin/core/messages";
import type { OtherRoad } from "@tocsin/core/outages";
import { and, eq } from "drizzle-orm";
import { readAdministrators } from "../accounts/administrators.ts";
import { newId } from "../ids.ts";
import { organizations } from "../organizations/tables.ts";
import { recipients } from "../recipients/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { deliveries } from "./tables.ts";

/** A notice, and what tells one trouble from the next. */
export interface PlannedNotice {
  readonly organizationId: OrganizationId;
  readonly notice: Notice;
  /** Names this trouble for ever, such as `<source id>:<when it began>`: nobody is told twice of the same. */
  readonly trouble: string;
  /** What the trouble is about, such as `source.<id>`: its notices stand together in an inbox. */
  readonly thread: string;
  readonly at: Instant;
  /** The road that it is to go, where that is not the one of all mail. */
  readonly via?: OtherRoad;
}

/**
 * Plans a notice as one delivery to every administrator of the organization, in the caller's transaction. Answers jobs
 * to announce after the commit; a caller that does not loses nothing but the moment until the next sweep.
 */
export type PlanNotice = (planned: PlannedNotice) => readonly Job[];

export const openPlanNotice = ({ db, handOverJobs }: Pick<StoreParts, "db" | "handOverJobs">): PlanNotice => {
  const tell = (planned: PlannedNotice, organization: typeof organizations.$inferSelect, address: string) => {
    const { notice, organizationId, thread, trouble, at, via } = planned;
    const id = newId<DeliveryId>();
    const now = Math.floor(at);
    const about = `notice:${notice.kind}:${trouble}`;
    const known = db
      .select({ locale: recipients.locale, timeZone: recipients.timeZone })
      .from(recipients)
      .where(and(eq(recipients.organizationId, organizationId), eq(recipients.address, address)))
      .get();
    const { locale, timeZone } = known ?? organization;
    const message: NoticeMessage = {
      kind: "notice",
      notice,
      organizationName: organization.name,
      at: now,
      thread,
      recipient: { address, locale, timeZone },
      deliveryId: id,
    };
    const { changes } = db
      .insert(deliveries)
      .values({
        id,
        organizationId,
        messageKind: "notice",
        address,
        dedupeKey: about,
        bundle: about,
        severity: severityOfNotice[notice.kind],
        message,
        via: via ?? null,
        state: "waiting",
        dueAt: now,
        createdAt: now,
      })
      .onConflictDoNothing({ target: [deliveries.organizationId, deliveries.address, deliveries.dedupeKey] })
      .run();
    return changes === 0 ? [] : [attemptJob(id, 1, now, isAtLeast(severityOfNotice[notice.kind], "high"))];
  };

  return (planned) => {
    const { organizationId } = planned;
    const organization = db.select().from(organizations).where(eq(organizations.id, organizationId)).get();
    if (organization === undefined) return [];
    return handOverJobs(
      readAdministrators(db, organizationId).flatMap((address) => tell(planned, organization, address)),
    );
  };
};

/** Plans a notice in every organization, which may tell each of its own; as `PlanNotice` does otherwise. */
export const openPlanEverywhere = (parts: Pick<StoreParts, "db" | "handOverJobs">) => {
  const planNotice = openPlanNotice(parts);
  return (
    noticeFor: (organizationId: OrganizationId) => Notice,
    about: Omit<PlannedNotice, "organizationId" | "notice">,
  ): readonly Job[] =>
    parts.db
      .select({ id: organizations.id })
      .from(organizations)
      .all()
      .flatMap(({ id }) => planNotice({ ...about, organizationId: id, notice: noticeFor(id) }));
};
