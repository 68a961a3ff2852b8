import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname } from "node:path";
import type { TransportCheck } from "@tocsin/core/deliveries";
import { secondMs, toIso } from "@tocsin/core/kernel";
import { faultCode, faultWords, foreignWords, request } from "@tocsin/outbound";
import type { CaptureSetting } from "./capture.ts";
import type { TransportSetting } from "./index.ts";
import { createMicrosoft365Tokens, type Microsoft365Setting } from "./microsoft365.ts";
import type { ResendSetting } from "./resend.ts";
import { smtpDoor } from "./smtp.ts";
import type { RoadStage, SmtpReport } from "./smtp-outcome.ts";
import { type SmtpSetting, smtpDestination } from "./smtp-url.ts";

type Found = Omit<TransportCheck, "kind">;

/** Goes the whole way to the far end, up to the moment before a mail would be offered. */
export const checkTransport = async (setting: TransportSetting): Promise<TransportCheck> => {
  return { kind: setting.kind, ...(await check(setting)) };
};

const check = (setting: TransportSetting): Promise<Found> => {
  switch (setting.kind) {
    case "capture":
      return checkCapture(setting);
    case "smtp":
      return checkSmtp(setting);
    case "resend":
      return checkResend(setting);
    case "microsoftGraph":
      return checkMicrosoft365(setting);
  }
};

const checkCapture = async ({ folder }: CaptureSetting): Promise<Found> => {
  try {
    await access(await nearest(folder), constants.W_OK);
    const found = "No mail server is set: mails are kept as files, and nobody is told";
    return { destination: folder, ok: true, found, advice: null, serverTime: null };
  } catch (fault) {
    const advice = "Let the user that runs the worker write to this folder.";
    const found = `The folder cannot be written: ${faultWords(fault)}`;
    return { destination: folder, ok: false, found, advice, serverTime: null };
  }
};

/** The folder, or where it will be made at the first mail: a look makes nothing. */
const nearest = async (folder: string): Promise<string> =>
  await access(folder).then(
    () => folder,
    (fault: unknown) => {
      if (faultCode(fault) !== "ENOENT" || dirname(folder) === folder) throw fault;
      return nearest(dirname(folder));
    },
  );

/** A person waits for the answer. */
const timeouts = { connectMs: 10 * secondMs, greetingMs: 10 * secondMs, sendMs: 20 * secondMs };

const checkSmtp = async (setting: SmtpSetting): Promise<Found> => {
  const door = smtpDoor({ ...setting, timeouts: { ...setting.timeouts, ...timeouts } }, Date.now);
  const opened = await door.open();
  if (!opened.ok) return roadFound(opened.problem, setting, door.hide);
  const greeting = opened.value.greeting();
  await opened.value.quit();
  const secured = { tls: "TLS from the start", starttls: "TLS by STARTTLS", none: "no TLS" }[setting.secure];
  const signedIn = setting.user === undefined ? "without a user" : `signed in as ${foreignWords(setting.user)}`;
  return {
    destination: smtpDestination(setting),
    ok: true,
    found: `The server answers: ${secured}, ${signedIn}`,
    advice: null,
    serverTime: timeIn(greeting),
  };
};

const advices: Readonly<Record<RoadStage, string>> = {
  resolve: "Correct the host in SMTP_URL, or this machine's name service.",
  connect: "See that the server runs, that host and port in SMTP_URL are right, and that no firewall is in between.",
  secure:
    "smtps:// is for TLS from the start (465), smtp:// for STARTTLS (587). The server's certificate must be valid " +
    "for the host in SMTP_URL; NODE_EXTRA_CA_CERTS names a private authority.",
  signIn: "Correct user and password in SMTP_URL (special characters percent-encoded), or what the server allows them.",
};

const roadFound = (report: SmtpReport, setting: SmtpSetting, hide: (text: string) => string): Found => {
  const stage = report.step === "road" ? report.stage : undefined;
  const words = report.step === "road" ? `${report.what}: ${foreignWords(hide(report.words))}` : report.step;
  const advice = advices[stage ?? "connect"];
  return { destination: smtpDestination(setting), ok: false, found: words, advice, serverTime: null };
};

const httpTimeoutMs = 10 * secondMs;

/** Reads the list of domains: a key that may only send is refused there by a name of its own, and is good for us. */
const checkResend = async ({ baseUrl, apiKey }: ResendSetting): Promise<Found> => {
  const headers = { authorization: `Bearer ${apiKey}`, "user-agent": "tocsin" };
  const answer = await request({ url: `${baseUrl}/domains`, headers, timeoutMs: httpTimeoutMs });
  const destination = new URL(baseUrl).host;
  if (answer.kind === "lost") {
    const advice = "See that this machine may reach the address in RESEND_BASE_URL over https.";
    return { destination, ok: false, found: `No answer from Resend: ${answer.words}`, advice, serverTime: null };
  }
  const serverTime = timeIn(answer.headers.get("date") ?? "");
  const ok = answer.status === 200 || (answer.text?.includes("restricted_api_key") ?? false);
  if (ok) return { destination, ok, found: "Resend answers and knows the key", advice: null, serverTime };
  const isRefused = answer.status === 401 || answer.status === 403;
  const found = `${isRefused ? "Resend refuses the key" : "This is not Resend's API"} (${answer.status})`;
  return { destination, ok, found, advice: `Correct ${isRefused ? "RESEND_API_KEY" : "RESEND_BASE_URL"}.`, serverTime };
};

/** Signs the application in; whether it may send as the mailbox shows only when it does. */
const checkMicrosoft365 = async (setting: Microsoft365Setting): Promise<Found> => {
  const destination = `${new URL(setting.graphUrl).host} as ${setting.sender}`;
  const token = await createMicrosoft365Tokens({ ...setting, timeoutMs: httpTimeoutMs }, Date.now).token();
  const serverTime = null;
  if (token.ok)
    return { destination, ok: true, found: "Microsoft signed the application in", advice: null, serverTime };
  const advice =
    "Correct MICROSOFT365_TENANT_ID, MICROSOFT365_CLIENT_ID and MICROSOFT365_CLIENT_SECRET; secrets of applications expire.";
  const found = `Microsoft did not sign the application in: ${token.problem.words}`;
  return { destination, ok: false, found, advice, serverTime };
};

/** Some servers, such as Exchange and Sendmail, greet with the time. */
const timeIn = (greeting: string): string | null => {
  const [text] = /[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)/.exec(greeting) ?? [];
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : toIso(at);
};
