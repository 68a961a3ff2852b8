import { type AllClearStore, type AllClearTaken, allClearPlace } from "@tocsin/core/all-clear";
import { type Instant, type Job, minuteMs, secondMs } from "@tocsin/core/kernel";
import { publicAddressFault, request } from "@tocsin/outbound";
import type { Seal } from "@tocsin/secrets";
import type { Logger } from "pino";
import { type Regular, regularly } from "../regularly.ts";

export interface AllClearParts {
  readonly allClear: Pick<AllClearStore, "take" | "called">;
  readonly seal: Pick<Seal, "open">;
  /** Hosts of the owner's own networks that may be called. */
  readonly allowedHosts: readonly string[];
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  readonly now: () => Instant;
}

const lookEveryMs = minuteMs / 2;
const timeoutMs = 10 * secondMs;
const answerMax = 4_096;

/**
 * Gives the all-clear when it is due and nothing keeps it back: every worker looks, and the database lets one of them give
 * it. Nothing stands in what is called but the address itself.
 */
export const startAllClear = (
  { allClear, seal, allowedHosts, announce, now }: AllClearParts,
  log: Logger,
): Regular & { look(): Promise<void> } => {
  let heldBack = "";
  const look = async (): Promise<void> => {
    const { troubles, call, jobs } = await allClear.take(now());
    const words = troubles.join(" ");
    if (words !== "" && words !== heldBack) log.warn({ troubles }, "The all-clear is held back");
    heldBack = words;
    await announce(jobs);
    if (call !== null) await give(call);
  };

  const give = async ({ sealedAddress, method }: NonNullable<AllClearTaken["call"]>): Promise<void> => {
    const url = seal.open(sealedAddress, allClearPlace);
    const { ok, said } = await callOf(url, method, allowedHosts);
    await allClear.called(said, ok);
    if (!ok) log.warn({ said }, "The all-clear did not arrive; it is tried again");
  };

  const failed = (error: unknown): void =>
    log.warn({ err: error }, "The all-clear could not be given; the next look tries again");
  return { ...regularly(lookEveryMs, look, failed), look: () => look().catch(failed) };
};

const callOf = async (
  url: string,
  method: "GET" | "POST",
  allowedHosts: readonly string[],
): Promise<{ readonly ok: boolean; readonly said: string }> => {
  const fault = await publicAddressFault(url, allowedHosts);
  if (fault !== null) return { ok: false, said: `The address ${fault}` };
  const answer = await request({ url, headers: {}, timeoutMs, answerMax, ...(method === "POST" && { body: "" }) });
  if (answer.kind === "lost") return { ok: false, said: answer.words };
  return { ok: answer.status >= 200 && answer.status < 300, said: String(answer.status) };
};
