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

/** Files of which nobody is to hear, and why not. */
const nothing: Readonly<Record<string, string>> = {};

const expected: Readonly<Record<string, Readonly<Record<string, Partial<Gist>>>>> = {
  "elastic-security": elasticSecurity,
  splunk,
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
