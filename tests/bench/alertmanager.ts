import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../journeys/harness/free-port.ts";
import { testAuthorityPath } from "../smtp-sink/certificates.ts";
import { sensorOf } from "./bodies.ts";
import { startChild } from "./child.ts";
import { firstAccepted } from "./cold-start.ts";
import type { Contender } from "./contender.ts";
import type { Options } from "./options.ts";

const binary = "prometheus-alertmanager";

/** What the installed Alertmanager calls itself, or null where there is none. */
export const alertmanagerVersion = (): string | null => {
  try {
    const said = execFileSync(binary, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return /version (\S+)/.exec(said)?.[1] ?? "of some version";
  } catch {
    return null;
  }
};

/** Alertmanager with one route and one receiver for each sensor; every alert is a group of its own, told at once. */
export const startAlertmanager = async (options: Options, sinkPort: number): Promise<Contender> => {
  const folder = await mkdtemp(join(tmpdir(), "alertmanager-bench-"));
  const config = join(folder, "alertmanager.yml");
  await writeFile(config, configOf(options, sinkPort));
  const address = `127.0.0.1:${await freePort()}`;
  const target = { url: `http://${address}/api/v2/alerts`, headers: {}, shape: "alertmanager" as const };
  const start = () =>
    startChild(binary, [
      `--config.file=${config}`,
      `--storage.path=${folder}`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
      "--log.level=error",
    ]);
  const coldStart = async () => {
    const startedAt = performance.now();
    const [fresh, ms] = await Promise.all([start(), firstAccepted(target, startedAt)]);
    return { fresh, ms };
  };
  let { fresh: child } = await coldStart();
  return {
    name: "Alertmanager",
    pids: new Map([["alertmanager", child.pid]]),
    target,
    coldStart: async () => {
      await child.stop();
      const again = await coldStart();
      child = again.fresh;
      return again.ms;
    },
    visitQueue: async () => null,
    [Symbol.asyncDispose]: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const configOf = ({ rules, tls }: Options, sinkPort: number): string => {
  const sensors = Array.from({ length: rules }, (_, rule) => sensorOf(rule));
  return JSON.stringify({
    global: {
      smtp_smarthost: `127.0.0.1:${sinkPort}`,
      smtp_from: "alarm@alertmanager.example",
      smtp_hello: "localhost",
      smtp_require_tls: tls,
    },
    route: {
      receiver: "nobody",
      group_by: ["nonce"],
      group_wait: "0s",
      group_interval: "5m",
      repeat_interval: "4h",
      routes: sensors.map((sensor) => ({ receiver: sensor, matchers: [`sensor="${sensor}"`] })),
    },
    receivers: [{ name: "nobody" }, ...sensors.map(receiverOf)],
  });
};

const receiverOf = (sensor: string) => ({
  name: sensor,
  email_configs: [
    {
      to: `${sensor}@contoso.example`,
      send_resolved: false,
      headers: { Subject: "[High] {{ .CommonAnnotations.title }}" },
      tls_config: { ca_file: testAuthorityPath },
      html: '{{ template "email.default.html" . }}',
      text: textTemplate,
    },
  ],
});

const textTemplate = `{{ range .Alerts }}{{ .Annotations.title }}
{{ range .Labels.SortedPairs }}{{ .Name }}: {{ .Value }}
{{ end }}{{ range .Annotations.SortedPairs }}{{ .Name }}: {{ .Value }}
{{ end }}{{ end }}`;
