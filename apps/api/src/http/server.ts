import { createServer, type RequestListener, type Server } from "node:http";

/**
 * Longer than the proxies before it keep an unused connection (nginx and most balancers: 60 s): who closes first has to be
 * the one that sends, or a request meets a connection that is just going away. Node's own 5 s does that to every proxy.
 */
const keepAliveMs = 75_000;

export const createHttpServer = (app: RequestListener): Server => createServer({ keepAliveTimeout: keepAliveMs }, app);

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
