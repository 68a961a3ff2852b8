import type { AttemptParts, Transport } from "@tocsin/core/deliveries";
import { aMail, anIncoming, mapped } from "@tocsin/core/testing";
import { openScene, type Scene } from "@tocsin/db/testing";
import pino from "pino";
import { expect, test } from "vitest";
import { startMicrosoft365Double } from "../../../../tests/microsoft365-double/index.ts";
import { startResendDouble } from "../../../../tests/resend-double/index.ts";
import { startSink } from "../../../../tests/smtp-sink/index.ts";
import { createMetrics } from "../health/metrics.ts";
import { createTransport, type TransportSetting } from "../transports/index.ts";
import { openAttempt } from "./attempt.ts";
import { mayGoAsStored } from "./present-right.ts";

const secret = "canary/hunter2+=";
const spellings = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
const repeated = `denied: ${spellings.join(" ")}`;

const transportOf = (scene: Scene, setting: TransportSetting): Transport =>
  createTransport(setting, {
    batches: scene.batches,
    mayGoAsStored: (id) => mayGoAsStored(scene.tellings, id),
    limits: scene.requestLimits,
    now: scene.clock.now,
  });

/** Far ends that say every secret back, each with what leads to it. */
const farEnds: readonly (readonly [string, () => Promise<{ setting: TransportSetting; stop: () => Promise<void> }>])[] =
  [
    [
      "smtp with a password",
      async () => {
        const auth = { user: "soc", pass: "another", methods: ["PLAIN"] as const };
        const plain = Buffer.from(`\0soc\0${secret}`).toString("base64");
        const sink = await startSink({ auth, behave: { auth: { reply: `535 5.7.8 ${repeated} ${plain}` } } });
        const server = { kind: "smtp", host: "127.0.0.1", port: sink.port, secure: "none" } as const;
        return { setting: { ...server, user: "soc", pass: secret }, stop: sink.stop };
      },
    ],
    [
      "resend",
      async () => {
        const body = { statusCode: 429, name: "daily_quota_exceeded", message: repeated };
        const double = await startResendDouble({ apiKey: secret, manner: { say: { status: 429, body } } });
        return { setting: { kind: "resend", apiKey: secret, baseUrl: double.url }, stop: double.stop };
      },
    ],
    [
      "microsoft 365",
      async () => {
        const body = { error: "invalid_client", error_description: repeated };
        const double = await startMicrosoft365Double({ clientSecret: secret, manner: { status: 401, body } });
        const { tenantId, sender, graphUrl, loginUrl } = double;
        const application = { tenantId, clientId: "client-1", clientSecret: secret };
        return { setting: { kind: "microsoftGraph", ...application, sender, graphUrl, loginUrl }, stop: double.stop };
      },
    ],
  ];

test.each(farEnds)("no secret of %s is written to the log or the database", async (_transport, start) => {
  const { setting, stop } = await start();
  await using scene = await openScene();
  await scene.addRule();
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
  const transport = transportOf(scene, setting);
  const parts: AttemptParts = {
    deliveries: scene.deliveries,
    transport,
    compose: async () => ({ kind: "mail", sealed: { mail: aMail(), remade: null, remember: null }, mail: aMail() }),
    keepAlive: () => () => undefined,
    isStopping: () => false,
    announce: async () => undefined,
    now: scene.clock.now,
    random: () => 1,
  };
  for (const externalId of ["one", "two"]) {
    await scene.record(anIncoming({ externalId, facts: { severity: mapped("high") } }));
  }
  const ids = scene.parts.sqlite.prepare("select id from deliveries").pluck().all() as string[];
  const carrying = { transport, from: aMail().from, problem: null };
  const ways = { partsWith: () => parts, onOutcome: () => {}, carryingFor: async () => carrying };
  const attempt = openAttempt({ use: (work) => work(carrying) }, ways, createMetrics("0.0.0"), log);
  for (const deliveryId of ids) await attempt({ deliveryId });
  log.info({ transport: transport.kind, destination: transport.destination }, "Working");
  await transport.close();
  await stop();

  const rows = scene.parts.sqlite.serialize().toString("latin1");
  expect(lines.filter((line) => line.includes('"outcome":"deferred"'))).toHaveLength(2);
  for (const text of spellings) {
    expect(lines.join("")).not.toContain(text);
    expect(rows.includes(text)).toBe(false);
  }
});
