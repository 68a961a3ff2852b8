import { settingsSchemaOf, sourceKinds } from "@tocsin/core/incidents";
import { expect, test } from "vitest";
import { kindFields } from "./kind-settings.ts";
import { kindSentenceIn, settingNameIn } from "./kind-words.ts";

test.each(sourceKinds.map((kind) => [kind.kind, kind] as const))(
  "%s is described in Dutch, with every setting",
  (_name, kind) => {
    expect(kindSentenceIn(kind.description, "nl").lang).toBeUndefined();
    for (const { name, description } of kindFields(settingsSchemaOf(kind))) {
      expect(settingNameIn(name, "nl").lang, name).toBeUndefined();
      expect(kindSentenceIn(description, "nl").lang, description).toBeUndefined();
    }
  },
);

test("what is not known stays English, and is marked so", () => {
  expect(kindSentenceIn("Something new", "nl")).toEqual({ text: "Something new", lang: "en" });
  expect(settingNameIn("constructor", "nl")).toEqual({ text: "Constructor", lang: "en" });
  expect(settingNameIn("minimumLevel", "en")).toEqual({ text: "Minimum level", lang: "en" });
});
