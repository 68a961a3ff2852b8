import { expect, test } from "vitest";
import { contentOf } from "./smtp-content.ts";

test.each([
  ["a mail without dots", "a\r\nb\r\n", "a\r\nb\r\n.\r\n"],
  ["a dot at the start of a line", "a\r\n.b\r\n", "a\r\n..b\r\n.\r\n"],
  ["a line of one dot", "a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"],
  ["dots in line after line", ".\r\n.\r\n..\r\n", "..\r\n..\r\n...\r\n.\r\n"],
  ["dots elsewhere", "a.b.\r\n a.\r\n", "a.b.\r\n a.\r\n.\r\n"],
  ["a last line without its end", "a\r\n.", "a\r\n..\r\n.\r\n"],
  ["nothing", "", ".\r\n"],
])("%s goes out as RFC 5321 section 4.5.2 says", (_, raw, content) => {
  expect(Buffer.concat(contentOf(Buffer.from(raw))).toString()).toBe(content);
});

test("what a server makes of any mail is that mail, and its end is the only lone dot", () => {
  const letters = [".", "..", "a", "\r\n", "\r\n.", "é", "="];
  let seed = 1;
  const draw = (): string => {
    seed = (seed * 48_271) % 2_147_483_647;
    return letters[seed % letters.length] ?? "";
  };
  for (let n = 0; n < 2_000; n += 1) {
    const raw = `${Array.from({ length: n % 40 }, draw).join("")}\r\n`;
    const content = Buffer.concat(contentOf(Buffer.from(raw))).toString();
    const end = content.startsWith(".\r\n") ? 0 : content.indexOf("\r\n.\r\n") + 2;
    expect(end).toBe(content.length - 3);
    expect(content.slice(0, end).replace(/(^|\r\n)\./g, "$1")).toBe(raw);
  }
});
