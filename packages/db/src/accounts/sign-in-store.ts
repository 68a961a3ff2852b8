import type { SignInFacts, SignInStore } from "@tocsin/core/accounts";
import { minuteMs, type UserId } from "@tocsin/core/kernel";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { ofNobody } from "../audit/current-act.ts";
import type { Drizzle } from "../open.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAssignments } from "./assignments.ts";
import { giveGuessBack, guessRoom, takeGuess } from "./guesses.ts";
import { findLink, useLink } from "./links.ts";
import { setPassword } from "./passwords.ts";
import { openPlanAccountMail } from "./plan-account-mail.ts";
import { rolesOf, userOf } from "./rows.ts";
import {
  enrol,
  hasSecondFactor,
  removeSecondFactor,
  secondFactorOf,
  setRecoveryCodes,
  useRecoveryCode,
  useTimeStep,
} from "./second-factors.ts";
import { accounts, familiarNetworks, signInSteps, users } from "./tables.ts";

const stepLifeMs = 5 * minuteMs;
const stepTries = 5;

export const openSignInStore = (parts: StoreParts): SignInStore => {
  const { db, writer, clock } = parts;
  const now = () => Math.floor(clock());
  const plan = openPlanAccountMail(parts);

  /** In the commit of the act: an owner hears of what somebody else did to his account. The sweep nudges the mail. */
  const tell = (userId: UserId, kind: "passwordChanged" | "secondFactorOn" | "secondFactorOff"): void => {
    plan.tell({ userId, organizationId: null, news: { kind }, at: now() });
  };

  /** A write about somebody's second factor. */
  const factored = <Value>(userId: UserId, after: object, run: () => Value): Promise<Value> =>
    writer.write(() => {
      noteChange({ object: { kind: "second factor", id: userId }, after });
      return run();
    });
  return {
    facts: async (email) => factsOf(db, db.select().from(users).where(eq(users.email, email)).get()),
    factsOf: async (userId) => factsOf(db, db.select().from(users).where(eq(users.id, userId)).get()),

    takeGuess: (limits) => ofNobody(() => writer.write(() => takeGuess(db, limits, now()))),
    guessRoom: async (limits) => guessRoom(db, limits, now()),
    giveGuessBack: (limits) => ofNobody(() => writer.write(() => giveGuessBack(db, limits))),
    isFamiliar: async (userId, network) =>
      db
        .select()
        .from(familiarNetworks)
        .where(and(eq(familiarNetworks.userId, userId), eq(familiarNetworks.network, network)))
        .get() !== undefined,

    beginStep: (hash, userId) =>
      writer.write(() => {
        const expiresAt = now() + stepLifeMs;
        db.delete(signInSteps).where(lte(signInSteps.expiresAt, now())).run();
        db.insert(signInSteps).values({ hash, userId, triesLeft: stepTries, expiresAt }).run();
        noteChange({ object: { kind: "user", id: userId }, after: { next: "secondStep" } });
        return expiresAt;
      }),
    takeTry: (hash) =>
      ofNobody(() =>
        writer.write(() => {
          const open = and(eq(signInSteps.hash, hash), gt(signInSteps.triesLeft, 0), gt(signInSteps.expiresAt, now()));
          const [step] = db
            .update(signInSteps)
            .set({ triesLeft: sql`${signInSteps.triesLeft} - 1` })
            .where(open)
            .returning()
            .all();
          return step ?? null;
        }),
      ),
    endStep: (hash) =>
      writer.write(() => {
        db.delete(signInSteps).where(eq(signInSteps.hash, hash)).run();
      }),

    secondFactor: async (userId) => secondFactorOf(db, userId),
    enrol: (userId, sealedKey) => factored(userId, { begun: true }, () => enrol(db, userId, sealedKey, now())),
    useTimeStep: (userId, timeStep) =>
      factored(userId, { used: "code" }, () => {
        const before = hasSecondFactor(db, userId);
        const used = useTimeStep(db, userId, timeStep, now());
        if (used && !before) tell(userId, "secondFactorOn");
        return used;
      }),
    setRecoveryCodes: (userId, hashes) =>
      factored(userId, { recoveryCodes: hashes.length }, () => setRecoveryCodes(db, userId, hashes)),
    useRecoveryCode: (userId, hash) =>
      factored(userId, { used: "recoveryCode" }, () => useRecoveryCode(db, userId, hash)),
    removeSecondFactor: (userId) =>
      factored(userId, { off: true }, () => {
        const before = hasSecondFactor(db, userId);
        const removed = removeSecondFactor(db, userId);
        if (before) tell(userId, "secondFactorOff");
        return removed;
      }),

    setPassword: (userId, passwordHash, but) =>
      writer.write(() => {
        setPassword(db, { userId, passwordHash, but }, now());
        tell(userId, "passwordChanged");
        noteChange({ object: { kind: "user", id: userId }, after: { password: "changed" } });
      }),
    findLink: async (hash, purpose) => findLink(db, hash, purpose, now()),
    useLink: (use) =>
      writer.write(() => {
        const user = useLink(db, use, now());
        if (user !== null && use.purpose === "passwordReset") tell(user.id, "passwordChanged");
        return user;
      }),
  };
};

const factsOf = (db: Drizzle, user: typeof users.$inferSelect | undefined): SignInFacts | null => {
  if (user === undefined) return null;
  const credential = and(eq(accounts.userId, user.id), eq(accounts.providerId, "credential"));
  return {
    user: userOf(user),
    disabled: user.disabledAt !== null,
    passwordHash: db.select().from(accounts).where(credential).get()?.passwordHash ?? null,
    secondFactor: hasSecondFactor(db, user.id),
    roles: rolesOf(db, user.id),
    homeId: readAssignments(db, user.id).organizations[0] ?? null,
  };
};
