import { describe, expect, test } from "vitest";
import { createReplyReader } from "./smtp-replies.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");

/** What is read of a stream that comes in these pieces, and what stays unfinished. */
const readIn = (pieces: readonly Buffer[]) => {
  const reader = createReplyReader();
  const replies = pieces.flatMap((piece) => reader.read(piece) ?? ["too much"]);
  return { replies, unfinished: reader.unfinished() };
};

const streams: readonly [what: string, stream: Buffer, replies: readonly string[], unfinished: string | null][] = [
  ["one reply", bytes("250 ok\r\n"), ["250 ok"], null],
  ["three replies", bytes("250 a\r\n250 b\r\n354 c\r\n"), ["250 a", "250 b", "354 c"], null],
  ["lines of one reply", bytes("250-a\r\n250-b\r\n250 c\r\n"), ["250-a\n250-b\n250 c"], null],
  ["lines that disagree", bytes("250-a\r\n550 b\r\n"), ["250-a\n550 b"], null],
  ["a last line that is none", bytes("250-a\r\nOK\r\n250 b\r\n"), ["250-a\nOK", "250 b"], null],
  ["an empty line inside of a reply", bytes("250-a\r\n\r\n250 b\r\n"), ["250-a\n", "250 b"], null],
  ["empty lines between replies", bytes("\r\n250 a\r\n \r\n\n250 b\r\n\r\n"), ["250 a", "250 b"], null],
  ["line ends without CR", bytes("250-a\n250 b\n250 c\n"), ["250-a\n250 b", "250 c"], null],
  ["a CR within a line", bytes("250 a\rb\r\r\n"), ["250 a\rb\r"], null],
  ["a code alone", bytes("250\r\n2\r\n"), ["250", "2"], null],
  ["a reply that is none", bytes("SSH-2.0\r\n\0\u0001\r\n"), ["SSH-2.0", "\0\u0001"], null],
  ["letters beyond ASCII", bytes("550 niet gevonden: zoë 🚨\r\n"), ["550 niet gevonden: zoë 🚨"], null],
  ["letters in another charset", Buffer.from("550 zo\xeb\r\n", "latin1"), ["550 zoë"], null],
  ["half a line", bytes("250 a\r\n550 no"), ["250 a"], "550 no"],
  ["half a reply", bytes("550-no\r\n"), [], "550-no"],
  ["half a line of half a reply", bytes("550-no\r\n55"), [], "550-no\n55"],
  ["a CR whose LF is still to come", bytes("250 a\r\n\r"), ["250 a"], null],
];

describe.each(streams)("%s", (_, stream, replies, unfinished) => {
  test("is read the same wherever the network cuts it in up to three pieces", () => {
    for (let first = 0; first <= stream.length; first += 1) {
      for (let second = first; second <= stream.length; second += 1) {
        const pieces = [stream.subarray(0, first), stream.subarray(first, second), stream.subarray(second)];
        expect(readIn(pieces)).toEqual({ replies, unfinished });
      }
    }
  });

  test("is read the same byte by byte", () => {
    expect(readIn([...stream].map((byte) => Buffer.of(byte)))).toEqual({ replies, unfinished });
  });
});

describe("a server that never ends", () => {
  const piece = Buffer.alloc(64 * 1024, "x");
  const untilTooMuch = (next: Buffer): number => {
    const reader = createReplyReader();
    let pieces = 1;
    while (reader.read(next) !== null) pieces += 1;
    return pieces;
  };

  test("its line is given up after a megabyte", () => expect(untilTooMuch(piece)).toBe(17));

  test("its reply is given up after a megabyte", () => {
    const line = Buffer.concat([bytes("250-"), piece.subarray(6), bytes("\r\n")]);
    expect(untilTooMuch(line)).toBe(17);
  });
});

test("replies without number are read, and none is kept", () => {
  const reader = createReplyReader();
  const many = bytes("250 ok\r\n".repeat(1_000));
  for (let n = 0; n < 200; n += 1) expect(reader.read(many)).toHaveLength(1_000);
  expect(reader.unfinished()).toBeNull();
});
