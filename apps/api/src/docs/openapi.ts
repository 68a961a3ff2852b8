import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { problemSchema } from "@tocsin/core/kernel";
import { z } from "zod";
import { answersOf } from "../http/answers.ts";
import type { Policy, RouteContract } from "../http/route.ts";

/** The contract of every route, as OpenAPI 3.1, made from the very schemas that parse requests. */
export const openApiDocument = (routes: readonly RouteContract[], version: string) => {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "accessToken", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "sourceKey", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "sourceKeyAsPassword", { type: "http", scheme: "basic" });
  for (const contract of routes) registry.registerPath(pathOf(contract));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Tocsin", version, license: { name: "Apache-2.0" } },
  });
};

const pathOf = (contract: RouteContract) => {
  const { method, path, tag, summary, policy, params, query, body, bodyTypes = [] } = contract;
  return {
    method,
    path,
    operationId: operationIdOf(contract),
    tags: [tag],
    summary,
    security: securityOf(policy),
    request: {
      ...(params instanceof z.ZodObject ? { params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(body ? { body: { required: true, content: contentOf(["application/json", ...bodyTypes], body) } } : {}),
    },
    responses: Object.fromEntries(
      Object.entries(answersOf(contract)).map(([status, { description, schema, type }]) => [
        status,
        schema !== undefined
          ? { description, content: contentOf([type ?? "application/json"], schema) }
          : Number(status) < 400
            ? { description }
            : { description, content: contentOf(["application/problem+json"], problemSchema) },
      ]),
    ),
  };
};

/** Says method and path, so that it is unique and stays what it is while both do: `getIncidentsByIdExplanations`. */
const operationIdOf = ({ method, path }: RouteContract): string =>
  path
    .replace(/^\/api\/v1/, "")
    .replace(/\{(\w)(\w*)\}/g, (_whole, first: string, rest: string) => `by-${first.toUpperCase()}${rest}`)
    .replace(/[/-]+(\w)/g, (_whole, first: string) => first.toUpperCase())
    .replace(/^/, method);

const contentOf = (types: readonly string[], schema: z.ZodType) =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

const securityOf = (policy: Policy): Record<string, string[]>[] => {
  if (policy === "public" || policy === "untilSetUp") return [];
  return policy === "sourceKey" ? [{ sourceKey: [] }, { sourceKeyAsPassword: [] }] : [{ accessToken: [] }];
};
