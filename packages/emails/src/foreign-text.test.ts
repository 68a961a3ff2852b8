import { clip, oneLine } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { fit, readableCategory, readableSource, safeLine } from "./foreign-text.ts";
import { hostileTexts } from "./testing/hostile.ts";

test.each([
  ["DefenseEvasion", "Defense Evasion"],
  ["CommandAndControl", "Command and Control"],
  ["Ransomware", "Ransomware"],
  ["Execution, persistence", "Execution, persistence"],
  ["T1059", "T1059"],
])("category %s reads as %s", (category, expected) => {
  expect(readableCategory(category)).toBe(expected);
});

test.each([
  ["microsoftDefenderForEndpoint", "Microsoft Defender for Endpoint"],
  ["microsoftDefenderForOffice365", "Microsoft Defender for Office 365"],
  ["microsoft365Defender", "Microsoft 365 Defender"],
  ["azureAdIdentityProtection", "Azure AD Identity Protection"],
  ["CrowdStrike", "CrowdStrike"],
  ["wazuhProd", "wazuhProd"],
])("source %s reads as %s", (source, expected) => {
  expect(readableSource(source)).toBe(expected);
});

test("foreign text is one line, cut at a word", () => {
  expect(fit("Shadow\r\ncopies\u202e deleted on SRV", 22)).toBe("Shadow copies deleted…");
});

test("what looks plain is left as cleaning would leave it", () => {
  const texts = ["", " ", "plain", "two words", "two  spaces", " led", "trailed ", "é", "~!", ...hostileTexts(1_000)];
  expect(texts.filter((text) => safeLine(text) !== oneLine(text))).toEqual([]);
  expect(texts.filter((text) => fit(text, 40) !== clip(oneLine(text), 40))).toEqual([]);
});
