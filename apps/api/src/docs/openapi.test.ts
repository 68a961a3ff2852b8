import { expect, test } from "vitest";
import { startTestApp, type TestApp } from "../testing/start-test-app.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, object> }>;
}

interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, object>>;
}

const documentOf = async (app: TestApp) => (await app.get("/api/v1/openapi.json", { token: null })).body as Document;

const operationsOf = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

/** Every reference in the document, wherever it stands. */
const refsIn = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = "$ref" in value && typeof value.$ref === "string" ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
};

test("the contract is OpenAPI 3.1, and anybody may read it", async () => {
  await using app = await startTestApp();
  expect(await documentOf(app)).toMatchObject({ openapi: "3.1.0", info: { title: "Tocsin", version: "0.0.0" } });
});

test("it holds every route that is registered, with its policy, and no other", async () => {
  await using app = await startTestApp();
  const operations = operationsOf(await documentOf(app));
  const said = operations.map(({ path, method }) => `${method} ${path}`);
  expect(said.sort()).toEqual(app.contracts.map(({ path, method }) => `${method} ${path}`).sort());
  for (const { path, method, operation } of operations) {
    const contract = app.contracts.find((candidate) => candidate.path === path && candidate.method === method);
    const isOpen = contract?.policy === "public" || contract?.policy === "untilSetUp";
    expect(operation.security.length === 0, path).toBe(isOpen);
  }
});

test("every operation has an id of its own, a summary, its path's parameters, and answers", async () => {
  await using app = await startTestApp();
  const operations = operationsOf(await documentOf(app));
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("getIncidentsByIdExplanations");
  for (const { path, operation } of operations) {
    expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(operation.summary).not.toBe("");
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
    expect(inPath.map(({ name }) => name).sort()).toEqual(named.sort());
    expect(Object.keys(operation.responses).some((status) => /^[23]/.test(status))).toBe(true);
    for (const [status, { description, content = {} }] of Object.entries(operation.responses)) {
      expect(description).not.toBe("");
      if (Number(status) >= 400 && status !== "503") expect(Object.keys(content)).toEqual(["application/problem+json"]);
    }
  }
});

test("every reference in it leads somewhere, and every part of it is referred to", async () => {
  await using app = await startTestApp();
  const document = await documentOf(app);
  const refs = new Set(refsIn(document));
  const parts = Object.keys(document.components["schemas"] ?? {}).map((name) => `#/components/schemas/${name}`);
  expect(refs.size).toBeGreaterThan(10);
  expect([...refs].filter((ref) => !parts.includes(ref))).toEqual([]);
  for (const name of ["NotificationRule", "Incident", "Delivery", "Problem", "Organization"]) {
    expect(parts).toContain(`#/components/schemas/${name}`);
  }
});

test("bodies, filters and the types that ingestion reads are described", async () => {
  await using app = await startTestApp();
  const { paths } = await documentOf(app);
  expect(Object.keys(paths["/api/v1/ingest"]?.["post"]?.requestBody?.content ?? {})).toEqual([
    "application/json",
    "application/x-ndjson",
  ]);
  const filters = paths["/api/v1/deliveries"]?.["get"]?.parameters ?? [];
  expect(filters.map(({ name }) => name).sort()).toEqual([
    "address",
    "cursor",
    "foldedInto",
    "from",
    "incident",
    "limit",
    "rule",
    "state",
    "text",
    "to",
  ]);
  for (const { path, method, operation } of operationsOf(await documentOf(app))) {
    const contract = app.contracts.find((candidate) => candidate.path === path && candidate.method === method);
    expect(operation.requestBody !== undefined, path).toBe(contract?.body !== undefined);
  }
});

test("the page to browse it brings its own scripts and styles", async () => {
  await using app = await startTestApp();
  for (const path of ["/api/docs", "/api/docs/"]) {
    const page = await app.get(path, { token: null });
    expect(page.status).toBe(200);
    for (const [, file] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(file).toMatch(/^\/api\/docs\//);
      expect((await app.get(file ?? "", { checked: false })).status, file).toBe(200);
    }
  }
});
