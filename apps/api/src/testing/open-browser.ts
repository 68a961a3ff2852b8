import type { Answer } from "./answer.ts";
import type { Call, TestApp } from "./start-test-app.ts";

/** A browser with one of our pages open: it keeps cookies, and says of its requests what a browser says. */
export interface Browser {
  readonly cookies: ReadonlyMap<string, string>;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  remove(path: string): Promise<Answer>;
  signIn(email: string, password: string): Promise<Answer>;
}

/** `headers` come on top of, and in place of, those of a page of ours. */
export const openBrowser = (app: TestApp, headers: Readonly<Record<string, string>> = {}): Browser => {
  const cookies = new Map<string, string>();
  const call: Browser["call"] = async (method, path, more = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const page = { "Sec-Fetch-Site": "same-origin", Origin: app.url, ...headers, ...more.headers };
    const sent = { ...page, ...(cookie === "" ? {} : { Cookie: cookie }) };
    const answer = await app.call(method, path, { token: null, ...more, headers: sent });
    for (const set of answer.headers.getSetCookie()) keep(cookies, set);
    return answer;
  };
  return {
    cookies,
    call,
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, { body }),
    put: (path, body) => call("PUT", path, { body }),
    remove: (path) => call("DELETE", path),
    signIn: (email, password) => call("POST", "/api/v1/sign-in", { body: { email, password } }),
  };
};

const keep = (cookies: Map<string, string>, set: string): void => {
  const [pair = "", ...attributes] = set.split("; ");
  const [name = "", value = ""] = pair.split("=");
  if (attributes.includes("Max-Age=0")) cookies.delete(name);
  else cookies.set(name, value);
};
