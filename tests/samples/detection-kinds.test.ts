import { describe, expect, test } from "vitest";
import { takePayloads } from "../../packages/core/src/testing/index.ts";
import { shuffled } from "../journeys/harness/shuffled.ts";
import { gistOf, readAs } from "./gist.ts";
import { sampleFilesOf } from "./sample-files.ts";

type Gist = ReturnType<typeof gistOf>;

const oneAlert = (state: string, title: string) => ({
  title,
  state,
  alerts: [`${state}: ${title}`],
});

/** What each file must become, written from the files themselves. */
const elasticSecurity: Readonly<Record<string, Partial<Gist>>> = {
  "01-detection-alert-full-document.json": {
    externalId: "499a4611-1a4b-11ed-bb53-ad8c26f4d942/my-pc",
    ...oneAlert("high, active", "Malicious Behavior Prevention Alert: Regsvr32 Scriptlet Execution"),
    updatedAt: "2022-08-12T14:45:36.171Z",
    evidence: ["device My-PC", "user RANDOM-USER\\random-user", "process C:\\Windows\\System32\\regsvr32.exe"],
  },
  "02-alert-search-hit-two-fields-only.json": {
    externalId: "test rule 1/",
    ...oneAlert("unknown, active", "Test Rule 1"),
    updatedAt: null,
    evidence: [],
  },
  "03-rule-action-templated-body.json": {
    externalId: "cde - powershell encoded command/ws-0142",
    ...oneAlert("high, active", "CDE - PowerShell Encoded Command"),
    updatedAt: "2026-02-10T12:00:00.000Z",
    evidence: [
      "device WS-0142",
      "user jdoe@company.com",
      "ip 203.0.113.10",
      "file ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ],
  },
  "04-rule-action-templated-body-nested-entities.json": {
    externalId: "cde - impossible travel (privileged)/admin@company.com",
    ...oneAlert("high, active", "CDE - Impossible Travel (Privileged)"),
    updatedAt: "2026-02-10T12:00:00.000Z",
    evidence: ["user admin@company.com", "ip 203.0.113.10"],
  },
};

const sudo: Partial<Gist> = {
  externalId: "sudo/myserver",
  ...oneAlert("unknown, active", "sudo"),
  updatedAt: "2017-01-04T19:14:32.000Z",
  evidence: ["device myserver", "process sudo"],
};
const longName =
  "this-search's-got-47-words-37-sentences-58-words-we-wanna-know-details-of-the-search-time-of-the-search-and-any-other-kind-of-thing-you-gotta-say-pertaining-to-and-about-the-search-I-want-to-know-authenticated-user's-name-and-any-other-kind-of-thing-you-gotta-say";

const splunk: Readonly<Record<string, Partial<Gist>>> = {
  "01-search-one-result.json": sudo,
  "02-long-search-name.json": {
    ...sudo,
    externalId: `${longName}/myserver`,
    ...oneAlert("unknown, active", longName),
  },
  "03-missing-results-link.json": sudo,
  "04-missing-search-name.json": sudo,
  "05-missing-host.json": { ...sudo, externalId: "sudo/", evidence: ["process sudo"] },
};

const composite =
  "00000000000000000000000000000000:ind:00000000006e49842267fc5837c4e2fc:222222222222222222-33333-444444";

const crowdstrike: Readonly<Record<string, Partial<Gist>>> = {
  "01-event-stream-epp-detection-summary.json": {
    externalId: "DETECTION ID",
    ...oneAlert("informational, active", "Known Malware"),
    updatedAt: "2024-12-03T19:54:30.000Z",
    evidence: [
      "ip 2.2.2.2",
      "user Administrator",
      "process \\Device\\HarddiskVolume1\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ],
  },
  "02-fdr-detection-flat-legacy.json": {
    externalId: composite,
    ...oneAlert("low, active", "NGAV"),
    updatedAt: "2021-09-18T20:38:52.000Z",
    evidence: ["device macbook", "user bobert", "process /Applications/app.app/Contents/MacOS/pup app"],
  },
  "03-epp-detection-inner-event-only.json": {
    externalId: composite,
    ...oneAlert("low, active", "Suspicious Activity"),
    updatedAt: "2021-03-24T18:19:49.000Z",
    evidence: ["device hostname.lan", "user username", "process /bin/echo"],
  },
  "04-legacy-detection-behaviors.json": {
    externalId: "ldt:835449907c99453085a924a16e967be5:17212155109",
    ...oneAlert("medium, active", "suspicious activity"),
    updatedAt: "2022-07-28T13:01:25.000Z",
    evidence: [],
  },
  "07-detection-severity-as-number-and-name.json": {
    externalId: "ldt:a1b2c3d4e5f6:123456789",
    ...oneAlert(
      "high, active",
      "Suspicious PowerShell execution detected attempting to download and execute malicious content",
    ),
    updatedAt: "2024-01-15T14:23:45.123Z",
    evidence: ["process powershell.exe"],
  },
  "08-alert-two-fields-only.json": {
    externalId: "low-sev",
    ...oneAlert("informational, active", "CrowdStrike detection"),
    updatedAt: null,
    evidence: [],
  },
};

const thehive: Readonly<Record<string, Partial<Gist>>> = {
  "01-alert-v5.json": {
    externalId: "~00000001",
    ...oneAlert("medium, active", "My test alert"),
    updatedAt: "2024-05-27T13:47:46.129Z",
    evidence: [],
  },
  "02-case-v4.json": {
    externalId: "case_id",
    ...oneAlert("low, active", "Test Case"),
    updatedAt: "2023-05-09T12:20:50.279Z",
    evidence: [],
  },
};

/** Files of which nobody is to hear, and why not. */
const nothing: Readonly<Record<string, string>> = {
  "05-event-stream-audit-event-not-a-detection.json": "An event of type AuthActivityAuditEvent is no detection",
  "06-event-stream-detection-update-audit.json": "An event of type UserActivityAuditEvent is no detection",
};

const expected: Readonly<Record<string, Readonly<Record<string, Partial<Gist>>>>> = {
  "elastic-security": elasticSecurity,
  splunk,
  crowdstrike,
  thehive,
};

describe.each(Object.entries(expected))("samples of %s", (kind, files) => {
  const samples = sampleFilesOf(kind);
  const told = samples.filter(({ name }) => nothing[name] === undefined);

  test.skipIf(samples.length === 0 && !process.env["CI"])("are there, and none is unknown", () => {
    expect(told.map(({ name }) => name)).toEqual(Object.keys(files));
  });

  test.each(samples.map(({ name, payload }) => [name, payload] as const))("%s is read rightly", (name, payload) => {
    const reason = nothing[name];
    if (reason !== undefined) expect(() => readAs(kind, payload)).toThrow(reason);
    else expect(gistOf(readAs(kind, payload))).toMatchObject({ authority: "source:source-1", ...files[name] });
  });

  test("end in the same incidents in whatever order, and however often, they come", () => {
    const endOf = (payloads: readonly unknown[]) => {
      const groups = Map.groupBy(
        payloads.map((payload) => readAs(kind, payload)),
        (incident) => `${incident.authority} ${incident.externalId}`,
      );
      return new Map([...groups].map(([key, incidents]) => [key, takePayloads(incidents)]));
    };
    const payloads = told.map(({ payload }) => payload);
    const end = endOf(payloads);
    for (let round = 0; round < 20; round += 1) expect(endOf(shuffled([...payloads, ...payloads]))).toEqual(end);
  });
});
