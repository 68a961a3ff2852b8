import { expect, test } from "vitest";
import { readableCategory, readableSource } from "./readable-names.ts";

test.each([
  ["DefenseEvasion", "Defense Evasion"],
  ["CommandAndControl", "Command and Control"],
  ["Ransomware", "Ransomware"],
  ["Execution, persistence", "Execution, persistence"],
  ["T1059", "T1059"],
  ["C2", "C2"],
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
