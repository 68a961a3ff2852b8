import { oneLine } from "@tocsin/core/kernel";

/** Text from outside on one line, without marks that would turn the words around it; ours where nothing is left. */
export const lineOf = (text: string, otherwise: string): string => oneLine(text) || otherwise;

/** Text from outside with its lines kept, each cleaned, and no more than one empty line in a row. */
export const paragraphOf = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(oneLine)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** The host of a link, for people to see where it leads; null for what is no link that may be followed. */
export const hostOf = (url: string): string | null => {
  try {
    const { protocol, host } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? host : null;
  } catch {
    return null;
  }
};
