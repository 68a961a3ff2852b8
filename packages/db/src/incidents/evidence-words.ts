import { type Evidence, type EvidenceType, evidenceTypes } from "@tocsin/core/incidents";

/** The word by which a piece of evidence is found: its type, and the bytes of its key as hex, whatever they are. The index folds case. */
export const wordOf = ({ type, key }: Pick<Evidence, "type" | "key">): string =>
  `${type.toLowerCase()}_${Buffer.from(key).toString("hex")}`;

/** A question to the index: everything of any type whose key begins with this text. */
export const beginningWith = (text: string): string =>
  evidenceTypes.map((type) => `${wordOf({ type, key: text })}*`).join(" OR ");

/** Where the words of a type begin, and what comes after the last of them. */
export const rangeOf = (type: EvidenceType): readonly [from: string, before: string] => [
  `${type.toLowerCase()}_`,
  // The character that follows the underscore.
  `${type.toLowerCase()}\``,
];
