import { minuteMs, secondMs } from "@tocsin/core/kernel";
import { adviceOn, type ConnectionTest, type PollFault } from "@tocsin/core/sources";
import { createPollApi, type PollAnswered, type PollApiSetting } from "./poll-api.ts";

/** Goes the whole way once: signs in, and asks for one incident. Changes nothing, here or there. */
export const testConnection = async (asked: PollApiSetting): Promise<ConnectionTest> => {
  const api = createPollApi(asked);
  const signIn = await api.signIn();
  if (signIn !== null) return failed(asked, signIn, [{ step: "signIn", ok: false, found: signIn.words }], null);
  const signedIn = { step: "signIn", ok: true, found: `Signed in with the ${api.secretInUse} secret` } as const;
  const question = { from: asked.now() - minuteMs, until: null, skip: 0, top: 1, withAlerts: false };
  const { verdict, serverTime } = await api.ask(asked.kind.pathOf(question));
  const skewMs = serverTime === null ? null : serverTime - asked.now();
  const fault = faultOf(verdict);
  if (fault !== null) return failed(asked, fault, [signedIn, { step: "list", ok: false, found: fault.words }], skewMs);
  const listed = { step: "list", ok: true, found: "Incidents may be listed" } as const;
  return { ok: true, fault: null, steps: [signedIn, listed], clockSkewSeconds: secondsOf(skewMs) };
};

const failed = (
  { kind }: PollApiSetting,
  fault: PollFault,
  steps: ConnectionTest["steps"],
  skewMs: number | null,
): ConnectionTest => ({
  ok: false,
  fault: { ...fault, advice: adviceOn(fault.cause, kind) },
  steps,
  clockSkewSeconds: secondsOf(skewMs),
});

/** The Date of an answer is cut to the second, so a second is no difference. */
const secondsOf = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / secondMs));

/** What keeps a poll from going on; null where it was answered. */
export const faultOf = (verdict: PollAnswered["verdict"]): PollFault | null => {
  switch (verdict.kind) {
    case "answered":
      return null;
    case "barred":
      return verdict.fault;
    case "throttled":
      return { cause: "throttled", words: verdict.words };
    case "forbidden":
      return { cause: "missingPermission", words: verdict.words };
    case "unauthorised":
    case "refused":
      return { cause: "refused", words: verdict.words };
    case "failing":
      return { cause: verdict.unreachable ? "unreachable" : "failing", words: verdict.words };
  }
};
