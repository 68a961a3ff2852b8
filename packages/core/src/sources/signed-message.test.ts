import { expect, test } from "vitest";
import { noon } from "../testing/index.ts";
import { readSignature, type SignatureHeaders } from "./signed-message.ts";

const second = noon / 1_000;
const sent = (given: Partial<SignatureHeaders> = {}): SignatureHeaders => ({
  id: "msg_1",
  timestamp: String(second),
  signature: "v1,abc=",
  ...given,
});

test.each<[string, Partial<SignatureHeaders>, string | readonly string[]]>([
  ["one signature", {}, ["abc="]],
  ["several, also of other versions", { signature: "v1a,xyz= v1,abc= v1,def=" }, ["abc=", "def="]],
  ["five minutes old to the second", { timestamp: String(second - 300) }, ["abc="]],
  ["a second older", { timestamp: String(second - 301) }, "more than 5 minutes from now, which is 2026-11-22T12:00:00"],
  ["five minutes early to the second", { timestamp: String(second + 300) }, ["abc="]],
  ["a second earlier", { timestamp: String(second + 301) }, "more than 5 minutes from now"],
  ["no id", { id: undefined }, "send webhook-id, webhook-timestamp and webhook-signature"],
  ["no time", { timestamp: undefined }, "send webhook-id, webhook-timestamp and webhook-signature"],
  ["no signature", { signature: undefined }, "send webhook-id, webhook-timestamp and webhook-signature"],
  ["an id that could be two parts", { id: "a.b" }, "without a full stop"],
  ["an id that is too long", { id: "x".repeat(257) }, "1 to 256"],
  ["a time in words", { timestamp: "yesterday" }, "whole number of seconds"],
  ["a time with a fraction", { timestamp: `${second}.5` }, "whole number of seconds"],
  ["signatures of other versions alone", { signature: "v1a,xyz=" }, "such as v1,"],
  ["a signature without a version", { signature: "abc=" }, "such as v1,"],
  ["more signatures than anybody needs", { signature: Array(11).fill("v1,a").join(" ") }, "1 to 10"],
])("%s", (_headers, given, expected) => {
  const read = readSignature(sent(given), noon);
  if (typeof expected === "string") expect(read).toEqual({ ok: false, problem: expect.stringContaining(expected) });
  else expect(read).toMatchObject({ ok: true, value: { id: "msg_1", signatures: expected } });
});
