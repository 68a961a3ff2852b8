import { minuteMs } from "@tocsin/core/kernel";
import type { SourceStore } from "@tocsin/core/sources";
import type { Logger } from "pino";
import { type Regular, regularly } from "../regularly.ts";

/** How often silent sources are looked for: every worker does, and the database lets one of them tell. */
const lookEveryMs = minuteMs;

/** Looks now and then for sources that used to send and have gone silent; their administrators are mailed. */
export const startSilenceWatch = (
  { sources, now }: { readonly sources: Pick<SourceStore, "noteSilence">; readonly now: () => number },
  log: Logger,
): Regular & { look(): Promise<void> } => {
  const look = async (): Promise<void> => {
    const silent = await sources.noteSilence(now());
    if (silent > 0) log.warn({ silent }, "Sources have gone silent");
  };
  const failed = (error: unknown): void =>
    log.error({ err: error }, "Silent sources could not be looked for; the next look tries again");
  return { ...regularly(lookEveryMs, look, failed), look: () => look().catch(failed) };
};
