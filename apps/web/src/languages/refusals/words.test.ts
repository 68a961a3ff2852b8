import { Forbidden } from "@tocsin/core/access";
import { fieldFault, refused } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { faultIn, refusalIn } from "./words.ts";

/** A refusal as the api answers it. */
const problemOf = ({ message, reason }: Pick<Forbidden, "message" | "reason">) => ({
  detail: message,
  ...(reason && { reason: { kind: reason.kind, values: { ...reason.values } } }),
});

test.each([
  [refused("ruleNameTaken", { name: "‘<b>’ {x}" }), "Er bestaat al een regel ‘‘<b>’ {x}’"],
  [
    refused("groupOfTheRest", { name: "Ungrouped devices" }),
    "‘Niet-gegroepeerde apparaten’ is de groep van elk apparaat dat in geen andere valt",
  ],
  [refused("noSuch", { noun: "source" }), "Deze bron is er niet"],
  [refused("noSuch", { noun: "payload problem" }), "Dit is er niet, of niet meer"],
  [refused("waitSeconds", { seconds: 30 }), "Te veel pogingen: wacht 30 seconden"],
  [
    new Forbidden("rules.manage", "the right to manage notification rules is needed for all device groups"),
    "Hiervoor is het recht nodig om meldingsregels beheren, voor alles waar dit om gaat",
  ],
])("a refusal is told in the reader's words: %s", (error, words) => {
  expect(refusalIn(problemOf(error), "nl")).toEqual({ text: words });
  expect(refusalIn(problemOf(error), "en").text).toBe(error.message);
});

test("a refusal of a kind that is not known, or of none, stays in the api's words, which are marked as English", () => {
  const detail = "Something new";
  expect(refusalIn({ detail }, "nl")).toEqual({ text: detail, lang: "en" });
  expect(refusalIn({ detail, reason: { kind: "constructor", values: {} } }, "nl")).toEqual({
    text: detail,
    lang: "en",
  });
});

test("a fault at a field is told in the reader's words, with what was entered as it was", () => {
  expect(faultIn(fieldFault("addressIncomplete", { text: "soc@<x" }), "nl")).toBe("‘soc@<x’ is geen volledig adres");
  expect(faultIn("enter a name", "nl")).toBe("vul een naam in");
  expect(faultIn("enter a name", "en")).toBe("enter a name");
  expect(faultIn("Vul dit in", "nl")).toBe("Vul dit in");
});
