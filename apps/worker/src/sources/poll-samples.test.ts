import { openScene } from "@tocsin/db/testing";
import { expect, test } from "vitest";
import { recordedIncident, startSecurityDouble } from "../../../../tests/microsoft-security-double/index.ts";
import { sampleFilesOf } from "../../../../tests/samples/sample-files.ts";
import { type KindName, openRuns } from "../testing/poll-runs.ts";

const dlp =
  "DLP policy (Custom policy) matched for email with subject (Splunk Report: High Or Critical Priority Host With Malware - 15 min)";
const multiStage =
  "Multi-stage incident involving Initial access & Command and control on multiple endpoints reported by multiple sources";
const phish = ["Email reported by user as malware or phish", "informational", "active", 1] as const;

/** Title, severity, status and alerts of each, read from the payload by hand. A lone alert is never in these lists. */
const expected: Readonly<Record<KindName, Readonly<Record<string, readonly [string, string, string, number]>>>> = {
  "graph-security": {
    "01-incident-without-alerts.json": [multiStage, "medium", "active", 0],
    "02-incident-with-alert-evidence-device-group.json": [multiStage, "medium", "active", 1],
    "04-incident-dlp-long-title-active.json": [`${dlp} involving one user`, "medium", "active", 0],
    "05-incident-resolved-informational.json": [
      "Automated investigation started manually on one endpoint",
      "informational",
      "resolved",
      0,
    ],
    "06-incident-redirected-update-of-12345.json": [dlp, "medium", "redirected", 0],
    "07-incident-single-alertcorrelation.json": [
      "Exfiltration incident involving multiple users",
      "medium",
      "active",
      0,
    ],
  },
  "defender-xdr": {
    "01-incident-ransomware-activity.json": ["Ransomware activity", "medium", "active", 1],
    "02-incident-mimikatz-one-endpoint.json": ["'Mimikatz' hacktool was detected on one endpoint", "low", "active", 1],
    "03-incident-email-reported-mailbox-mailcluster-mailmessage.json": phish,
    "04-incident-email-reported-short-variant.json": phish,
    "05-incident-missing-optional-fields.json": phish,
    "06-incident-with-user-no-devices-status-new.json": [
      "User login from a domain not seen in 60 days",
      "medium",
      "active",
      1,
    ],
    "07-incident-12-alerts-same-device-same-alert-id.json": [
      "Automated investigation started manually on one endpoint",
      "informational",
      "active",
      12,
    ],
  },
};

const cases = (["graph-security", "defender-xdr"] as const).flatMap((kind) =>
  sampleFilesOf(kind)
    .filter(({ name }) => name in expected[kind])
    .map(({ name, payload }) => ({ kind, name, payload: payload as Record<string, unknown> })),
);

test.skipIf(cases.length === 0 && !process.env["CI"])("there are samples to poll", () => {
  expect(cases).toHaveLength(13);
});

test.for(cases)("$kind $name is polled into its incident, once", async ({ kind, name, payload }) => {
  await using double = await startSecurityDouble({ incidents: [recordedIncident(payload, Date.now() - 60_000)] });
  await using scene = await openScene();
  const runs = await openRuns(scene, double, kind);
  expect((await runs.run())?.outcome).toEqual({ kind: "caughtUp" });
  expect((await runs.run())?.outcome).toEqual({ kind: "caughtUp" });
  const listed = await runs.listed();
  expect(
    listed.map(({ title, severity, status, alertCounts }) => [title, severity.value, status.value, alertCounts.total]),
  ).toEqual([expected[kind][name]]);
  expect(await runs.problems()).toEqual([]);
});
