import {
  confirmedSchema,
  recoveryCodesSchema,
  secondFactorCodeSchema,
  secondFactorKeySchema,
  secondFactorResponseSchema,
} from "@tocsin/core/accounts";
import { fieldFaults, refused, type UserId } from "@tocsin/core/kernel";
import { newRecoveryCodes, newTotpKey, recoveryCodeHash, totpStepOf, totpUri } from "@tocsin/secrets";
import { type Route, route } from "../http/route.ts";
import { takeGuess } from "../sign-in/guessing.ts";
import { type SignInParts, secondFactorPlace } from "../sign-in/sign-in.ts";
import { confirmPassword } from "./confirm-password.ts";
import { ownSession } from "./own-session.ts";

const tag = "Me";

const refusals = {
  403: { description: "An access token cannot do this" },
  409: { description: "Not as the second factor stands" },
  422: { description: "The password or the code is wrong" },
  429: { description: "Too many tries" },
  503: { description: "Too many people sign in just now" },
};

/** An authenticator app as second factor, looked after by its owner. */
export const secondFactorRoutes = (parts: SignInParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/me/second-factor",
    tag,
    summary: "Whether you have a second factor, and how many recovery codes are left",
    policy: "signedIn",
    answers: { 200: { description: "As it stands", schema: secondFactorResponseSchema } },
    handle: async ({ caller }) => {
      const factor = await parts.signIns.secondFactor(caller.user.id);
      const state = factor === null ? "off" : factor.confirmedAt === null ? "pending" : "on";
      return { status: 200, body: { state, recoveryCodesLeft: factor?.recoveryCodesLeft ?? 0 } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/me/second-factor",
    tag,
    summary: "Begin to set a second factor up: its key is shown this once, and counts once a code has confirmed it",
    policy: "signedIn",
    body: confirmedSchema,
    answers: { 201: { description: "For the authenticator", schema: secondFactorKeySchema }, ...refusals },
    handle: async ({ caller, client, body }) => {
      ownSession(caller);
      await confirmPassword(parts, caller, client, body.currentPassword);
      const { id, email } = caller.user;
      const key = newTotpKey();
      if (!(await parts.signIns.enrol(id, parts.seal.seal(key, secondFactorPlace(id))))) {
        throw refused("secondFactorIsOn");
      }
      return { status: 201, body: { key, uri: totpUri(key, "Tocsin", email) } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/me/second-factor/confirm",
    tag,
    summary: "Confirm the second factor with a first code; other sessions end, recovery codes are shown this once",
    policy: "signedIn",
    body: secondFactorCodeSchema,
    answers: { 200: { description: "It counts from now on", schema: recoveryCodesSchema }, ...refusals },
    handle: async ({ caller, client, body }) => {
      const { id: sessionId } = ownSession(caller);
      const { id, email } = caller.user;
      const factor = await parts.signIns.secondFactor(id);
      if (factor === null || factor.confirmedAt !== null) {
        throw refused("secondFactorNotBegun");
      }
      const giveBack = await takeGuess(parts, client, { guessed: "secondStep", account: email, userId: id });
      const timeStep = totpStepOf(parts.seal.open(factor.sealedKey, secondFactorPlace(id)), body.code, parts.now());
      if (timeStep === null || !(await parts.signIns.useTimeStep(id, timeStep))) {
        throw refused("wrongCode", null, [{ path: "code", message: fieldFaults.codeWrong }]);
      }
      await giveBack();
      await parts.sessions.revokeAll(id, sessionId);
      return { status: 200, body: { recoveryCodes: await makeRecoveryCodes(parts, id) } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/me/second-factor/recovery-codes",
    tag,
    summary: "Make new recovery codes; the old ones stop working",
    policy: "signedIn",
    body: confirmedSchema,
    answers: { 200: { description: "Shown this once", schema: recoveryCodesSchema }, ...refusals },
    handle: async ({ caller, client, body }) => {
      ownSession(caller);
      await confirmPassword(parts, caller, client, body.currentPassword);
      const factor = await parts.signIns.secondFactor(caller.user.id);
      if (factor?.confirmedAt == null) throw refused("noSecondFactor");
      return { status: 200, body: { recoveryCodes: await makeRecoveryCodes(parts, caller.user.id) } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/me/second-factor/turn-off",
    tag,
    summary: "Turn the second factor off; other sessions end",
    policy: "signedIn",
    body: confirmedSchema,
    answers: { 204: { description: "Off" }, ...refusals },
    handle: async ({ caller, client, body }) => {
      const { id: sessionId } = ownSession(caller);
      await confirmPassword(parts, caller, client, body.currentPassword);
      await parts.signIns.removeSecondFactor(caller.user.id);
      await parts.sessions.revokeAll(caller.user.id, sessionId);
      return { status: 204 };
    },
  }),
];

const makeRecoveryCodes = async ({ signIns, secretKey }: SignInParts, id: UserId): Promise<readonly string[]> => {
  const codes = newRecoveryCodes();
  await signIns.setRecoveryCodes(
    id,
    codes.map((code) => recoveryCodeHash(secretKey, id, code)),
  );
  return codes;
};
