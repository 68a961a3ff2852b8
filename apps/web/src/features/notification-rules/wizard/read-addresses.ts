import { isAllowedDomain, normaliseAddress } from "@tocsin/core/recipients";

export interface Refused {
  readonly text: string;
  readonly why: "incomplete" | "present" | "domain" | "full";
}

export interface ReadAddresses {
  readonly added: readonly string[];
  readonly refused: readonly Refused[];
}

interface Already {
  readonly present: readonly string[];
  readonly allowedDomains: readonly string[];
  /** How many a rule may have. */
  readonly max: number;
}

/**
 * The addresses in what was typed or pasted: apart by commas, semicolons, spaces or lines, bare or as `Name <address>`.
 * What cannot be added comes back with the reason, so that it can stay in the field.
 */
export const readAddresses = (typed: string, { present, allowedDomains, max }: Already): ReadAddresses => {
  const added: string[] = [];
  const refused: Refused[] = [];
  for (const text of partsOf(typed)) {
    const address = normaliseAddress(text);
    const why = !address.ok
      ? "incomplete"
      : [...present, ...added].includes(address.value)
        ? "present"
        : !isAllowedDomain(address.value, allowedDomains)
          ? "domain"
          : present.length + added.length >= max
            ? "full"
            : null;
    if (why !== null) refused.push({ text, why });
    else if (address.ok) added.push(address.value);
  }
  return { added, refused };
};

/** Names before brackets may hold commas and spaces: of what stands there only what has an `@` can be an address of its own. */
const partsOf = (typed: string): readonly string[] => {
  const pieces = typed.split(/<([^<>]*)>/);
  return pieces.flatMap((piece, index) => {
    if (index % 2 === 1) return [piece.trim()];
    const words = piece.split(/[\s,;]+/).filter((word) => word !== "");
    return index === pieces.length - 1 ? words : words.filter((word) => /^[^"]+@/.test(word));
  });
};
