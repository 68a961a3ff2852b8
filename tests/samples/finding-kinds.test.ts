import { describe, expect, test } from "vitest";
import { sourceKindOf } from "../../packages/core/src/incidents/index.ts";
import { takePayloads } from "../../packages/core/src/testing/index.ts";
import { shuffled } from "../journeys/harness/shuffled.ts";
import { gistOf, readAs } from "./gist.ts";
import { sampleFilesOf } from "./sample-files.ts";

type Gist = ReturnType<typeof gistOf>;

const oneAlert = (state: string, title: string) => ({
  title,
  state: `${state}, active`,
  alerts: [`${state}, active: ${title}`],
});

/** What each file must become, written from the files themselves; a text is the reason for which it is ignored. */
const suricata: Readonly<Record<string, Partial<Gist> | string>> = {
  "01-alert-ssh-scan-no-app-proto.json": {
    externalId: "1/2001219/192.168.0.2",
    ...oneAlert("medium", "ET SCAN Potential SSH Scan"),
    updatedAt: "2015-03-29T17:01:38.221Z",
    evidence: ["device 192.168.0.2", "ip 222.186.56.46", "ip 192.168.0.2"],
  },
  "02-alert-cve-http.json": {
    externalId: "1/2024196/172.16.27.74",
    ...oneAlert("high", "ET WEB_CLIENT HTA File containing Wscript.Shell Call - Potential CVE-2017-0199"),
    updatedAt: "2017-03-25T00:26:54.965Z",
    evidence: ["device 172.16.27.74", "ip 178.62.196.187", "ip 172.16.27.74", "url http://q.xfil.pw/beacon.hta"],
  },
  "03-alert-protocol-decode-with-vars.json": {
    externalId: "1/2221001/192.168.0.54",
    ...oneAlert("low", "SURICATA HTTP gzip decompression failed"),
    updatedAt: "2015-03-09T09:21:01.184Z",
    evidence: [
      "device 192.168.0.54",
      "ip 192.168.0.54",
      "ip 37.59.31.55",
      "url http://wall4all.me/thumbs/cartoon-comics/krusty-the-clown-the-simpsons-1021745-480x320.gif",
    ],
  },
  "04-alert-plesk-0day.json": {
    externalId: "1/2016983/192.168.0.2",
    ...oneAlert("high", "ET WEB_SERVER Access to /phppath/php Possible Plesk 0-day Exploit June 05 2013"),
    updatedAt: "2015-03-17T08:23:48.373Z",
  },
  "05-alert-reputation-list.json": {
    externalId: "1/2403365/192.168.0.2",
    ...oneAlert("medium", "ET CINS Active Threat Intelligence Poor Reputation IP group 66"),
    updatedAt: "2015-03-20T18:48:25.961Z",
    evidence: ["device 192.168.0.2", "ip 71.6.165.200", "ip 192.168.0.2"],
  },
  "06-alert-cmd-shell.json": {
    externalId: "1/2012690/10.47.8.152",
    ...oneAlert("high", "ET ATTACK_RESPONSE Windows 7 CMD Shell from Local System"),
    updatedAt: "2018-03-23T21:37:24.270Z",
    evidence: ["device 10.47.8.152", "device 10.128.0.241", "ip 10.47.8.152", "ip 10.128.0.241"],
  },
};

const whole = (payload: string) => expect.stringMatching(payload) as string;
const hash = whole("^[0-9a-f]{64}$");

const ocsf: Readonly<Record<string, Partial<Gist> | string>> = {
  "01-detection-finding-aws.json": {
    externalId: hash,
    ...oneAlert("low", "Check if IAM Access Analyzer is enabled"),
    updatedAt: "2025-02-14T13:27:03.000Z",
    evidence: [],
  },
  "02-detection-finding-azure.json": {
    externalId: hash,
    ...oneAlert("low", "Ensure Application Insights are Configured."),
    updatedAt: "2025-02-14T13:27:30.000Z",
    evidence: ["cloudResource AppInsights in appinsights"],
  },
  "03-detection-finding-gcp-fail.json": {
    externalId: hash,
    ...oneAlert("critical", "Ensure That RDP Access Is Restricted From the Internet"),
    updatedAt: "2025-02-14T13:27:20.000Z",
    evidence: [],
  },
  "04-detection-finding-kubernetes.json": {
    externalId: hash,
    ...oneAlert("medium", "Ensure that the admission control plugin AlwaysPullImages is set"),
    updatedAt: "2025-02-14T13:27:38.000Z",
    evidence: [],
  },
  "05-detection-finding-gcp-pass.json": "The check has passed: nothing was found",
  "06-data-security-finding-dlp.json": {
    externalId: "12",
    ...oneAlert("high", "Data Security Finding"),
    updatedAt: "2025-08-02T16:09:29.000Z",
    evidence: ["device Host", "user TempUser", "file create_edit.md"],
  },
  "07-data-security-finding-email-dlp.json": {
    externalId: "7353686383933915137",
    ...oneAlert("informational", "test sensitive 1"),
    updatedAt: "2025-08-02T16:09:29.000Z",
    evidence: ["user sender_name@example.com"],
  },
};

const sampleHash = "b3c4ae251f8094fa15b510051835c657eaef2a6cea46075d3aec964b14a99f68";

const resolved = (severity: string, title: string) => ({
  title,
  state: `${severity}, resolved`,
  alerts: [`${severity}, resolved: ${title}`],
});

const misp: Readonly<Record<string, Partial<Gist> | string>> = {
  "01-event-ransomware.json": {
    externalId: "57c4445b-c548-4654-af0b-4be3950d210f",
    ...resolved("low", "Ransomware - Xorist"),
    updatedAt: "2016-08-30T07:10:11.000Z",
    evidence: [
      "file 3Z4wnG9603it23y.exe",
      "file 0749bae92ca336a02c83d126e04ec628",
      "file 77b0c41b7d340b8a3d903f21347bbf06aa766b5b",
      `file ${sampleHash}`,
      "other Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Run",
    ],
  },
  "02-event-japanese-text.json": {
    externalId: "5c7cdc3b-2f40-4dca-8200-276c0a00020f",
    title: "Japanese Lorem Ipsum 条イ音態ぞゃご法説イシ技",
    state: "medium, inProgress",
    updatedAt: "2019-03-04T08:06:10.000Z",
    evidence: [],
  },
  "03-event-with-sightings.json": {
    externalId: "5b646415-7b48-40d5-86b4-c0070acd0835",
    ...resolved("low", "Ursnif, MALWAREMESSIAGH"),
    updatedAt: "2018-08-03T14:21:29.000Z",
    evidence: [
      "other ooiasjdnqjwbeasdasd.com",
      "other eqowiesajenqweasd.com",
      "other dquohwdihaewqdcas.com",
      "other diqjwhebseqhbasdh.com",
      "url http://sistemait.it/softaculous/backup/client.rar",
    ],
  },
  "04-event-120-kb.json": {
    externalId: "57153590-f73c-49fa-be4b-4737950d210f",
    ...resolved("medium", "OSINT - ASERT Threat Intelligence Report 2016-03 The Four-Element Sword Engagement"),
    updatedAt: "2016-07-08T09:44:58.000Z",
  },
};

const expected = { suricata, ocsf, misp };

/** The gist of an incident, or the reason for which the payload is ignored. */
const outcomeOf = (kind: string, payload: unknown): Gist | string => {
  const context = { sourceId: "source-1", tenantId: "", settings: {}, digest: (text: string) => text };
  const result = sourceKindOf(kind)?.normalise(payload, context);
  if (result?.ok && result.value.kind === "ignored") return result.value.reason;
  return gistOf(readAs(kind, payload));
};

const authority = "source:source-1";

describe.each(Object.entries(expected))("samples of %s", (kind, files) => {
  const samples = sampleFilesOf(kind);

  test.skipIf(samples.length === 0 && !process.env["CI"])("are there, and none is unknown", () => {
    expect(samples.map(({ name }) => name)).toEqual(Object.keys(files));
  });

  test.each(samples.map(({ name, payload }) => [name, payload] as const))("%s is read right", (name, payload) => {
    const file: Partial<Gist> | string | undefined = files[name];
    const outcome = outcomeOf(kind, payload);
    if (typeof file === "string") expect(outcome).toBe(file);
    else expect(outcome).toMatchObject({ authority, ...file });
  });

  test("end in the same incidents in whatever order, and however often, they come", () => {
    const endOf = (payloads: readonly unknown[]) => {
      const incidents = payloads.map((payload) => readAs(kind, payload));
      const groups = Map.groupBy(incidents, (incident) => incident.externalId);
      return new Map([...groups].map(([key, members]) => [key, takePayloads(members)]));
    };
    const payloads = samples.filter(({ name }) => typeof files[name] !== "string").map(({ payload }) => payload);
    const end = endOf(payloads);
    for (let round = 0; round < 20; round += 1) expect(endOf(shuffled([...payloads, ...payloads]))).toEqual(end);
  });
});
