import type { Outcome } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, secondMs } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import { adviceOf, causeOf, type StepName, stepNames, type TransportStep } from "@tocsin/core/transports";
import { foreignWords, request } from "@tocsin/outbound";
import { createTransport } from "./index.ts";
import { createMicrosoft365Tokens, type Microsoft365Setting } from "./microsoft365.ts";
import { prepareMail } from "./mime.ts";
import type { ResendSetting, SharedRoads } from "./resend.ts";
import type { TransportSetting } from "./setting.ts";
import { smtpDoor } from "./smtp.ts";
import { type SmtpReport, smtpOutcome } from "./smtp-outcome.ts";
import type { SmtpSession } from "./smtp-session.ts";
import type { SmtpSetting } from "./smtp-url.ts";
import { type Place, reach, reachSecurely, resolveName, type Stepped } from "./steps.ts";

type Staircase = Readonly<Partial<Record<StepName, () => Promise<Stepped>>>>;

/**
 * Goes the way of a mail step by step, up to one real mail, and says of each step what it found. Tells after every step,
 * stops at the first that fails, and throws only at a fault of ours.
 */
export const climb = async (
  setting: TransportSetting,
  mail: Mail,
  roads: SharedRoads,
  onStep: (steps: readonly TransportStep[]) => Promise<void>,
): Promise<readonly TransportStep[]> => {
  const place = placeOf(setting);
  const { staircase, end } = staircaseOf(setting, mail, roads);
  const steps: TransportStep[] = [];
  let failed = false;
  try {
    for (const name of stepNames) {
      const step: (() => Promise<Stepped>) | undefined = failed ? undefined : staircase[name];
      const taken: TransportStep = step === undefined ? skipped(name) : await take(name, step, place);
      failed ||= taken.state === "failed";
      steps.push(taken);
      if (step !== undefined) await onStep([...steps]);
    }
    return steps;
  } finally {
    await end();
  }
};

const skipped = (name: StepName): TransportStep => ({
  name,
  state: "skipped",
  ms: 0,
  said: "",
  cause: null,
  advice: null,
});

const take = async (name: StepName, step: () => Promise<Stepped>, place: Place): Promise<TransportStep> => {
  const startedAt = performance.now();
  const found = await step();
  const ms = Math.round(performance.now() - startedAt);
  const said = foreignWords(found.said);
  if (found.ok) return { name, state: "passed", ms, said, cause: null, advice: null };
  const { code, part, of = name } = found;
  const cause = causeOf({ step: of, code, words: said, ...place, ...(part && { part }) });
  return { name, state: "failed", ms, said, cause, advice: adviceOf(cause, place) };
};

interface Way {
  readonly staircase: Staircase;
  readonly end: () => Promise<void>;
}

const nothingToEnd = async (): Promise<void> => {};

const staircaseOf = (setting: TransportSetting, mail: Mail, roads: SharedRoads): Way => {
  const send = () => sendThrough(setting, mail, roads);
  switch (setting.kind) {
    case "capture":
      return { staircase: { send }, end: nothingToEnd };
    case "smtp":
      return smtpWay(setting, mail);
    case "resend":
      return { staircase: { ...httpSteps(setting), signIn: () => resendKnows(setting), send }, end: nothingToEnd };
    case "microsoftGraph":
      return { staircase: { ...httpSteps(setting), signIn: () => microsoftKnows(setting), send }, end: nothingToEnd };
  }
};

const placeOf = (setting: TransportSetting): Place => {
  if (setting.kind === "capture") return { host: "", port: 0 };
  if (setting.kind === "smtp") return { host: setting.host, port: setting.port };
  const { hostname, port, protocol } = urlOf(setting);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || (protocol === "https:" ? 443 : 80) };
};

const urlOf = (setting: ResendSetting | Microsoft365Setting): URL =>
  new URL(setting.kind === "resend" ? setting.baseUrl : setting.loginUrl);

const httpSteps = (setting: ResendSetting | Microsoft365Setting): Staircase => {
  const place = placeOf(setting);
  return {
    resolve: () => resolveName(place),
    connect: () => reach(place),
    ...(urlOf(setting).protocol === "https:" && { secure: () => reachSecurely(place) }),
  };
};

type Road = Extract<SmtpReport, { readonly step: "road" }>;

const timeoutMs = 10 * secondMs;
const timeouts = { connectMs: timeoutMs, greetingMs: timeoutMs, socketMs: 3 * timeoutMs, sendMs: 3 * timeoutMs };

/** One conversation with the server: connected, secured and signed in at the third step, and kept for the mail. */
const smtpWay = (setting: SmtpSetting, mail: Mail): Way => {
  const door = smtpDoor({ ...setting, timeouts: { ...timeouts, ...setting.timeouts } }, Date.now);
  let session: SmtpSession | null = null;
  /** Set once the connection is as secure as it has to be. */
  let secured: string | null = null;
  let refusal: Road | null = null;

  const failed = ({ what, words, code, stage }: Road): Stepped => ({
    ok: false,
    said: door.hide(`${what}: ${words}`),
    code,
    ...(stage && { of: stage }),
  });

  const secure = async (): Promise<Stepped> => {
    const opened = await door.open((tls) => {
      secured = tls;
    });
    if (opened.ok) session = opened.value;
    else if (opened.problem.step === "road") refusal = opened.problem;
    if (refusal !== null && secured === null) return failed(refusal);
    return { ok: true, said: secured ?? "" };
  };

  const signIn = async (): Promise<Stepped> => {
    if (refusal !== null) return failed(refusal);
    const how = setting.user === undefined ? "without a user" : `signed in as ${setting.user}`;
    return { ok: true, said: `${how}; the server: ${session?.greeting() ?? ""}` };
  };

  const send = async (): Promise<Stepped> => {
    const prepared = prepareMail(mail);
    if (!prepared.ok) return { ok: false, said: prepared.problem, code: null };
    if (session === null) throw new Error("There is no session to send through");
    const { report } = await session.send(prepared.value);
    const part = report.step === "mail" || report.step === "rcpt" || report.step === "content" ? report.step : null;
    const stepped = steppedOf(smtpOutcome(report, door.hide));
    return stepped.ok || part === null ? stepped : { ...stepped, part };
  };

  const place = placeOf(setting);
  const steps = { resolve: () => resolveName(place), connect: () => reach(place), secure, signIn, send };
  return { staircase: steps, end: async () => void (await session?.quit()) };
};

/** Sends as a real delivery is sent. */
const sendThrough = async (setting: TransportSetting, mail: Mail, roads: SharedRoads): Promise<Stepped> => {
  const transport = createTransport(setting, roads);
  try {
    const deliveryId = asId<DeliveryId>(mail.messageId.replace(/^<|@.*$/g, ""));
    const turn = await transport.ready({ mail, deliveryId, redrive: 0, doubt: null, urgent: true });
    try {
      return steppedOf(await turn.send());
    } finally {
      turn.release();
    }
  } finally {
    await transport.close();
  }
};

const steppedOf = (outcome: Outcome): Stepped => {
  if (outcome.kind === "accepted" || outcome.kind === "captured") return { ok: true, said: outcome.reply };
  return { ok: false, said: outcome.reason, code: "code" in outcome ? outcome.code : null };
};

/** Reads the list of domains: a key that may only send is refused there by a name of its own, and is good for us. */
const resendKnows = async ({ baseUrl, apiKey }: ResendSetting): Promise<Stepped> => {
  const headers = { authorization: `Bearer ${apiKey}`, "user-agent": "tocsin" };
  const answer = await request({ url: `${baseUrl}/domains`, headers, timeoutMs });
  if (answer.kind === "lost") return { ok: false, said: `No answer from Resend: ${answer.words}`, code: answer.code };
  if (answer.status === 200) return { ok: true, said: "Resend knows the key" };
  if (answer.text?.includes("restricted_api_key"))
    return { ok: true, said: "Resend knows the key, which may only send" };
  const refused = answer.status === 401 || answer.status === 403;
  const said = `${refused ? "Resend refuses the key" : "This is not Resend's API"} (${answer.status})`;
  return { ok: false, said, code: String(answer.status) };
};

/** Signs the application in; whether it may send as the mailbox shows when it does. */
const microsoftKnows = async (setting: Microsoft365Setting): Promise<Stepped> => {
  const token = await createMicrosoft365Tokens({ ...setting, timeoutMs }, Date.now).token();
  if (token.ok) return { ok: true, said: "Microsoft signed the application in" };
  return { ok: false, said: token.problem.words, code: token.problem.code };
};
