import { clip, oneLine } from "@tocsin/core/kernel";

const wordsMax = 500;
const readMax = 4_000; // a server may answer a megabyte

/** Foreign words made fit for the timeline: one line, at most 500 characters. */
export const foreignWords = (text: string): string => clip(oneLine(text.slice(0, readMax)), wordsMax);

/** What a foreign exception says. */
export const faultWords = (fault: unknown): string =>
  foreignWords(fault instanceof Error ? fault.message : String(fault));

/** The code of a system fault, such as `ENOSPC` or `ECONNREFUSED`; null where it carries none. */
export const faultCode = (fault: unknown): string | null => {
  if (!(fault instanceof Error)) return null;
  // nodemailer puts its own code over the system's, and keeps that as the original one.
  const { originalCode, code } = fault as { originalCode?: unknown; code?: unknown };
  if (typeof originalCode === "string") return originalCode;
  return typeof code === "string" ? code : null;
};
