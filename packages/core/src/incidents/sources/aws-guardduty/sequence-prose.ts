import type { Digest } from "../../../kernel/index.ts";
import { type ForeignRecord, own, readName, readNames, readProse, readTechniques, shortKey } from "../../read.ts";
import { ipOf } from "../aws/network.ts";
import type { EvidenceSaid } from "../evidence-said.ts";

/*
 * Some who hand an attack sequence on leave the sequence out. Its title and description still tell of it, in the
 * sentences of GuardDuty's own that are matched here.
 */

/** The users and the addresses that the text names. */
export const readProseEvidence = (finding: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const text = textOf(finding);
  const users = readNames(
    [...text.matchAll(/\b(?:IAMUser|AssumedRole|FederatedUser)\/([\w+=,.@-]*\w)/g)].map(([, name]) => name),
  );
  const addresses = [...text.matchAll(/Connected from [^:\n]*: ([^\n]*)/g)].flatMap(([, list = ""]) =>
    list.split(/[\s,]+/),
  );
  return [
    ...users.map(
      (name): EvidenceSaid => ({ type: "user", key: shortKey(name.toLowerCase(), digest), facts: { name } }),
    ),
    ...readNames(addresses).flatMap((address) => ipOf(address)),
  ];
};

/** The tactics that the text lists. */
export const proseTactics = (finding: ForeignRecord): readonly string[] =>
  (/tactics observed: ([^\n]*)/.exec(textOf(finding))?.[1] ?? "").split(", ");

/** The techniques that the text lists, by their ids; undefined where it lists none. */
export const proseTechniques = (finding: ForeignRecord): readonly string[] | undefined => {
  const ids = textOf(finding).match(/\bT\d{4}(?:\.\d{3})?\b/g);
  return ids === null ? undefined : readTechniques([...ids]);
};

const textOf = (finding: ForeignRecord): string => {
  if (!(readName(own(finding, "type")) ?? "").startsWith("AttackSequence:")) return "";
  return `${readName(own(finding, "title")) ?? ""}\n${readProse(own(finding, "description")) ?? ""}`;
};
