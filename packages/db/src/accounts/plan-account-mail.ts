import { type LinkHashOf, type LinkPurpose, linkLifeMs } from "@tocsin/core/accounts";
import {
  attemptJob,
  type DeliveryId,
  type Instant,
  type Job,
  type OrganizationId,
  type UserId,
} from "@tocsin/core/kernel";
import type { AccountMessage, AccountNews } from "@tocsin/core/messages";
import { and, asc, eq, isNull } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { newId } from "../ids.ts";
import { organizations } from "../organizations/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAssignments } from "./assignments.ts";
import { accountLinks, users } from "./tables.ts";

export interface PlannedAccountMail {
  readonly userId: UserId;
  /** In whose name it goes; null for the oldest in which the user has a role. */
  readonly organizationId: OrganizationId | null;
  readonly news: AccountNews;
  readonly at: Instant;
}

interface PlannedLink extends Omit<PlannedAccountMail, "news"> {
  readonly purpose: LinkPurpose;
  readonly by: string;
  readonly linkHashOf: LinkHashOf;
}

export interface PlanAccountMail {
  /** Plans a mail as a delivery, in the caller's transaction; answers jobs to announce after the commit. */
  tell(planned: PlannedAccountMail): readonly Job[];
  /** The same with a link, which ends those of the same purpose before it. */
  tellLink(planned: PlannedLink): readonly Job[];
}

export const openPlanAccountMail = ({ db, handOverJobs }: Pick<StoreParts, "db" | "handOverJobs">): PlanAccountMail => {
  const tell = ({ userId, organizationId, news, at }: PlannedAccountMail, id: DeliveryId): readonly Job[] => {
    const user = db.select().from(users).where(eq(users.id, userId)).get();
    const organization = organizationFor(db, userId, organizationId);
    if (user === undefined || organization === undefined) return [];
    const message: AccountMessage = {
      kind: "account",
      news,
      organizationName: organization.name,
      at,
      recipient: {
        address: user.email,
        locale: user.locale ?? organization.locale,
        timeZone: user.timeZone ?? organization.timeZone,
      },
      deliveryId: id,
    };
    const about = `account:${news.kind}:${id}`;
    db.insert(deliveries)
      .values({
        id,
        organizationId: organization.id,
        messageKind: "account",
        address: user.email,
        dedupeKey: about,
        bundle: about,
        severity: "informational",
        message,
        state: "waiting",
        dueAt: at,
        createdAt: at,
      })
      .run();
    return handOverJobs([attemptJob(id, 1, at)]);
  };

  return {
    tell: (planned) => tell(planned, newId<DeliveryId>()),

    tellLink: ({ purpose, by, linkHashOf, ...planned }) => {
      const { userId, at } = planned;
      const id = newId<DeliveryId>();
      const expiresAt = at + linkLifeMs[purpose];
      const before = and(
        eq(accountLinks.userId, userId),
        eq(accountLinks.purpose, purpose),
        isNull(accountLinks.usedAt),
      );
      db.delete(accountLinks).where(before).run();
      db.insert(accountLinks)
        .values({ id, userId, purpose, hash: linkHashOf(id), createdAt: at, expiresAt })
        .run();
      return tell(
        {
          ...planned,
          news: purpose === "invitation" ? { kind: purpose, by, expiresAt } : { kind: purpose, expiresAt },
        },
        id,
      );
    },
  };
};

/** Somebody who has lost his last role still has to hear of his account: then in the name of the oldest organization. */
const organizationFor = (db: StoreParts["db"], userId: UserId, given: OrganizationId | null) => {
  const id = given ?? readAssignments(db, userId).organizations[0];
  return db
    .select()
    .from(organizations)
    .where(id === undefined ? undefined : eq(organizations.id, id))
    .orderBy(asc(organizations.createdAt), asc(organizations.id))
    .get();
};
