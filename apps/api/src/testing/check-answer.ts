import { problemSchema } from "@tocsin/core/kernel";
import { expect } from "vitest";
import { answersOf } from "../http/answers.ts";
import type { RouteContract } from "../http/route.ts";
import type { Answer } from "./answer.ts";

/**
 * What every answer owes its caller, whatever the test is about: the headers that keep it safe, a problem that can be
 * read where there is one, and a body that is exactly what the contract says.
 */
export const checkAnswer = (answer: Answer, contract: RouteContract | null, method: string): void => {
  const { status, headers } = answer;
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  // What may be framed by our own pages can do nothing at all.
  expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'|^sandbox; .*frame-ancestors 'self'/);
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("cache-control")).toBe("no-store");
  if (method === "HEAD") return;
  const isProblem = headers.get("content-type")?.startsWith("application/problem+json") ?? false;
  if (isProblem) checkProblem(answer);
  else expect(status, answer.text).toBeLessThan(contract?.answers[status] ? 600 : 400);
  if (contract !== null) checkContract(answer, contract, isProblem);
};

const checkProblem = ({ status, headers, as }: Answer): void => {
  const problem = as(problemSchema);
  expect(problem.type).toMatch(/^urn:tocsin:problem:\w+$/);
  expect(problem).toMatchObject({ status, requestId: headers.get("x-request-id") });
  expect(headers.has("www-authenticate")).toBe(status === 401);
};

const checkContract = ({ status, body, text }: Answer, contract: RouteContract, isProblem: boolean) => {
  const { method, path } = contract;
  // A bug and a database that is away can happen to every route, and no contract lists them.
  const documented = answersOf(contract)[status] ?? (status >= 500 ? { description: "" } : undefined);
  expect(documented, `${method} ${path} answered ${status}, which its contract does not know: ${text}`).toBeDefined();
  const schema = documented?.schema;
  if (schema === undefined) return isProblem ? undefined : expect(body).toBeUndefined();
  const said = documented?.type?.startsWith("text/") ? text : body;
  expect(schema.parse(said)).toEqual(said);
};
