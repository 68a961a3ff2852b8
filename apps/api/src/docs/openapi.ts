import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { problemSchema } from "@tocsin/core/kernel";
import { z } from "zod";
import type { Policy, RouteContract } from "../http/route.ts";

/** The contract of every route, as OpenAPI 3.1, made from the very schemas that parse requests. */
export const openApiDocument = (routes: readonly RouteContract[], version: string) => {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "accessToken", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "sourceKey", { type: "http", scheme: "bearer" });
  for (const contract of routes) registry.registerPath(pathOf(contract));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Tocsin", version, license: { name: "Apache-2.0" } },
  });
};

const pathOf = ({ method, path, tag, summary, policy, params, query, body, answers }: RouteContract) => ({
  method,
  path,
  tags: [tag],
  summary,
  security: securityOf[policy],
  request: {
    ...(params instanceof z.ZodObject ? { params } : {}),
    ...(query instanceof z.ZodObject ? { query } : {}),
    ...(body ? { body: { required: true, content: { "application/json": { schema: body } } } } : {}),
  },
  responses: Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema }]) => [
      status,
      Number(status) < 400
        ? { description, ...(schema ? { content: { "application/json": { schema } } } : {}) }
        : { description, content: { "application/problem+json": { schema: schema ?? problemSchema } } },
    ]),
  ),
});

const securityOf: Readonly<Record<Policy, Record<string, string[]>[]>> = {
  public: [],
  sourceKey: [{ sourceKey: [] }],
  administrator: [{ accessToken: [] }],
};
