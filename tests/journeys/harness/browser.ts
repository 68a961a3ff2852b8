import type { Answer } from "./client.ts";

/** A browser with a page of the product open: it keeps cookies, and says of its requests what a browser says. */
export interface Browser {
  readonly cookies: ReadonlyMap<string, string>;
  call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
}

export const openBrowser = (url: string): Browser => {
  const cookies = new Map<string, string>();
  return {
    cookies,
    call: async <Body>(method: string, path: string, body?: unknown) => {
      const headers = new Headers({ Origin: url, "Sec-Fetch-Site": "same-origin" });
      if (cookies.size > 0) headers.set("Cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
      if (body !== undefined) headers.set("Content-Type", "application/json");
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${url}${path}`, { method, headers, ...sent });
      for (const set of response.headers.getSetCookie()) keep(cookies, set);
      const text = await response.text();
      const isJson = (response.headers.get("content-type") ?? "").includes("json");
      return {
        status: response.status,
        body: (isJson ? JSON.parse(text) : { text }) as Body,
        headers: response.headers,
      };
    },
  };
};

const keep = (cookies: Map<string, string>, set: string): void => {
  const [name = "", value = ""] = (set.split(";")[0] ?? "").split("=");
  if (/max-age=0/i.test(set)) cookies.delete(name);
  else cookies.set(name, value);
};
