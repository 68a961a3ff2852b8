import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";

test("an empty environment is enough, and stays on this machine", () => {
  expect(parseConfig({})).toMatchObject({ ok: true, value: { HOST: "127.0.0.1", PORT: 3000 } });
});

test("every fault of the environment is named, and no secret shown", () => {
  const config = parseConfig({
    REDIS_URL: "http://:secret-of-redis@x",
    PORT: "many",
    TOCSIN_PUBLIC_URL: "ftp://x",
    TOCSIN_SECRET_KEY: "short-secret",
  });
  const problem = config.ok ? "" : config.problem;
  for (const name of ["REDIS_URL", "PORT", "TOCSIN_PUBLIC_URL", "TOCSIN_SECRET_KEY"]) expect(problem).toContain(name);
  expect(problem).not.toContain("short-secret");
  expect(problem).not.toContain("secret-of-redis");
});
