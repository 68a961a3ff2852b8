import { createServer } from "node:http";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";

export interface HealthServer {
  /** Where it listens; null where it cannot. */
  readonly address: Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Serves `/healthz` and `/metrics` of the worker, which serves nothing else. A port that is taken is said in the log
 * and stops no mail.
 */
export const startHealthServer = (
  { registry }: Pick<Metrics, "registry">,
  { host, port }: { readonly host: string; readonly port: number },
  log: Logger,
): HealthServer => {
  const server = createServer(async (request, response) => {
    const path = request.url?.split("?")[0];
    if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405, { Allow }).end();
    if (path === "/healthz") return void response.writeHead(200, json).end('{"status":"ok"}');
    if (path !== "/metrics") return void response.writeHead(404).end();
    const text = await registry.metrics();
    response.writeHead(200, { "Content-Type": registry.contentType, "Cache-Control": "no-store" }).end(text);
  });
  const address = new Promise<string | null>((resolve) => {
    server.once("error", (error) => {
      log.error({ err: error, port }, "Metrics are not exported");
      resolve(null);
    });
    server.listen(port, host, () => {
      const at = server.address();
      const taken = typeof at === "object" && at !== null ? at.port : port;
      const url = `http://${host.includes(":") ? `[${host}]` : host}:${taken}`;
      log.info({ address: url }, "Metrics are exported");
      resolve(url);
    });
  });
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const Allow = "GET, HEAD";
const json = { "Content-Type": "application/json", "Cache-Control": "no-store" };
