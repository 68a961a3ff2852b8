import type { Socket } from "node:net";

/** Writes replies in order, at once or byte by byte. */
export interface Speaker {
  say(reply: string, dripMs?: number): void;
  /** Cuts the connection after what was said has left. */
  drop(): void;
}

export const createSpeaker = (socket: Socket): Speaker => {
  let slow = "";
  let dropping = false;

  const dripOn = (dripMs: number): void => {
    if (socket.destroyed) return;
    socket.write(slow.slice(0, 1), "utf8");
    slow = slow.slice(1);
    if (slow !== "") wait(dripMs);
    else if (dropping) socket.destroySoon();
  };

  const wait = (dripMs: number): void => {
    if (dripMs === 0) setImmediate(dripOn, 0);
    else setTimeout(dripOn, dripMs, dripMs);
  };

  return {
    say: (reply, dripMs) => {
      const text = `${reply}\r\n`;
      if (slow !== "") slow += text;
      else if (dripMs === undefined) socket.write(text, "utf8");
      else {
        slow = text;
        wait(dripMs);
      }
    },
    drop: () => {
      dropping = true;
      if (slow === "") socket.destroySoon();
    },
  };
};
