import { environment } from "../../packages/core/src/settings/environment.ts";
import type { Compose, Service } from "./compose.ts";
import type { Stage } from "./dockerfile.ts";
import { Fault } from "./fault.ts";

/** Variables that an image sets for others than our programs. */
const ofOthers = new Set(["NODE_ENV", "PATH", "CI"]);

const isVariable = (name: string): boolean => Object.hasOwn(environment, name);

const serviceKeys = new Set([
  ...["image", "build", "init", "restart", "read_only", "tmpfs", "cap_drop", "security_opt", "stop_grace_period"],
  ...["volumes", "networks", "secrets", "logging", "environment", "ports", "depends_on", "healthcheck", "deploy"],
  ...["command", "profiles", "user"],
]);

/** A tag that says a version; `latest`, or none, is another image tomorrow. */
const isPinned = (image: string): boolean => /^[\w./-]+:[\w.-]*\d[\w.-]*$/.test(image);

/** Faults that can be read from the files alone. */
export const lint = (stages: readonly Stage[], compose: Compose): void => {
  for (const { base, place, instructions } of stages) {
    if (!isPinned(base)) throw new Fault(place, `the image ${base} is not pinned by a tag`);
    for (const { keyword, properties } of instructions) {
      for (const [name, , at] of keyword === "ENV" ? properties : []) {
        if (!isVariable(name) && !ofOthers.has(name)) throw new Fault(at, `no program reads a variable ${name}`);
      }
    }
  }
  for (const [name, place] of compose.asked) {
    if (!isVariable(name)) throw new Fault(place, `no program reads a variable ${name}`);
  }
  for (const service of compose.services) lintService(service, compose);
};

const lintService = (service: Service, compose: Compose): void => {
  const { name, raw, environment: variables, healthcheck } = service;
  const refuse = (key: string, what: string): never => {
    throw new Fault(service.placeOf(key), `the service ${name} ${what}`);
  };
  for (const key of Object.keys(raw))
    if (!serviceKeys.has(key)) refuse(key, `has ‘${key}’, which compose does not know`);
  for (const variable of Object.keys(variables)) {
    if (!isVariable(variable)) throw new Fault(service.placeOf(variable), `no program reads a variable ${variable}`);
  }
  if (raw["build"] === undefined && !isPinned(service.image))
    refuse("image", `runs ${service.image}, which is not pinned by a tag`);
  if (healthcheck === null && raw["build"] === undefined) refuse("healthcheck", "has no health check");
  if (raw["read_only"] !== true) refuse("read_only", "must have a read-only root");
  if (String(raw["cap_drop"]) !== "ALL") refuse("cap_drop", "must drop all capabilities");
  if (!String(raw["security_opt"]).includes("no-new-privileges:true"))
    refuse("security_opt", "must not gain privileges");
  if (raw["restart"] !== "unless-stopped") refuse("restart", "must come back after a crash");
  if (!JSON.stringify(raw["deploy"] ?? "").includes("memory")) refuse("deploy", "has no limit of memory");
  for (const port of (raw["ports"] ?? []) as readonly string[]) {
    if (!port.startsWith("127.0.0.1:")) refuse("ports", `publishes ${port} to everybody: begin it with 127.0.0.1`);
  }
  if (name === "redis" && service.published.length > 0) refuse("ports", "must not be published");
  for (const secret of service.secrets) {
    if (!Object.hasOwn(compose.secrets, secret)) refuse("secrets", `uses a secret ‘${secret}’ that is not declared`);
  }
  for (const other of service.dependsOn) {
    if (!compose.services.some((one) => one.name === other))
      refuse("depends_on", `depends on ‘${other}’, which is none`);
  }
  for (const volume of (raw["volumes"] ?? []) as readonly string[]) {
    const [source = ""] = volume.split(":");
    if (!compose.volumes.includes(source)) refuse("volumes", `uses a volume ‘${source}’ that is not declared`);
  }
  for (const network of (raw["networks"] ?? []) as readonly string[]) {
    if (!compose.networks.includes(network)) refuse("networks", `is in a network ‘${network}’ that is not declared`);
  }
};
