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

/** Names may hold commas and spaces, so what stands in brackets goes first, with the name before it. */
const partsOf = (typed: string): readonly string[] => {
  const bracketed: string[] = [];
  const rest = typed.replace(/(?:"[^"]*"|[^<>,;\n"]*)<([^<>]*)>/g, (_match, address: string) => {
    bracketed.push(address.trim());
    return " ";
  });
  return [...bracketed, ...rest.split(/[\s,;]+/)].filter((part) => part !== "");
};
