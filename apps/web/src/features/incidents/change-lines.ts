import { isAbove, type Severity, severitySchema } from "@tocsin/core/kernel";
import { z } from "zod";
import { type Reader, wordIn } from "../../lib/reader.ts";
import { classificationIn } from "./classification.ts";

/** One thing that a change brought; `alerts` are to be listed under it. */
export interface Line {
  readonly text: string;
  readonly alerts: readonly { readonly key: string; readonly title: string; readonly severity: Severity }[];
}

/** What a change brought, most telling first. What its detail does not say, or says in another form, is left out. */
export const changeLines = (detail: unknown, reader: Reader): readonly Line[] => {
  const { words, incident } = reader.sentences;
  const say = incident.lines;
  const news = detailSchema.parse(detail);
  const texts: string[] = [];
  if (news.severity) {
    const tell = isAbove(news.severity.to, news.severity.from) ? say.severityRose : say.severityFell;
    texts.push(tell(words.severity[news.severity.from], words.severity[news.severity.to]));
  }
  if (news.status) texts.push(say.status(wordIn(words.status, news.status.from), wordIn(words.status, news.status.to)));
  if (news.assignedTo) texts.push(news.assignedTo.to ? say.assigned(news.assignedTo.to) : say.unassigned);
  if (news.classification) {
    const { to } = news.classification;
    texts.push(to ? say.classified(classificationIn(to, reader)) : say.unclassified);
  }
  if (news.merged.length > 0) texts.push(say.merged(fewOf(news.merged.map(String), reader), news.merged.length));
  for (const { title, from, to } of news.raisedAlerts) {
    texts.push(say.alertRose(title || incident.untitledAlert, words.severity[from], words.severity[to]));
  }
  for (const [type, names] of byType(news.newEvidence)) {
    texts.push(say.newEvidence(wordIn(words.evidence, type), fewOf([...names], reader)));
  }
  const lines = texts.map((text): Line => ({ text, alerts: [] }));
  if (news.newAlerts.length === 0) return lines;
  return [{ text: say.newAlerts(news.newAlerts.length), alerts: news.newAlerts }, ...lines];
};

const byType = (evidence: Detail["newEvidence"]): ReadonlyMap<string, ReadonlySet<string>> => {
  const types = new Map<string, Set<string>>();
  for (const { type, name } of evidence) types.set(type, (types.get(type) ?? new Set()).add(name));
  return types;
};

const namesShown = 5;

const fewOf = (names: readonly string[], { sentences }: Reader): string => {
  const shown = names.slice(0, namesShown).join(", ");
  return names.length > namesShown ? sentences.incident.lines.andMore(shown, names.length - namesShown) : shown;
};

const step = <Schema extends z.ZodType>(value: Schema) =>
  z.object({ from: value, to: value }).nullable().catch(null).default(null);
const list = <Schema extends z.ZodType>(item: Schema) => z.array(item).catch([]).default([]);

const detailSchema = z.object({
  newAlerts: list(z.object({ key: z.string(), title: z.string(), severity: severitySchema })),
  raisedAlerts: list(z.object({ title: z.string(), from: severitySchema, to: severitySchema })),
  newEvidence: list(z.object({ type: z.string(), name: z.string() })),
  severity: step(severitySchema),
  status: step(z.string()),
  assignedTo: step(z.string().nullable()),
  classification: step(z.string().nullable()),
  merged: list(z.number()),
});

type Detail = z.infer<typeof detailSchema>;
