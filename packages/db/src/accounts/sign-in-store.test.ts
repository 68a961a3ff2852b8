import { limitsOf, type NewSession } from "@tocsin/core/accounts";
import { asId, hourMs, minuteMs, type UserId } from "@tocsin/core/kernel";
import { noon } from "@tocsin/core/testing";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { anOrganizationDraft, openTestStores, type TestStores, temporaryFolder } from "../testing/index.ts";
import { accessTokens, accountLinks, guessCounters, roleAssignments, sessions, users } from "./tables.ts";

let at = noon;
const clock = () => at;
beforeEach(() => {
  at = noon;
});

const setUp = async (stores: TestStores): Promise<UserId> => {
  const made = await stores.accounts.setUp({
    name: "Ada",
    email: "ada@contoso.example",
    passwordHash: "argon2id of ada",
    accessTokenHash: "token of ada",
    organization: anOrganizationDraft(),
  });
  if (made === null) throw new Error("It is set up already");
  return made.user.id;
};

const aSession = (userId: UserId, hash: string): NewSession => ({
  userId,
  hash,
  method: "password",
  secondFactor: false,
  address: "192.0.2.1",
  network: "192.0.2.1/32",
  userAgent: "A browser",
});

describe("a session", () => {
  test("of an administrator ends half an hour after it was last used, to the minute", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    await stores.sessions.open(aSession(ada, "s"));
    for (let used = 0; used < 10; used++) {
      at += 29 * minuteMs;
      expect(await stores.sessions.findByHash("s")).toMatchObject({ user: { id: ada } });
      // What was noted aside stands in the commit before the next one.
      await stores.probe();
    }
    at += 30 * minuteMs;
    expect(await stores.sessions.findByHash("s")).toBeNull();
  });

  test("of an administrator ends after twelve hours, however busy it is", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    await stores.sessions.open(aSession(ada, "s"));
    while (at < noon + 12 * hourMs - 20 * minuteMs) {
      at += 20 * minuteMs;
      expect(await stores.sessions.findByHash("s")).not.toBeNull();
      await stores.probe();
    }
    at = noon + 12 * hourMs;
    expect(await stores.sessions.findByHash("s")).toBeNull();
    expect(await stores.sessions.list(ada)).toEqual([]);
  });

  test("of somebody who only reads lasts a shift without being used", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    stores.parts.db.update(roleAssignments).set({ role: "securityReader" }).run();
    await stores.sessions.open(aSession(ada, "s"));
    at += 12 * hourMs - 1;
    expect(await stores.sessions.findByHash("s")).not.toBeNull();
  });

  test("is refused by every process from the moment in which its user is disabled, or it is ended by one", async () => {
    await using folder = await temporaryFolder();
    await using one = openTestStores({ path: folder.database, clock });
    await using other = openTestStores({ path: folder.database, clock });
    const ada = await setUp(one);
    const session = await one.sessions.open(aSession(ada, "s"));
    expect(await other.sessions.findByHash("s")).not.toBeNull();
    one.parts.db.update(users).set({ disabledAt: noon }).run();
    expect(await other.sessions.findByHash("s")).toBeNull();
    expect(await one.sessions.open(aSession(ada, "t"))).toBeNull();
    one.parts.db.update(users).set({ disabledAt: null }).run();
    const foreign = one.sessions.revoke(asId("somebody-else"), session?.id ?? asId(""));
    await expect(foreign).rejects.toThrow("There is no such session");
    await one.sessions.revoke(ada, session?.id ?? asId(""));
    expect(await other.sessions.findByHash("s")).toBeNull();
  });

  test("is ended with all others but the one that is kept", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    const kept = await stores.sessions.open(aSession(ada, "kept"));
    for (const hash of ["a", "b"]) await stores.sessions.open(aSession(ada, hash));
    expect(await stores.sessions.list(ada)).toHaveLength(3);
    expect(await stores.sessions.revokeAll(ada, kept?.id ?? null)).toBe(2);
    expect((await stores.sessions.list(ada)).map(({ id }) => id)).toEqual([kept?.id]);
    expect(JSON.stringify(await stores.sessions.list(ada))).not.toContain("kept");
  });
});

describe("guesses", () => {
  const limits = limitsOf({ guessed: "password", network: "n", account: "ada", familiar: false });

  test("by hundreds at once, in two processes, have no more room than one after the other in one", async () => {
    await using folder = await temporaryFolder();
    await using one = openTestStores({ path: folder.database, clock });
    await using other = openTestStores({ path: folder.database, clock });
    const tries = Array.from({ length: 400 }, (_, i) => (i % 2 ? one : other).signIns.takeGuess(limits));
    const verdicts = await Promise.all(tries);
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(10);
    expect(verdicts.find(({ allowed }) => !allowed)).toEqual({ allowed: false, retryAt: noon + 15 * minuteMs });
  });

  test("that were refused count against nobody, and there is room again after the while", async () => {
    await using stores = openTestStores({ clock });
    for (let i = 0; i < 30; i++) await stores.signIns.takeGuess(limits);
    const counts = stores.parts.db.select({ count: guessCounters.count }).from(guessCounters).all();
    expect(counts).toEqual([{ count: 10 }, { count: 10 }, { count: 10 }]);
    at += 15 * minuteMs;
    expect(await stores.signIns.takeGuess(limits)).toEqual({ allowed: true });
  });

  test("that were right are given back", async () => {
    await using stores = openTestStores({ clock });
    for (let i = 0; i < 100; i++) {
      expect(await stores.signIns.takeGuess(limits)).toEqual({ allowed: true });
      await stores.signIns.giveGuessBack(limits);
    }
  });

  test("keep no address in the database", async () => {
    await using stores = openTestStores({ clock });
    await stores.signIns.takeGuess(limits);
    expect(JSON.stringify(stores.parts.db.select().from(guessCounters).all())).not.toContain("ada");
  });
});

describe("a second factor", () => {
  test("counts only once a code has shown that the authenticator has its key", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    expect(await stores.signIns.enrol(ada, "sealed")).toBe(true);
    expect(await stores.signIns.factsOf(ada)).toMatchObject({ secondFactor: false });
    expect(await stores.signIns.enrol(ada, "sealed anew")).toBe(true);
    expect(await stores.signIns.useTimeStep(ada, 100)).toBe(true);
    expect(await stores.signIns.factsOf(ada)).toMatchObject({ secondFactor: true });
    expect(await stores.signIns.enrol(ada, "of a thief")).toBe(false);
    expect(await stores.signIns.secondFactor(ada)).toMatchObject({ sealedKey: "sealed anew", confirmedAt: noon });
  });

  test("takes each code once, and none that is older than one it took", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    await stores.signIns.enrol(ada, "sealed");
    const used = await Promise.all([100, 100, 99, 101, 101].map((step) => stores.signIns.useTimeStep(ada, step)));
    expect(used).toEqual([true, false, false, true, false]);
  });

  test("takes each recovery code once, and is gone with its codes", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    await stores.signIns.enrol(ada, "sealed");
    await stores.signIns.setRecoveryCodes(ada, ["old"]);
    await stores.signIns.setRecoveryCodes(ada, ["a", "b"]);
    const used = await Promise.all(["a", "a", "old", "c"].map((code) => stores.signIns.useRecoveryCode(ada, code)));
    expect(used).toEqual([true, false, false, false]);
    expect(await stores.signIns.secondFactor(ada)).toMatchObject({ recoveryCodesLeft: 1 });
    expect(await stores.signIns.removeSecondFactor(ada)).toBe(true);
    expect(await stores.signIns.secondFactor(ada)).toBeNull();
    expect(await stores.signIns.useRecoveryCode(ada, "b")).toBe(false);
  });
});

test("a sign-in waits five minutes and five tries for its second factor", async () => {
  await using stores = openTestStores({ clock });
  const ada = await setUp(stores);
  expect(await stores.signIns.beginStep("c", ada)).toBe(noon + 5 * minuteMs);
  const tries = await Promise.all(Array.from({ length: 20 }, () => stores.signIns.takeTry("c")));
  expect(tries.filter((step) => step !== null)).toHaveLength(5);
  await stores.signIns.beginStep("d", ada);
  at += 5 * minuteMs;
  expect(await stores.signIns.takeTry("d")).toBeNull();
});

describe("a link", () => {
  const mailed = (stores: TestStores, userId: UserId, hash: string, purpose: "invitation" | "passwordReset") =>
    stores.parts.db
      .insert(accountLinks)
      .values({ id: hash, userId, purpose, hash, createdAt: noon, expiresAt: noon + hourMs })
      .run();
  const use = { hash: "l", purpose: "passwordReset", passwordHash: "new", name: null } as const;

  test("works once, for what it was made for, and ends everything that the old password let in", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    mailed(stores, ada, "l", "passwordReset");
    mailed(stores, ada, "another", "passwordReset");
    await stores.sessions.open(aSession(ada, "s"));
    expect(await stores.signIns.useLink({ ...use, purpose: "invitation" })).toBeNull();
    const used = await Promise.all(Array.from({ length: 10 }, () => stores.signIns.useLink(use)));
    expect(used.filter((user) => user !== null)).toEqual([{ id: ada, name: "Ada", email: "ada@contoso.example" }]);
    expect(await stores.signIns.factsOf(ada)).toMatchObject({ passwordHash: "new" });
    expect(await stores.sessions.findByHash("s")).toBeNull();
    expect(stores.parts.db.select().from(accessTokens).all()).toEqual([]);
    expect(await stores.signIns.findLink("another", "passwordReset")).toBeNull();
  });

  test("is dead when its time is over, or its user is disabled", async () => {
    await using stores = openTestStores({ clock });
    const ada = await setUp(stores);
    mailed(stores, ada, "l", "passwordReset");
    stores.parts.db.update(users).set({ disabledAt: noon }).where(eq(users.id, ada)).run();
    expect(await stores.signIns.findLink("l", "passwordReset")).toBeNull();
    stores.parts.db.update(users).set({ disabledAt: null }).run();
    expect(await stores.signIns.findLink("l", "passwordReset")).toMatchObject({ user: { id: ada } });
    at = noon + hourMs;
    expect(await stores.signIns.useLink(use)).toBeNull();
    expect(stores.parts.db.select().from(sessions).all()).toEqual([]);
  });
});

describe("the owner of an account is mailed, in the commit of the act,", () => {
  type Act = (stores: TestStores, ada: UserId) => Promise<unknown>;
  const confirmed: Act = async ({ signIns }, ada) => {
    await signIns.enrol(ada, "sealed");
    await signIns.useTimeStep(ada, 1);
  };
  const linked =
    (purpose: "invitation" | "passwordReset"): Act =>
    async ({ signIns, parts: { db } }, userId) => {
      db.insert(accountLinks)
        .values({ id: "l", userId, purpose, hash: "hash", createdAt: at, expiresAt: at + hourMs })
        .run();
      await signIns.useLink({ hash: "hash", purpose, passwordHash: "new", name: null });
    };

  test.each<[string, Act, readonly string[]]>([
    ["of a changed password", ({ signIns }, ada) => signIns.setPassword(ada, "new", null), ["passwordChanged"]],
    ["of a password that was reset by a link", linked("passwordReset"), ["passwordChanged"]],
    ["of nothing where he chose his first password by himself", linked("invitation"), []],
    [
      "of a password that was reset on the command line",
      ({ accounts }) =>
        accounts.resetPassword({ email: "ada@contoso.example", passwordHash: "new", accessTokenHash: null }),
      ["passwordChanged"],
    ],
    ["of a second factor that counts from now on, once", confirmed, ["secondFactorOn"]],
    [
      "of nothing where a code of it was used",
      async (stores, ada) => {
        await confirmed(stores, ada);
        stores.parts.sqlite.prepare("delete from deliveries").run();
        await stores.signIns.useTimeStep(ada, 2);
      },
      [],
    ],
    [
      "of a second factor that is off",
      async (stores, ada) => {
        await confirmed(stores, ada);
        await stores.signIns.removeSecondFactor(ada);
      },
      ["secondFactorOn", "secondFactorOff"],
    ],
    [
      "of nothing where one was begun and given up",
      async ({ signIns }, ada) => {
        await signIns.enrol(ada, "sealed");
        await signIns.removeSecondFactor(ada);
      },
      [],
    ],
  ])("%s", async (_guarantee, act, expected) => {
    await using stores = openTestStores({ clock });
    await act(stores, await setUp(stores));
    const planned = stores.parts.db.select().from(deliveries).all();
    expect(planned.map(({ message }) => message?.kind === "account" && message.news.kind)).toEqual(expected);
    expect(new Set(planned.map(({ address }) => address))).toEqual(
      new Set(expected.length > 0 ? ["ada@contoso.example"] : []),
    );
  });
});
