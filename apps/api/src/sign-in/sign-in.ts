import type { SessionStore, SignInFacts, SignInMethod, SignInStore } from "@tocsin/core/accounts";
import { refused, toIso, type UserId } from "@tocsin/core/kernel";
import { normaliseAddress } from "@tocsin/core/recipients";
import { newSecret, type Passwords, recoveryCodeHash, type Seal, sha256, totpStepOf } from "@tocsin/secrets";
import type { Client } from "../http/client.ts";
import type { Reply, RouteInput } from "../http/route.ts";
import { checkPassword } from "./check-password.ts";
import { takeGuess } from "./guessing.ts";
import { refuseOpenConnection, sessionCookie } from "./session-cookie.ts";

export interface SignInParts {
  readonly signIns: SignInStore;
  readonly sessions: SessionStore;
  readonly passwords: Passwords;
  readonly seal: Seal;
  /** The installation's secret, for what is derived from it. */
  readonly secretKey: string;
  readonly now: () => number;
}

/** Where somebody tries to come in, and how it is said who he seems to be. */
export type Attempt = Pick<RouteInput<unknown, unknown, unknown>, "client" | "isActOf">;

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** A password is looked at: then the session is open, or waits for the second factor. Nobody learns who has an account. */
export const signIn = async (
  parts: SignInParts,
  { client, isActOf }: Attempt,
  { email, password }: Credentials,
): Promise<Reply> => {
  refuseOpenConnection(client);
  const address = normaliseAddress(email);
  const account = address.ok ? address.value : email.trim().toLowerCase();
  const facts = address.ok ? await parts.signIns.facts(address.value) : null;
  const giveBack = await takeGuess(parts, client, { guessed: "password", account, userId: facts?.user.id ?? null });
  isActOf(facts);
  const usable = facts === null || facts.disabled ? null : facts.passwordHash;
  const right = await checkPassword(parts.passwords, usable, password);
  if (!right || facts === null) throw refused("wrongPassword");
  await giveBack();
  if (!facts.secondFactor)
    return openSession(parts, client, facts.user.id, { method: "password", secondFactor: false });
  const challenge = newSecret("chl");
  const expiresAt = await parts.signIns.beginStep(sha256(challenge), facts.user.id);
  return { status: 200, body: { next: "secondStep", challenge, expiresAt: toIso(expiresAt) } };
};

interface SecondStep {
  readonly challenge: string;
  readonly code: string;
}

/** The second factor of a sign-in whose password was right: a code of the authenticator, or a recovery code. */
export const takeSecondStep = async (
  parts: SignInParts,
  { client, isActOf }: Attempt,
  { challenge, code }: SecondStep,
): Promise<Reply> => {
  refuseOpenConnection(client);
  const hash = sha256(challenge);
  const step = await parts.signIns.takeTry(hash);
  const facts = step === null ? null : await parts.signIns.factsOf(step.userId);
  if (facts === null || facts.disabled) {
    throw refused("signInOver");
  }
  isActOf(facts);
  const { id, email } = facts.user;
  const giveBack = await takeGuess(parts, client, { guessed: "secondStep", account: email, userId: id });
  if (!(await isSecondFactor(parts, id, code))) throw refused("wrongSecondStep");
  await giveBack();
  await parts.signIns.endStep(hash);
  return openSession(parts, client, id, { method: "password", secondFactor: true });
};

/** Whether a code is good just now; if so it is used up. */
export const isSecondFactor = async (
  { signIns, seal, secretKey, now }: SignInParts,
  userId: UserId,
  code: string,
): Promise<boolean> => {
  const factor = await signIns.secondFactor(userId);
  if (factor === null) return false;
  const timeStep = totpStepOf(seal.open(factor.sealedKey, secondFactorPlace(userId)), code, now());
  if (timeStep !== null) return signIns.useTimeStep(userId, timeStep);
  return factor.confirmedAt !== null && signIns.useRecoveryCode(userId, recoveryCodeHash(secretKey, userId, code));
};

export const secondFactorPlace = (userId: UserId) => ({ table: "second_factors", column: "sealed_key", id: userId });

/** Opens a session, always a new one, and puts it into the browser. */
export const openSession = async (
  { signIns, sessions, now }: SignInParts,
  client: Client,
  userId: UserId,
  how: { readonly method: SignInMethod; readonly secondFactor: boolean },
): Promise<Reply> => {
  const token = newSecret("ses");
  const { address, network, userAgent } = client;
  const session = await sessions.open({ userId, hash: sha256(token), ...how, address, network, userAgent });
  const facts = session === null ? null : await signIns.factsOf(userId);
  if (session === null || facts === null) throw refused("noSignInNow");
  return {
    status: 200,
    body: { next: "done", user: presentUser(facts), recoveryCodesLeft: await codesLeft(signIns, facts) },
    cookies: [sessionCookie(client, token, session.expiresAt, now())],
  };
};

const presentUser = ({ user: { id, name, email } }: SignInFacts) => ({ id, name, email });

const codesLeft = async (signIns: SignInStore, { user, secondFactor }: SignInFacts): Promise<number | null> =>
  secondFactor ? ((await signIns.secondFactor(user.id))?.recoveryCodesLeft ?? 0) : null;
