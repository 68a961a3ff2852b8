import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import express, { type Router } from "express";
import { keptFor } from "../http/cache.ts";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tocsin API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#swagger-ui", deepLinking: true });\n`;

/** What stands in no contract because it is the contract. */
export const docsPaths = [
  { method: "get", path: "/api/v1/openapi.json" },
  { method: "get", path: "/api/docs" },
] as const;

/**
 * Serves the contract and a page to browse it, from this program alone: nothing is fetched from elsewhere. The document is
 * made when it is first asked for: that takes a third of a start, and most starts see nobody who asks.
 */
export const registerDocs = (router: Router, document: () => object): void => {
  let text: string | undefined;
  router.get("/api/v1/openapi.json", (_request, response) => {
    text ??= JSON.stringify(document());
    response.type("json").send(text);
  });
  router.get("/api/docs", (_request, response) => void response.type("html").send(page));
  router.get("/api/docs/start.js", (_request, response) => void response.type("text/javascript").send(start));
  const assets = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
  router.use("/api/docs", express.static(assets, { index: false, setHeaders: keptFor("1h") }));
};
