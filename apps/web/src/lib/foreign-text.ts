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

/** `DefenseEvasion` as people write it: `Defense Evasion`. Text that is no such identifier stays as it is. */
export const readableCategory = (text: string): string =>
  /^[A-Za-z][a-z]+([A-Z][a-z]+)+$/.test(text) ? words(text) : text;

/** `microsoftDefenderForEndpoint` as people write it. Other names are somebody's own spelling (`CrowdStrike`) and stay. */
export const readableSource = (text: string): string =>
  /^(microsoft|azure)[A-Z0-9][A-Za-z0-9]*$/.test(text) ? words(text) : text;

/** The host of a link, for people to see where it leads; null for what is no link that may be followed. */
export const hostOf = (url: string): string | null => {
  try {
    const { protocol, host } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? host : null;
  } catch {
    return null;
  }
};

const words = (identifier: string): string => {
  const spaced = identifier.replace(/([a-z])([A-Z0-9])/g, "$1 $2").replace(/([0-9])([A-Z])/g, "$1 $2");
  const capital = `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`;
  return capital.replace(/ (For|And|Of)\b/g, (word) => word.toLowerCase()).replace(/\bAd\b/, "AD");
};
