import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { follow } from "./follow.ts";

export const tail: Command = {
  name: "tail",
  summary: "Send what is written to a log, such as Suricata's eve.json, to a source; a JSON object a line.",
  operands: [{ name: "file" }],
  options: {
    url: { value: "address", about: "where Tocsin is; http://127.0.0.1:3000 if absent" },
    state: { value: "file", about: "where to keep how far it has got; <file>.tocsin if absent" },
    only: { value: "text", about: 'send only lines with this text, such as \'"event_type":"alert"\'' },
    "from-end": { about: "on the first start, begin at the end of the file" },
    once: { about: "stop at the end of the file instead of waiting for more" },
  },
  about: [
    "The source's key is taken from TOCSIN_SOURCE_KEY, or from the file that TOCSIN_SOURCE_KEY_FILE names. Nothing else of " +
      "the environment is needed, and no installation on this machine.",
    "How far it has got is written after lines have been stored at the other side, so that a start after a crash loses " +
      "nothing; lines that come twice then change nothing and mail nobody. A file that is rotated, by renaming or by " +
      "copying and cutting short, is read to its end first. While Tocsin is away it waits, and sends later.",
  ],
  failsWhen: "the key is none, or the address is not Tocsin's",
  run: (call) => run(call),
};

const run = async ({ operands: [file = ""], options, env }: Call): Promise<Answer> => {
  const path = resolve(file);
  const url = String(options["url"] ?? "http://127.0.0.1:3000").replace(/\/+$/, "");
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
    throw new CommandFault(2, `--url ${url} is not an address that begins with http:// or https://`);
  }
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const followed = await follow({
    path,
    statePath: resolve(String(options["state"] ?? `${path}.tocsin`)),
    door: { url, key: keyOf(env) },
    only: typeof options["only"] === "string" ? options["only"] : null,
    fromEnd: options["from-end"] === true,
    once: options["once"] === true,
    wait: (ms) => pause(ms, stopping.signal),
    random: Math.random,
    signal: stopping.signal,
    say: (words) => console.error(`tocsin tail: ${words}`),
  });
  const { lines, aside } = followed;
  return { exitCode: 0, lines: [`Sent ${lines} lines${aside > 0 ? `, put ${aside} aside` : ""}.`], json: followed };
};

const keyOf = (env: NodeJS.ProcessEnv): string => {
  const file = env["TOCSIN_SOURCE_KEY_FILE"] ?? "";
  const key = (env["TOCSIN_SOURCE_KEY"] ?? (file === "" ? "" : readFileSync(file, "utf8"))).trim();
  if (key !== "") return key;
  throw new CommandFault(
    2,
    "Which source? Set TOCSIN_SOURCE_KEY to its key, or TOCSIN_SOURCE_KEY_FILE to a file with it",
  );
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolved) => {
    if (signal.aborted) return resolved();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolved();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
