import { memberResponseSchema } from "@tocsin/core/accounts";
import type { UserId } from "@tocsin/core/kernel";
import { temporaryFolder } from "@tocsin/db/testing";
import { sha256 } from "@tocsin/secrets";
import { expect, test } from "vitest";
import { startReadyApp, startTestApp, type TestApp } from "../testing/start-test-app.ts";

const cookie = { Cookie: "tocsin-session=ses_of-grace", "Sec-Fetch-Site": "same-origin" };

/** Grace, who may read everything and is signed in. */
const addGrace = async (app: TestApp): Promise<UserId> => {
  const roles = [{ role: "securityReader", deviceGroups: null }];
  const invitation = { email: "grace@contoso.example", name: "Grace", roles };
  const { id } = (await app.post("/api/v1/users", invitation)).as(memberResponseSchema);
  await app.stores.sessions.open({
    userId: id as UserId,
    hash: sha256("ses_of-grace"),
    method: "password",
    secondFactor: false,
    address: null,
    network: "127.0.0.1/32",
    userAgent: null,
  });
  return id as UserId;
};

type Act = (app: TestApp, id: UserId) => Promise<unknown>;

const acts: readonly (readonly [string, Act])[] = [
  ["another password", ({ stores }, id) => stores.signIns.setPassword(id, "another", null)],
  ["a role that is taken", (app, id) => changeRole(app, id)],
  ["being disabled", (app, id) => app.call("PATCH", `/api/v1/users/${id}`, { body: { disabled: true } })],
  ["being removed", (app, id) => app.call("DELETE", `/api/v1/users/${id}`)],
  ["being signed out by an administrator", (app, id) => app.call("DELETE", `/api/v1/users/${id}/sessions`)],
];

const changeRole: Act = async (app, id) => {
  const { items } = (await app.get("/api/v1/role-assignments")).body as {
    items: { id: string; user: { id: string } }[];
  };
  const [held] = items.filter(({ user }) => user.id === id);
  return app.call("DELETE", `/api/v1/role-assignments/${held?.id}`);
};

test.each(acts)("%s at one replica ends session and event stream at the other", async (_act, act) => {
  await using folder = await temporaryFolder();
  await using one = await startReadyApp({ path: folder.database });
  await using other = await startTestApp({ path: folder.database });
  const grace = await addGrace(one);
  const me = async () => (await other.get("/api/v1/me", { token: null, headers: cookie })).status;
  const stream = await fetch(`${other.url}/api/v1/events`, { headers: cookie });
  expect([await me(), stream.status]).toEqual([200, 200]);
  await act(one, grace);
  expect(await me()).toBe(401);
  // Read to its end: it ends by itself.
  expect(await stream.text()).toContain("retry:");
});
