import type { Say } from "../../languages/index.ts";
import { type Failure, statusOf } from "../../lib/http.ts";
import type { signInSentences } from "./sentences.ts";

type SignInSay = Say<keyof (typeof signInSentences)["en"]>;

/** Why a sign-in failed, and what to do; null where a form's own words will do. It never says who has an account. */
export const refusalOf = (
  failure: Failure,
  step: "password" | "code",
  say: SignInSay,
): { readonly title: string; readonly help?: string } | null => {
  switch (statusOf(failure)) {
    case 401:
      return step === "password"
        ? { title: say("refused.password") }
        : { title: say("refused.code"), help: say("refused.codeHelp") };
    case 403:
      return { title: say("refused.connection"), help: say("refused.connectionHelp") };
    case 429:
      return { title: say("refused.tooMany"), help: say("refused.tooManyHelp") };
    case 503:
      return { title: say("refused.busy"), help: say("refused.busyHelp") };
    default:
      return null;
  }
};
