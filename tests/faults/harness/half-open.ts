import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server that can go dead without a word: what is sent stays there, and nobody hangs up. */
export interface HalfOpenWay extends AsyncDisposable {
  readonly port: number;
  /** From now on nothing passes, in either direction, and new callers are taken and left alone. */
  stall(): void;
  /** What comes from now on passes; callers that were left alone stay so. */
  heal(): void;
}

/** Stands between a program and a server of loopback, as a firewall that forgot its connections does. */
export const openWay = async (to: number): Promise<HalfOpenWay> => {
  const sockets = new Set<Socket>();
  let dead = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const forward = (from: Socket, into: Socket): void => {
    let lost = false;
    from.on("data", (bytes) => {
      // A connection of which something was lost is of no use any more, also once the way is open again.
      lost ||= dead;
      if (!lost) into.write(bytes);
    });
    from.on("close", () => {
      if (!lost && !dead) into.destroy();
    });
  };
  const server = createServer((caller) => {
    keep(caller);
    if (dead) return;
    const callee = keep(connect(to, "127.0.0.1"));
    forward(caller, callee);
    forward(callee, caller);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    stall: () => {
      dead = true;
    },
    heal: () => {
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
