import { describe, expect, test } from "vitest";
import { alertOf, sourceKindOf } from "../../packages/core/src/incidents/index.ts";
import { takePayload } from "../../packages/core/src/testing/index.ts";
import { readAs } from "./gist.ts";
import { type Field, type Places, placesByKind } from "./places.ts";
import { sampleFilesOf } from "./sample-files.ts";

/** What the page of an incident shows, as the sources' documents have it: times as ISO, words in small letters. */
const shownOf = (kind: string, payload: unknown): Record<Field, readonly string[]> => {
  const { facts, alerts: layered } = takePayload(null, readAs(kind, payload)).merged;
  const alerts = layered.map(alertOf);
  const evidence = alerts.flatMap((alert) => alert.evidence);
  const namesOf = (type: string) => evidence.filter((one) => one.type === type).map(({ name }) => name);
  const some = (value: string | null) => (value === null ? [] : [value]);
  const time = (at: number | null) => (at === null ? [] : [new Date(at).toISOString()]);
  return {
    title: [facts.title, ...alerts.map(({ title }) => title)],
    // One that only repeats the title is not shown again.
    description: [...some(facts.description), facts.title],
    created: time(facts.createdAt),
    updated: time(facts.updatedAt),
    link: some(facts.portalUrl),
    assignedTo: some(facts.assignedTo),
    classification: [...some(facts.classification), ...some(facts.determination)],
    categories: [...facts.categories, ...alerts.flatMap(({ categories }) => categories)],
    techniques: alerts.flatMap(({ techniques }) => techniques),
    tags: facts.tags,
    devices: namesOf("device"),
    deviceGroups: evidence.flatMap(({ sourceGroup }) => some(sourceGroup)),
    users: namesOf("user"),
    evidence: evidence.map(({ name }) => name),
  };
};

/** Every text or number at the end of a path, whose keys may hold dots themselves (`kibana.alert.reason`). */
const valuesAt = (value: unknown, path: string): readonly string[] => {
  if (path === "") return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  if (path === "*" || path.startsWith("*.")) {
    return Array.isArray(value) ? value.flatMap((entry) => valuesAt(entry, path.slice(2))) : [];
  }
  const held = Object.entries(value).filter(([key]) => path === key || path.startsWith(`${key}.`));
  return held.flatMap(([key, inner]) => valuesAt(inner, path.slice(key.length + 1)));
};

/** Words by which senders say nothing. */
const isNothing = (text: string) =>
  /^(?:|null|n\/a|unknown|notavailable|unassigned|unassignedgroup|<.*>|1970-01-01.*)$/i.test(text.trim());

const folded = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s_]+/g, " ")
    .trim();

const isoOf = (text: string): string | null => {
  const seconds = /^\d{9,}(?:\.\d+)?$/.test(text) ? Number(text) * (Number(text) > 1e11 ? 1 : 1000) : null;
  const zoned = /(?:z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`;
  const at = seconds ?? Date.parse(zoned.replace(" ", "T").replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

const shows = (field: Field, shown: readonly string[], said: string): boolean => {
  if (field === "created" || field === "updated") return shown.includes(isoOf(said) ?? "");
  return shown.some(
    (text) =>
      folded(text).includes(folded(said).slice(0, 80)) ||
      folded(text.replaceAll(" ", "")).includes(folded(said.replaceAll(" ", "")).slice(0, 60)),
  );
};

/** What a payload says and its incident does not show. */
const leftOut = (kind: string, payload: unknown, places: Places): readonly string[] => {
  const shown = shownOf(kind, payload);
  return (Object.entries(places) as [Field, readonly string[]][]).flatMap(([field, paths]) =>
    paths
      .flatMap((path) => valuesAt(payload, path).map((said) => ({ path, said })))
      .filter(({ said }) => !isNothing(said) && !shows(field, shown[field], said))
      .map(
        ({ path, said }) =>
          `${field}: ${path} is ${said.slice(0, 60)}, shown is ${shown[field].join(" | ").slice(0, 80)}`,
      ),
  );
};

const isDetection = (kind: string, payload: unknown): boolean => {
  const context = { sourceId: "source-1", tenantId: "", settings: {}, digest: (text: string) => text };
  const read = sourceKindOf(kind)?.normalise(payload, context);
  return read?.ok === true && read.value.kind === "incident";
};

describe.each(Object.entries(placesByKind))("the page of an incident of %s", (kind, places) => {
  const samples = sampleFilesOf(kind);

  test.skipIf(samples.length === 0 && !process.env["CI"])("has samples to be made of", () => {
    expect(samples.length).toBeGreaterThan(0);
  });

  const detections = samples.filter(({ payload }) => isDetection(kind, payload));
  test.each(detections.map(({ name, payload }) => [name, payload] as const))(
    "shows what %s says where its documentation says that it stands",
    (_name, payload) => {
      expect(leftOut(kind, payload, places)).toEqual([]);
    },
  );
});
