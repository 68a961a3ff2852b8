import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/**
 * Once the client has said this, the server says that, to the byte and in one piece, and perhaps leaves: it ends its side and
 * listens on, ends it and hears no more, or resets the connection.
 */
export type Turn = readonly [heard: string, says: string | Buffer, leaves?: "end" | "deaf" | "reset"];

/** One conversation past its EHLO. */
export interface ScriptedConnection {
  /** What the client said, in the pieces in which it came. */
  readonly pieces: readonly string[];
  say(bytes: string): void;
  end(): void;
  reset(): void;
  /** Resolves when the client has closed its side. */
  readonly left: Promise<void>;
}

/** A server that knows its lines, where a sink knows its manners: for what no sink would say. */
export interface ScriptedServer extends AsyncDisposable {
  readonly port: number;
  readonly connections: readonly ScriptedConnection[];
}

interface ScriptOptions {
  readonly pipelining?: boolean;
  /** One for each connection; the last one serves all that follow. */
  readonly scripts: readonly (readonly Turn[])[];
}

const opening = (pipelining: boolean): readonly Turn[] => [
  ["", "220 script ESMTP\r\n"],
  ["EHLO", pipelining ? "250-script\r\n250 PIPELINING\r\n" : "250 script\r\n"],
];

const play = (socket: Socket, turns: readonly Turn[]): ScriptedConnection => {
  const pieces: string[] = [];
  const left = new Promise<void>((resolve) => {
    socket.once("end", resolve);
    socket.once("close", resolve);
  });
  let unread = "";
  let next = 0;

  const speak = (): void => {
    for (let turn = turns[next]; turn !== undefined && unread.includes(turn[0]); turn = turns[next]) {
      const [heard, says, leaves] = turn;
      unread = unread.slice(unread.indexOf(heard) + heard.length);
      next += 1;
      socket.write(says);
      if (leaves === "deaf") socket.pause();
      if (leaves === "end" || leaves === "deaf") socket.end();
      if (leaves === "reset") socket.resetAndDestroy();
    }
  };

  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes) => {
    const piece = bytes.toString("latin1");
    if (piece === "QUIT\r\n") {
      socket.end("221 bye\r\n");
      return;
    }
    unread += piece;
    if (!piece.startsWith("EHLO")) pieces.push(piece);
    speak();
  });
  speak();
  return {
    pieces,
    left,
    say: (bytes) => socket.write(bytes),
    end: () => socket.end(),
    reset: () => socket.resetAndDestroy(),
  };
};

/** Starts a server on a free port of 127.0.0.1. It goes on listening after it has ended its own side of a connection. */
export const startScriptedServer = async ({ pipelining = true, scripts }: ScriptOptions): Promise<ScriptedServer> => {
  const connections: ScriptedConnection[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    const script = scripts[connections.length] ?? scripts.at(-1) ?? [];
    connections.push(play(socket, [...opening(pipelining), ...script]));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    const closed = once(server, "close");
    server.close();
    await closed;
  };
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    connections,
    [Symbol.asyncDispose]: stop,
  };
};
