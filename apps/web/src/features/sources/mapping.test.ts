import { fieldMappingSchema } from "@tocsin/core/incidents";
import { expect, test } from "vitest";
import { draftOf, keptOf, mappingOf } from "./mapping.ts";

const parsed = (mapping: object) => fieldMappingSchema.parse(mapping);

test("what is said in the editor is a mapping that the api takes, and comes back as it was said", () => {
  const draft = {
    ...draftOf(null),
    paths: { title: "rule.name", severity: "level" },
    words: "crit = critical\nwarn = low",
  };
  const mapping = parsed(mappingOf(draft) ?? {});
  expect(mapping.incident).toEqual({
    title: "rule.name",
    severity: { from: "level", values: { crit: "critical", warn: "low" } },
  });
  expect(draftOf(mapping)).toMatchObject({ paths: draft.paths, words: draft.words });
});

test("what the editor does not offer is kept: tags, alerts, and fields that are read in other ways", () => {
  const mapping = parsed({
    incident: { title: { text: "{rule} on {host}" }, tags: "labels", url: "link" },
    alerts: { each: "hits", fields: { title: "name" } },
  });
  const draft = draftOf(mapping);
  expect(keptOf(draft, "title")).toContain("{rule} on {host}");
  expect(parsed(mappingOf({ ...draft, paths: { url: "other" } }) ?? {})).toEqual({
    ...mapping,
    incident: { ...mapping.incident, url: "other" },
  });
});

test("without a title there is no mapping yet", () => {
  expect(mappingOf({ ...draftOf(null), paths: { severity: "level" } })).toBeNull();
});
