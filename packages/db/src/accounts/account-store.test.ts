import type { FirstAdministrator } from "@tocsin/core/accounts";
import { asId, type UserId } from "@tocsin/core/kernel";
import { noon } from "@tocsin/core/testing";
import { describe, expect, test } from "vitest";
import { organizations } from "../organizations/tables.ts";
import { anOrganizationDraft, openTestStores, temporaryFolder } from "../testing/index.ts";
import { accessTokens, accounts, roleAssignments, users } from "./tables.ts";

const clock = () => noon;

const firstOf = (name: string): FirstAdministrator => ({
  name,
  email: `${name}@contoso.example`,
  passwordHash: `argon2id of ${name}`,
  accessTokenHash: `token of ${name}`,
  organization: anOrganizationDraft({
    name: `Contoso of ${name}`,
    tenantId: "tenant-1",
    allowedDomains: ["contoso.example"],
  }),
});

describe("setting up", () => {
  test("makes an administrator with a password and a token, and an organization as drafted", async () => {
    await using stores = openTestStores({ clock });
    expect(await stores.accounts.isSetUp()).toBe(false);
    const made = await stores.accounts.setUp(firstOf("ada"));
    expect(made).toEqual({
      user: { id: made?.user.id, name: "ada", email: "ada@contoso.example" },
      organization: { id: made?.organization.id, ...firstOf("ada").organization, createdAt: noon },
    });
    expect(await stores.accounts.isSetUp()).toBe(true);
    const { db } = stores.parts;
    expect(db.select().from(accounts).all()).toMatchObject([
      { userId: made?.user.id, passwordHash: "argon2id of ada" },
    ]);
    expect(db.select().from(roleAssignments).all()).toMatchObject([
      { userId: made?.user.id, role: "globalAdministrator", organizationId: null, deviceGroups: null },
    ]);
    expect(await stores.accounts.findByTokenHash("token of ada")).toEqual({
      user: made?.user,
      boundTo: made?.organization.id,
      organizations: [made?.organization.id],
      assignments: [{ role: "globalAdministrator", organizationId: null, deviceGroups: null }],
      limits: null,
    });
  });

  test("by a hundred at once makes one administrator, whichever processes they ask", async () => {
    await using folder = await temporaryFolder();
    await using one = openTestStores({ path: folder.database, clock });
    await using other = openTestStores({ path: folder.database, clock });
    const made = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 ? one : other).accounts.setUp(firstOf(`n-${i}`))),
    );
    const [winner, ...others] = made.filter((result) => result !== null);
    expect(others).toEqual([]);
    for (const stores of [one, other]) {
      const { db } = stores.parts;
      expect({
        users: db.select({ id: users.id }).from(users).all(),
        organizations: db.select({ id: organizations.id }).from(organizations).all(),
        tokens: db.select().from(accessTokens).all().length,
      }).toEqual({ users: [{ id: winner?.user.id }], organizations: [{ id: winner?.organization.id }], tokens: 1 });
    }
  });
});

describe("a token", () => {
  test("opens nothing that it is not", async () => {
    await using stores = openTestStores({ clock });
    await stores.accounts.setUp(firstOf("ada"));
    for (const hash of ["", "token of eve", "TOKEN OF ADA"]) {
      expect(await stores.accounts.findByTokenHash(hash)).toBeNull();
    }
  });

  test("works until it expires", async () => {
    let at = noon;
    await using stores = openTestStores({ clock: () => at });
    await stores.accounts.setUp(firstOf("ada"));
    stores.parts.db
      .update(accessTokens)
      .set({ expiresAt: noon + 1_000 })
      .run();
    at = noon + 999;
    expect(await stores.accounts.findByTokenHash("token of ada")).not.toBeNull();
    at = noon + 1_000;
    expect(await stores.accounts.findByTokenHash("token of ada")).toBeNull();
  });

  test("of a user who was disabled, or of no organization, opens nothing", async () => {
    await using stores = openTestStores({ clock });
    await stores.accounts.setUp(firstOf("ada"));
    const { db } = stores.parts;
    db.update(users).set({ disabledAt: noon }).run();
    expect(await stores.accounts.findByTokenHash("token of ada")).toBeNull();
    db.update(users).set({ disabledAt: null }).run();
    db.update(accessTokens).set({ organizationId: null }).run();
    expect(await stores.accounts.findByTokenHash("token of ada")).toBeNull();
  });
});

describe("resetting a password", () => {
  test("sets the new one and revokes what was given to that user, and to nobody else", async () => {
    await using stores = openTestStores({ clock });
    const made = await stores.accounts.setUp(firstOf("ada"));
    const { db } = stores.parts;
    const eve = {
      id: asId<UserId>("eve"),
      email: "eve@contoso.example",
      name: "Eve",
      createdAt: noon,
      updatedAt: noon,
    };
    db.insert(users).values(eve).run();
    const organizationId = made?.organization.id ?? null;
    const token = { id: "t", userId: eve.id, organizationId, name: "Hers", hash: "token of eve", createdAt: noon };
    db.insert(accessTokens).values(token).run();

    const reset = { email: "ada@contoso.example", passwordHash: "another", accessTokenHash: "new token" };
    expect(await stores.accounts.resetPassword(reset)).toEqual({ user: made?.user, disabled: false, revokedTokens: 1 });
    expect(db.select().from(accounts).all()).toMatchObject([{ passwordHash: "another" }]);
    expect(await stores.accounts.findByTokenHash("token of ada")).toBeNull();
    expect(await stores.accounts.findByTokenHash("new token")).toMatchObject({
      user: made?.user,
      boundTo: organizationId,
    });
    expect(await stores.accounts.findByTokenHash("token of eve")).toMatchObject({ user: { name: "Eve" } });
  });

  test("of a user who had none makes one, and of an unknown address does nothing", async () => {
    await using stores = openTestStores({ clock });
    await stores.accounts.setUp(firstOf("ada"));
    const { db } = stores.parts;
    const stamps = { createdAt: noon, updatedAt: noon };
    db.insert(users)
      .values({ id: asId("eve"), email: "eve@contoso.example", name: "Eve", disabledAt: noon, ...stamps })
      .run();
    const reset = { passwordHash: "first", accessTokenHash: null };
    expect(await stores.accounts.resetPassword({ email: "eve@contoso.example", ...reset })).toMatchObject({
      disabled: true,
    });
    expect(
      db
        .select()
        .from(accounts)
        .all()
        .map(({ passwordHash }) => passwordHash),
    ).toEqual(["argon2id of ada", "first"]);
    expect(await stores.accounts.resetPassword({ email: "nobody@contoso.example", ...reset })).toBeNull();
    expect(db.select().from(accessTokens).all()).toHaveLength(1);
  });
});
