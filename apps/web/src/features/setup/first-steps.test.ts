import { expect, test } from "vitest";
import { en } from "../../languages/en.ts";
import { firstSteps } from "./first-steps.ts";

test("the commands carry the origin and the token, and keep the source's key for the incident", () => {
  const steps = firstSteps({ origin: "https://tocsin.example", accessToken: "t0k", email: "a@b.example" }, en.done);
  const [source, rule, incident, deliveries] = steps.map(({ command }) => command);
  expect(source).toMatch(/^SOURCE_KEY=\$\(curl .* https:\/\/tocsin\.example\/api\/v1\/sources /);
  expect(rule).toContain('"recipients":[{"address":"a@b.example"}]');
  expect(incident).toContain('"Authorization: Bearer $SOURCE_KEY"');
  expect(deliveries).toContain("'Authorization: Bearer t0k'");
});

test("a quote in an address does not end the word that it stands in", () => {
  const steps = firstSteps({ origin: "https://x.example", accessToken: "t", email: "o'neil@b.example" }, en.done);
  expect(steps[1]?.command).toContain(String.raw`"address":"o'\''neil@b.example"`);
});
