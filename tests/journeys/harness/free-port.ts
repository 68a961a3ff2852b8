import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Below those that a system gives to outgoing connections (Linux: from 32768), above those that `fetch` refuses (10080). */
const lowest = 11_000;
const highest = 32_767;
const triesMax = 100;

/**
 * A port of loopback that was free a moment ago, for programs that must come back to the same one. While such a program is
 * dead no outgoing connection can be given its port: one that calls the dead program would reach itself, and keep it out.
 */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(createServer().listen(port, "127.0.0.1"))) return port;
  }
  throw new Error(`No port was free in ${triesMax} tries`);
};

const isFree = async (server: Server): Promise<boolean> => {
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
};
