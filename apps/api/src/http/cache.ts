import type { RequestHandler, Response } from "express";

/** No answer is kept by anybody, unless it is a file that says otherwise. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};

const maxAgeOf = { "1h": "max-age=3600", "1y, immutable": "max-age=31536000, immutable" } as const;

/** For files that anybody may keep: an hour, or for ever where the name changes with the content. */
export const keptFor =
  (time: keyof typeof maxAgeOf) =>
  (response: Response): void => {
    response.setHeader("Cache-Control", `public, ${maxAgeOf[time]}`);
  };
