import { once } from "node:events";
import { stopOnce, tellLauncher } from "../index.ts";

/** Runs until it is asked to stop, and says how often it did; started with `twice` it awaits a second signal, with `fails` it fails. */
const stay = setInterval(() => {}, 60_000);
const [how] = process.argv.slice(2);
const second = once(process, "SIGTERM");
let stops = 0;
stopOnce(async () => {
  stops += 1;
  if (how === "twice") await second;
  console.log(`stopped ${stops}`);
  if (how === "fails") throw new Error("no end");
  clearInterval(stay);
});
tellLauncher({ kind: "working" });
