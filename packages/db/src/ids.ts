import { randomBytes } from "node:crypto";
import type { Instant } from "@tocsin/core/kernel";

let lastMs = 0;
let sequence = 0;

/**
 * A new id of whatever noun: UUID version 7 (RFC 9562 section 5.7) with a counter in its 12 bits after the time (section
 * 6.2, method 1), so that of two ids of one process the later sorts later, also within a millisecond.
 */
export const newId = <Id extends string>(): Id => {
  tick();
  const bytes = random16();
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join("-") as Id;
};

/** The least id that can be made at a moment: it is before all that are made then or later. */
export const idsFrom = (at: Instant): string => {
  const hex = Math.max(0, Math.floor(at)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
};

/** The least id that can have been made within the last so many ms, by the clock that ids are made by. */
export const idsOfLast = (ms: number): string => idsFrom(Date.now() - ms);

/** When an id was made, or what it was made from by `idsFrom`. */
export const timeOfId = (id: string): Instant => Number.parseInt(id.slice(0, 13).replace("-", ""), 16);

const poolBytes = 4_096;
let pool = Buffer.alloc(0);
let used = 0;

/** Drawn from a pool, because a draw costs more than an id. No byte is used twice. */
const random16 = (): Buffer => {
  if (used + 16 > pool.length) {
    pool = randomBytes(poolBytes);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
};

/** Time only ever moves on here: a clock that was set back borrows from the future, as does a counter that is full. */
const tick = (): void => {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  } else if (sequence < 0xfff) {
    sequence += 1;
  } else {
    lastMs += 1;
    sequence = 0;
  }
};
