import type { Server } from "node:http";

/**
 * Takes no new connection, answers what was asked, and resolves once the last connection is gone. Every answer from here
 * on ends its connection: a client that asks again at once would keep it, and with it the program.
 */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.prependListener("request", (_request, response) => response.setHeader("Connection", "close"));
    server.close(() => resolve());
    server.closeIdleConnections();
  });
