import type { AccountTable } from "./account-words.ts";

const notYou =
  "If this was not you, somebody has access to your account: reset your password at once, and tell an administrator.";

export const enAccount: AccountTable = {
  headline: "Your account",
  invitation: ({ by, expiresAt }, organization, time) => ({
    subject: `You are invited to the security incidents of ${organization}`,
    sentences: [
      `${by} has made an account for you in Tocsin, which tells people about the security incidents of ${organization}.`,
      `Choose a password to begin. The link works once, until ${time(expiresAt)}.`,
      "If you do not know what this is about, ignore this mail: without you nothing happens.",
    ],
    button: "Choose a password",
  }),
  passwordReset: ({ expiresAt }, _organization, time) => ({
    subject: "Choose another password",
    sentences: [
      "Somebody, you we hope, asked for another password for your account in Tocsin.",
      `Choose it within the hour. The link works once, until ${time(expiresAt)}; you are signed out everywhere by it.`,
      "If you did not ask for this, ignore this mail: your password stays as it is.",
    ],
    button: "Choose another password",
  }),
  passwordChanged: () => ({
    subject: "Your password was changed",
    sentences: [
      "The password of your account in Tocsin was changed. Every other session and every access token of yours has ended.",
      notYou,
    ],
    button: null,
  }),
  secondFactorOn: () => ({
    subject: "Your account has a second factor",
    sentences: [
      "From now on signing in to Tocsin also asks for a code of your authenticator. Keep your recovery codes where you find them.",
      notYou,
    ],
    button: null,
  }),
  secondFactorOff: () => ({
    subject: "Your account has no second factor any more",
    sentences: ["Signing in to Tocsin asks for your password alone from now on.", notYou],
    button: null,
  }),
  why: (address) => `You get this mail at ${address} because it is the address of your account in Tocsin.`,
  address: "Address of the button",
};
