import { settingsSchemaOf, sourceKindOf, sourceKinds } from "@tocsin/core/incidents";
import { expect, test } from "vitest";
import { enteredOf, isEnterable, kindFields, settingsEntered } from "./kind-settings.ts";

const fieldsOf = (kind: string) => {
  const found = sourceKindOf(kind);
  if (found === undefined) throw new Error(kind);
  return kindFields(settingsSchemaOf(found));
};

test.each([
  ["wazuh", { idleHours: "number", groupBy: "lines", minimumLevel: "number", severityFrom: "json" }],
  ["misp", { url: "text", unpublished: "switch" }],
  ["github-security", { gatherBy: "choice", idleHours: "number", secretSeverity: "choice" }],
  ["generic", {}],
])("each setting of a source of kind %s has a field that suits it", (kind, shapes) => {
  expect(Object.fromEntries(fieldsOf(kind).map(({ name, shape }) => [name, shape]))).toEqual(shapes);
});

test.each(sourceKinds.map(({ kind }) => kind))("settings of kind %s that nobody touches stay as they are", (kind) => {
  const fields = fieldsOf(kind);
  const settings = sourceKindOf(kind)?.settings.parse({}) as Record<string, unknown>;
  const { mapping: _, ...plain } = settings;
  expect(settingsEntered(fields, enteredOf(fields, settings))).toEqual(plain);
});

test("what is entered is sent as what it is, and an empty number is left to the kind", () => {
  expect(
    settingsEntered(fieldsOf("wazuh"), {
      idleHours: "",
      groupBy: " rule.id \nagent.name",
      minimumLevel: 5,
      severityFrom: '{"high":10}',
    }),
  ).toEqual({
    idleHours: undefined,
    groupBy: ["rule.id", "agent.name"],
    minimumLevel: 5,
    severityFrom: { high: 10 },
  });
});

test("a text that has to be JSON and is none is not sent", () => {
  const field = fieldsOf("wazuh").find(({ shape }) => shape === "json");
  expect(field && isEnterable(field, "{high: 10")).toBe(false);
  expect(field && isEnterable(field, '{"high": 10}')).toBe(true);
});
