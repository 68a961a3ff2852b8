import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { RequestHandler } from "express";
import helmet from "helmet";

/** HSTS and the upgrade of links to https are left to the proxy that ends TLS: on plain http they would lock people out. */
const setHeaders = helmet({
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    directives: {
      "default-src": ["'self'"],
      "script-src": ["'self'"],
      "style-src": ["'self'", "'unsafe-inline'"],
      "img-src": ["'self'", "data:"],
      "object-src": ["'none'"],
      "base-uri": ["'none'"],
      "frame-ancestors": ["'none'"],
      "upgrade-insecure-requests": null,
    },
  },
});

/** Helmet's headers. They are the same for every answer, so helmet is asked once, and its dozen handlers are not run for each. */
export const securityHeaders = (): RequestHandler => {
  const headers: (readonly [string, string])[] = [];
  const sample = new ServerResponse(new IncomingMessage(new Socket()));
  sample.setHeader = (name, value) => {
    headers.push([name, String(value)]);
    return sample;
  };
  setHeaders(sample.req, sample, () => {});
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
};
