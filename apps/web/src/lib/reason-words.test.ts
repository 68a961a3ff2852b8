import { expect, test } from "vitest";
import { knownReasonIn } from "./reason-words.ts";
import { timesIn } from "./times.ts";

const reader = (language: "en" | "nl") => ({ language, times: timesIn(language, "Europe/Amsterdam") });

test.each([
  [
    "was added to the rule at 2026-11-22T12:01:00.000Z, after this change",
    "kwam pas op 22 nov 2026, 13:01 CET in de regel, na deze wijziging",
  ],
  ["is told if nobody acknowledges within 1 minutes", "krijgt bericht als niemand binnen 1 minuut bevestigt"],
  [
    "held: more than 6 mails a minute to this address; to be told in a digest at 2026-11-22T12:01:00.000Z",
    "vastgehouden: meer dan 6 mails per minuut aan dit adres; wordt om 22 nov 2026, 13:01 CET in een verzamelmail gemeld",
  ],
  [
    "the digest that was to tell it is failed: 550 5.1.1 unknown user",
    "de verzamelmail die dit zou melden is mislukt: 550 5.1.1 unknown user",
  ],
  [
    "in doubt with its digest: the worker stopped during this attempt",
    "onzeker, samen met de verzamelmail: de worker stopte tijdens deze poging",
  ],
  [
    "what it was to tell of is no longer known; fabrikam.example is not among the domains that may receive mail",
    "waarover het ging, is niet meer bekend; fabrikam.example is geen domein dat mail mag krijgen",
  ],
])("a reason of ours is told in the reader's words and zone: %s", (reason, words) => {
  expect(knownReasonIn(reason, reader("nl"))).toBe(words);
});

test("what a mail server said stays as it came", () => {
  expect(knownReasonIn("550 5.1.1 unknown user; try again", reader("nl"))).toBeNull();
  expect(knownReasonIn("constructor", reader("nl"))).toBeNull();
});

test("an English reader has his own zone, too", () => {
  expect(knownReasonIn("stopped the mails of this rule at 2026-11-22T12:01:00.000Z", reader("en"))).toBe(
    "stopped the mails of this rule at 22 Nov 2026, 13:01 CET",
  );
});
