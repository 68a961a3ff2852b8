import { expect, test } from "vitest";
import { commandsFor } from "./commands.ts";

const noon = new Date("2026-11-28T12:00:00Z");

test("the commands carry address, key and one event that is JSON", () => {
  const { curl, powershell, url } = commandsFor("https://tocsin.example", "tsk_abc", noon);
  expect(url).toBe("https://tocsin.example/api/v1/ingest");
  for (const command of [curl, powershell]) {
    expect(command).toContain("Bearer tsk_abc");
    expect(JSON.parse(/'(\{.*\})'/.exec(command)?.[1] ?? "")).toMatchObject({
      externalId: "test-2026-11-28",
      severity: "high",
    });
  }
});

test("a key that is no longer shown leaves its place open", () => {
  expect(commandsFor("https://tocsin.example", null, noon).curl).toContain("Bearer <key>");
});
