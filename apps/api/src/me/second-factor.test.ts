import { recoveryCodesSchema, secondFactorKeySchema, signInResponseSchema } from "@tocsin/core/accounts";
import { minuteMs, secondMs } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { authenticator } from "../testing/authenticator.ts";
import { type Browser, openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { startTestApp, type TestApp } from "../testing/start-test-app.ts";

const ada = "ada@contoso.example";

const enrolled = async (app: TestApp, browser: Browser) => {
  await browser.signIn(ada, adasPassword);
  const begun = await browser.post("/api/v1/me/second-factor", { currentPassword: adasPassword });
  const codeOf = authenticator(app, begun.as(secondFactorKeySchema).uri);
  const confirmed = await browser.post("/api/v1/me/second-factor/confirm", { code: codeOf() });
  return { codeOf, recoveryCodes: confirmed.as(recoveryCodesSchema).recoveryCodes };
};

const challengeOf = async (browser: Browser): Promise<string> => {
  const answer = (await browser.signIn(ada, adasPassword)).as(signInResponseSchema);
  if (answer.next !== "secondStep") throw new Error("No second step was asked for");
  return answer.challenge;
};

test("with a second factor the password alone opens nothing; a code of the authenticator does, once", async () => {
  await using app = await startTestApp();
  await setUpWithPassword(app);
  const { codeOf } = await enrolled(app, openBrowser(app));
  app.wait(30 * secondMs);
  const browser = openBrowser(app);
  const challenge = await challengeOf(browser);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  const code = codeOf();
  const done = await browser.post("/api/v1/sign-in/second-step", {
    challenge,
    code: `${code.slice(0, 3)} ${code.slice(3)}`,
  });
  expect(done).toMatchObject({ status: 200, body: { next: "done", recoveryCodesLeft: 10 } });
  expect((await browser.get("/api/v1/me/sessions")).body).toMatchObject({
    items: [{ current: true, secondFactor: true }, {}],
  });
  const shoulder = openBrowser(app);
  const again = await shoulder.post("/api/v1/sign-in/second-step", { challenge: await challengeOf(shoulder), code });
  expect(again.status).toBe(401);
});

test("a recovery code works once, and how many are left is told", async () => {
  await using app = await startTestApp();
  await setUpWithPassword(app);
  const { recoveryCodes } = await enrolled(app, openBrowser(app));
  const [code = ""] = recoveryCodes;
  for (const expected of [200, 401]) {
    const browser = openBrowser(app);
    const challenge = await challengeOf(browser);
    const answer = await browser.post("/api/v1/sign-in/second-step", { challenge, code: code.toUpperCase() });
    expect(answer.status).toBe(expected);
    if (expected === 200) expect(answer.body).toMatchObject({ recoveryCodesLeft: 9 });
  }
});

test("a challenge is over after five tries, after five minutes, and once it was used", async () => {
  await using app = await startTestApp();
  await setUpWithPassword(app);
  const { codeOf } = await enrolled(app, openBrowser(app));
  app.wait(30 * secondMs);
  const browser = openBrowser(app);
  const guessed = await challengeOf(browser);
  for (let i = 0; i < 5; i++) await browser.post("/api/v1/sign-in/second-step", { challenge: guessed, code: "000000" });
  expect((await browser.post("/api/v1/sign-in/second-step", { challenge: guessed, code: codeOf() })).status).toBe(401);
  const late = await challengeOf(browser);
  app.wait(5 * minuteMs);
  expect((await browser.post("/api/v1/sign-in/second-step", { challenge: late, code: codeOf() })).status).toBe(401);
  const used = await challengeOf(browser);
  expect((await browser.post("/api/v1/sign-in/second-step", { challenge: used, code: codeOf() })).status).toBe(200);
  app.wait(30 * secondMs);
  expect((await browser.post("/api/v1/sign-in/second-step", { challenge: used, code: codeOf() })).status).toBe(401);
});

test("setting it up, renewing codes and turning it off ask for the password; other sessions end", async () => {
  await using app = await startTestApp();
  await setUpWithPassword(app);
  const [desk, other] = [openBrowser(app), openBrowser(app)];
  await other.signIn(ada, adasPassword);
  await desk.signIn(ada, adasPassword);
  expect((await desk.post("/api/v1/me/second-factor", {})).status).toBe(422);
  const { recoveryCodes } = await enrolled(app, desk);
  expect((await other.get("/api/v1/me")).status).toBe(401);
  expect((await desk.get("/api/v1/me/second-factor")).body).toEqual({ state: "on", recoveryCodesLeft: 10 });
  expect((await desk.post("/api/v1/me/second-factor", { currentPassword: adasPassword })).status).toBe(409);
  const renew = "/api/v1/me/second-factor/recovery-codes";
  expect((await desk.post(renew, { currentPassword: "of a thief" })).status).toBe(422);
  const renewed = (await desk.post(renew, { currentPassword: adasPassword })).as(recoveryCodesSchema).recoveryCodes;
  expect(new Set([...recoveryCodes, ...renewed]).size).toBe(20);
  const browser = openBrowser(app);
  const challenge = await challengeOf(browser);
  expect((await browser.post("/api/v1/sign-in/second-step", { challenge, code: recoveryCodes[0] })).status).toBe(401);
  expect((await desk.post("/api/v1/me/second-factor/turn-off", { currentPassword: "of a thief" })).status).toBe(422);
  expect((await desk.post("/api/v1/me/second-factor/turn-off", { currentPassword: adasPassword })).status).toBe(204);
  expect((await browser.signIn(ada, adasPassword)).body).toMatchObject({ next: "done" });
});

test("an access token can look at it, and change nothing of it", async () => {
  await using app = await startTestApp();
  const token = await setUpWithPassword(app);
  expect((await app.get("/api/v1/me/second-factor", { token })).body).toEqual({ state: "off", recoveryCodesLeft: 0 });
  for (const path of ["", "/recovery-codes", "/turn-off"]) {
    const answer = await app.post(`/api/v1/me/second-factor${path}`, { currentPassword: adasPassword }, { token });
    expect(answer.status).toBe(403);
  }
});
