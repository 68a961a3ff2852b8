import type { SignInFacts, SignInStore } from "@tocsin/core/accounts";
import { minuteMs, type UserId } from "@tocsin/core/kernel";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import type { StoreParts } from "../store-parts.ts";
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

  return {
    facts: async (email) => factsOf(db, db.select().from(users).where(eq(users.email, email)).get()),
    factsOf: async (userId) => factsOf(db, db.select().from(users).where(eq(users.id, userId)).get()),

    takeGuess: (limits) => writer.write(() => takeGuess(db, limits, now())),
    guessRoom: async (limits) => guessRoom(db, limits, now()),
    giveGuessBack: (limits) => writer.write(() => giveGuessBack(db, limits)),
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
        return expiresAt;
      }),
    takeTry: (hash) =>
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
    endStep: (hash) =>
      writer.write(() => {
        db.delete(signInSteps).where(eq(signInSteps.hash, hash)).run();
      }),

    secondFactor: async (userId) => secondFactorOf(db, userId),
    enrol: (userId, sealedKey) => writer.write(() => enrol(db, userId, sealedKey, now())),
    useTimeStep: (userId, timeStep) =>
      writer.write(() => {
        const before = hasSecondFactor(db, userId);
        const used = useTimeStep(db, userId, timeStep, now());
        if (used && !before) tell(userId, "secondFactorOn");
        return used;
      }),
    setRecoveryCodes: (userId, hashes) => writer.write(() => setRecoveryCodes(db, userId, hashes)),
    useRecoveryCode: (userId, hash) => writer.write(() => useRecoveryCode(db, userId, hash)),
    removeSecondFactor: (userId) =>
      writer.write(() => {
        const before = hasSecondFactor(db, userId);
        const removed = removeSecondFactor(db, userId);
        if (before) tell(userId, "secondFactorOff");
        return removed;
      }),

    setPassword: (userId, passwordHash, but) =>
      writer.write(() => {
        setPassword(db, { userId, passwordHash, but }, now());
        tell(userId, "passwordChanged");
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
  };
};
