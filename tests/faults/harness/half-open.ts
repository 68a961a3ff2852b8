import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server that can go dead without a word: what is sent stays there, and nobody hangs up. */
export interface HalfOpenWay extends AsyncDisposable {
  readonly port: number;
  readonly dead: boolean;
  /** From now on nothing passes, in either direction, and new callers are taken and left alone. */
  stall(): void;
  /** The same, but only once a mail is under way: amid its content, or after it and before its answer. */
  stallAt(moment: Moment): void;
  /** What comes from now on passes; callers that were left alone stay so. */
  heal(): void;
}

/** Where in a mail a way to a mail server goes dead. */
export type Moment = "amidContent" | "beforeAnswer";

const endOfMail = "\r\n.\r\n";

/** Stands between a program and a server of loopback, as a firewall that forgot its connections does. */
export const openWay = async (to: number): Promise<HalfOpenWay> => {
  const sockets = new Set<Socket>();
  let dead = false;
  let wanted: Moment | null = null;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  /** What of a mail's content still passes; the way may be dead after it. */
  const passed = (bytes: Buffer): Buffer => {
    if (wanted === "amidContent") {
      dead = true;
      return bytes.subarray(0, Math.floor(bytes.length / 2));
    }
    if (wanted === "beforeAnswer" && bytes.toString("latin1").endsWith(endOfMail)) dead = true;
    return bytes;
  };
  const forward = (from: Socket, into: Socket, passing = (bytes: Buffer): Buffer => bytes): void => {
    let lost = false;
    from.on("data", (bytes) => {
      // A connection of which something was lost is of no use any more, also once the way is open again.
      lost ||= dead;
      if (!lost) into.write(passing(bytes));
    });
    from.on("close", () => {
      if (!lost && !dead) into.destroy();
    });
  };
  const server = createServer((caller) => {
    keep(caller);
    if (dead) return;
    const callee = keep(connect(to, "127.0.0.1"));
    let inContent = false;
    forward(caller, callee, (bytes) => (inContent ? passed(bytes) : bytes));
    forward(callee, caller, (bytes) => {
      inContent = /^354.*\r\n$/m.test(bytes.toString("latin1"));
      return bytes;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get dead() {
      return dead;
    },
    stall: () => {
      dead = true;
    },
    stallAt: (moment) => {
      wanted = moment;
    },
    heal: () => {
      wanted = null;
      dead = false;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
