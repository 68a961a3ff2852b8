import { ruleDraftSchema } from "@tocsin/core/notification-rules";
import type { Issue } from "../../../components/form/faults.ts";
import type { Draft } from "./draft.ts";

/** The four pages, in Defender's order. */
export const steps = ["basics", "settings", "recipients", "review"] as const;
export type Step = (typeof steps)[number];

export interface Fault {
  readonly step: Step;
  /** Of the field, which has it as its id. */
  readonly path: string;
  /** A sentence of ours, or null where the schema's own message says more. */
  readonly sentence: FaultSentence | null;
  readonly message: string;
  /** What the schema found; null where no schema did. */
  readonly issue: Issue | null;
  readonly count: number;
}

export type FaultSentence =
  | "fault.name.missing"
  | "fault.name.long"
  | "fault.description.long"
  | "fault.owner.long"
  | "fault.severities.missing"
  | "fault.groups.missing"
  | "fault.changes.missing"
  | "fault.condition.missing"
  | "fault.serviceSource.missing"
  | "fault.recipients.missing"
  | "fault.recipients.many";

/** Everything that keeps a draft from being saved, page by page; judged by the schema that the api judges by. */
export const faultsOf = (draft: Draft): readonly Fault[] => {
  const judged = ruleDraftSchema.safeParse(draft);
  if (judged.success) return [];
  const seen = new Set<string>();
  return judged.error.issues.flatMap((issue) => {
    const { path: keys, code, message } = issue;
    const path = keys.map(String).join(".");
    if (seen.has(path)) return [];
    seen.add(path);
    const sentence = sentenceOf(path, code);
    return [
      { step: stepOf(String(keys[0])), path, sentence, message, issue: issue as Issue, count: lengthAt(draft, path) },
    ];
  });
};

/** Where a field stands that the api named. */
export const stepOf = (field: string): Step => {
  if (field === "recipients") return "recipients";
  return ["name", "description", "enabled", "owner"].includes(field) ? "basics" : "settings";
};

const sentenceOf = (path: string, code: string): FaultSentence | null => {
  const short = code === "too_small";
  const long = code === "too_big";
  if (path === "name") return short ? "fault.name.missing" : long ? "fault.name.long" : null;
  if (path === "description" && long) return "fault.description.long";
  if (path === "owner" && long) return "fault.owner.long";
  if (/severities$/.test(path) && short) return "fault.severities.missing";
  if (path === "deviceGroups.ids" && short) return "fault.groups.missing";
  if (path === "frequency.changes" && short) return "fault.changes.missing";
  if (/^conditions\.\d+\.anyOf(\.\d+)?$/.test(path) && short) return "fault.condition.missing";
  if (/^sources\.\d+\.serviceSource$/.test(path) && short) return "fault.serviceSource.missing";
  if (path === "recipients") return short ? "fault.recipients.missing" : long ? "fault.recipients.many" : null;
  return null;
};

const lengthAt = (draft: Draft, path: string): number => {
  const value = (draft as unknown as Record<string, unknown>)[path];
  return typeof value === "string" ? value.trim().length : Array.isArray(value) ? value.length : 0;
};
