import { expect, test } from "vitest";
import { commandsFor, configurationFor } from "./commands.ts";

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

test("a sender's configuration carries our own address and the key", () => {
  const text = "url: http://127.0.0.1:3000/api/v1/ingest\nkey: THE_KEY_OF_THE_SOURCE";
  const here = "url: https://tocsin.example/api/v1/ingest\nkey: tsk_abc";
  expect(configurationFor(text, "https://tocsin.example", "tsk_abc")).toBe(here);
  expect(configurationFor(text, "https://tocsin.example", null)).toContain("key: <key>");
});
