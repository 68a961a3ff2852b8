import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const folderOf = (name: string) => join(root, "integrations", name);
const read = (path: string) => readFile(join(root, "integrations", path), "utf8");
const page = (kind: string) => readFile(join(root, `docs/sources/${kind}.md`), "utf8");

const lacksPython = (): boolean => {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return false;
  } catch {
    console.log("Skipped: python3 is not installed, which the integration of Wazuh is written in");
    return true;
  }
};

/** An api that answers as it is told, and keeps what it took. */
const startApi = async () => {
  const taken: string[] = [];
  let status = 202;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (status === 202) taken.push(...Buffer.concat(chunks).toString().trim().split("\n"));
    response.writeHead(status).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api/v1/ingest`,
    taken,
    answer: (next: number) => {
      status = next;
    },
  };
};

describe.skipIf(lacksPython())("Wazuh's integration, called as integratord calls it", () => {
  const run = promisify(execFile);

  const scene = async () => {
    const folder = await mkdtemp(join(tmpdir(), "tocsin-wazuh-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const spool = join(folder, "spool");
    const call = async (alert: unknown, url: string): Promise<string | null> => {
      const file = join(folder, "custom-tocsin-1.alert");
      if (alert !== null) await writeFile(file, JSON.stringify(alert, null, 1));
      const words = [
        join(folderOf("wazuh"), "custom-tocsin"),
        alert === null ? "--flush" : file,
        "tsk_key",
        url,
        "debug",
      ];
      const env = { PATH: process.env["PATH"], TOCSIN_SPOOL: spool, TOCSIN_WAITS: "0,0" };
      return run("python3", words, { env }).then(
        () => null,
        (error: { stderr: string }) => error.stderr,
      );
    };
    const waiting = async (): Promise<readonly string[]> => {
      const [place = ""] = await readdir(spool);
      return (await readdir(join(spool, place))).filter((name) => /\.(json|refused)$/.test(name));
    };
    return { call, waiting };
  };

  test("an alert is handed over as one line, and nothing of it waits", async () => {
    const api = await startApi();
    const { call, waiting } = await scene();
    expect(await call({ id: "1", rule: { description: "two\nlines" } }, api.url)).toBeNull();
    expect(api.taken.map((line) => JSON.parse(line))).toEqual([{ id: "1", rule: { description: "two\nlines" } }]);
    expect(await waiting()).toEqual([]);
  });

  test("while Tocsin is away alerts wait on disk, are said to, and go with the next one, oldest first", async () => {
    const api = await startApi();
    const { call, waiting } = await scene();
    api.answer(503);
    expect(await call({ id: "1" }, api.url)).toMatch(/it answered 503. 1 alerts wait in .* and are sent later/);
    api.answer(429);
    expect(await call({ id: "2" }, api.url)).toContain("2 alerts wait");
    api.answer(401);
    expect(await call({ id: "3" }, api.url)).toContain("the key is none of a source (401)");
    api.answer(202);
    expect(await call({ id: "4" }, api.url)).toBeNull();
    expect(api.taken.map((line) => JSON.parse(line).id)).toEqual(["1", "2", "3", "4"]);
    expect(await waiting()).toEqual([]);
  });

  test("a host that does not answer loses nothing, and --flush sends what waits", async () => {
    const api = await startApi();
    const { call } = await scene();
    api.answer(500);
    await call({ id: "1" }, api.url);
    api.answer(202);
    expect(await call(null, api.url)).toBeNull();
    expect(api.taken).toHaveLength(1);
    expect(await call({ id: "2" }, "http://127.0.0.1:1/api/v1/ingest")).toContain("it cannot be reached");
  });

  test("an alert that is too large does not hold up the others, and is kept", async () => {
    const api = await startApi();
    const { call, waiting } = await scene();
    api.answer(413);
    expect(await call({ id: "1" }, api.url)).toBeNull();
    expect(await waiting()).toEqual([expect.stringMatching(/\.json\.refused$/)]);
    api.answer(202);
    expect(await call({ id: "2" }, api.url)).toBeNull();
    expect(api.taken).toHaveLength(1);
  });
});

type Json = Record<string, unknown>;

/** Every text in a document, with the keys that lead to it. */
const texts = (value: unknown, path = ""): readonly (readonly [string, string])[] => {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, path === "" ? key : `${path}.${key}`));
};

describe("the Logic App of Sentinel", () => {
  const template = async () => JSON.parse(await read("sentinel/azuredeploy.json")) as Json;

  test("names what it does not know as parameters, and uses each of them; the key is a secure one", async () => {
    const { parameters, ...rest } = (await template()) as Json & { parameters: Record<string, Json> };
    const used = new Set(
      texts(rest).flatMap(([, text]) => [...text.matchAll(/parameters\('(\w+)'\)/g)].map(([, name]) => name)),
    );
    expect([...Object.keys(parameters)].every((name) => used.has(name))).toBe(true);
    expect(parameters["sourceKey"]?.["type"]).toBe("securestring");
    for (const { metadata } of Object.values(parameters)) expect(metadata).toEqual({ description: expect.any(String) });
  });

  test("hands the whole trigger on to ingestion, hides the key from the run history, and tries for hours", async () => {
    const { resources } = (await template()) as Json & { resources: Json[] };
    const workflow = resources.find(({ type }) => type === "Microsoft.Logic/workflows") as Json & {
      properties: {
        definition: { actions: { Tell_Tocsin: Json & { inputs: Json } }; parameters: Json };
        parameters: Json;
      };
    };
    const { definition, parameters } = workflow.properties;
    const action = definition.actions.Tell_Tocsin;
    expect(action.inputs).toMatchObject({
      method: "POST",
      uri: "@{parameters('tocsinUrl')}/api/v1/ingest",
      body: "@triggerBody()",
      headers: { Authorization: "Bearer @{parameters('sourceKey')}", "Content-Type": "application/json" },
    });
    expect(action["runtimeConfiguration"]).toEqual({ secureData: { properties: ["inputs"] } });
    expect(Object.keys(parameters).sort()).toEqual(Object.keys(definition.parameters).sort());
  });

  test("every expression of the template is whole", async () => {
    for (const [, text] of texts(await template())) {
      if (!text.startsWith("[")) continue;
      expect(text.endsWith("]")).toBe(true);
      expect(text.split("(").length).toBe(text.split(")").length);
    }
  });
});

describe("the stack of AWS", () => {
  test("refers to nothing that it does not have, and keeps keys out of sight", async () => {
    const stack = JSON.parse(await read("aws/tocsin.json")) as Json & {
      Parameters: Record<string, Json>;
      Conditions: Json;
      Resources: Record<string, Json>;
    };
    const known = new Set([...Object.keys(stack.Parameters), ...Object.keys(stack.Resources)]);
    const referred = texts(stack).flatMap(([path, text]) => {
      if (path.endsWith("Ref") || path.endsWith("Fn::GetAtt.0")) return [text];
      return path.endsWith("Fn::Sub") ? [...text.matchAll(/\$\{(\w+(?:::\w+)?)\}/g)].map(([, name]) => name ?? "") : [];
    });
    expect(referred.filter((name) => !known.has(name) && !name.startsWith("AWS::"))).toEqual([]);
    for (const [name, parameter] of Object.entries(stack.Parameters)) {
      if (name.endsWith("Key")) expect(parameter["NoEcho"]).toBe(true);
    }
    const conditions = Object.values(stack.Resources).flatMap(({ Condition }) => Condition ?? []);
    expect(conditions.every((name) => Object.hasOwn(stack.Conditions, String(name)))).toBe(true);
  });

  test("sends the findings that the pages tell of, retries for a day, and keeps what could not be sent", async () => {
    const { Resources } = JSON.parse(await read("aws/tocsin.json")) as {
      Resources: Record<string, { Properties: Json }>;
    };
    expect(Resources["GuardDutyRule"]?.Properties["EventPattern"]).toEqual({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
    });
    for (const name of ["GuardDutyRule", "SecurityHubRule"]) {
      const [target] = (Resources[name]?.Properties["Targets"] ?? []) as Json[];
      expect(target).toMatchObject({ RetryPolicy: { MaximumEventAgeInSeconds: 86_400 }, DeadLetterConfig: {} });
    }
  });
});

test("what can be pasted from the pages is what the files say", async () => {
  expect(await page("splunk")).toContain(await read("splunk/tocsin/bin/tocsin.py"));
  expect(await page("splunk")).toContain(await read("splunk/tocsin/default/alert_actions.conf"));
  const elastic = await page("elastic-security");
  expect(elastic).toContain(await read("elastic-security/webhook-body.mustache"));
  expect(elastic).toContain(await read("elastic-security/webhook-body-older.mustache"));
});
