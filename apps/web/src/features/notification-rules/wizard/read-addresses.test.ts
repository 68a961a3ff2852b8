import { expect, test } from "vitest";
import { readAddresses } from "./read-addresses.ts";

const none = { present: [], allowedDomains: ["*"], max: 50 };

test.each([
  ["one", "soc@contoso.example", ["soc@contoso.example"]],
  [
    "several, by every mark that people use",
    "a@x.example, b@x.example;c@x.example d@x.example\ne@x.example",
    ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"],
  ],
  [
    "with names, as a mail program copies them",
    'Vries, Sanne de <Sanne@x.example>; "Jansen, Piet" <piet@x.example>',
    ["sanne@x.example", "piet@x.example"],
  ],
])("addresses are read: %s", (_what, typed, added) => {
  expect(readAddresses(typed, none)).toEqual({ added, refused: [] });
});

test("what cannot be added comes back as it was typed, with the reason", () => {
  expect(
    readAddresses("jan@contoso, soc@contoso.example, a@evil.example, b@contoso.example c@contoso.example", {
      present: ["soc@contoso.example"],
      allowedDomains: ["contoso.example"],
      max: 2,
    }),
  ).toEqual({
    added: ["b@contoso.example"],
    refused: [
      { text: "jan@contoso", why: "incomplete" },
      { text: "soc@contoso.example", why: "present" },
      { text: "a@evil.example", why: "domain" },
      { text: "c@contoso.example", why: "full" },
    ],
  });
});

test("the same address twice is added once", () => {
  expect(readAddresses("a@x.example A@X.example", none).added).toEqual(["a@x.example"]);
});
