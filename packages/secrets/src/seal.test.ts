import { expect, test } from "vitest";
import { openSeal, SealFault } from "./seal.ts";

const place = { table: "transports", column: "password", id: "row-1" };
const seal = openSeal("Zq8-fL2v_Wc7Rt0yUk5Bn3Xs1Pd6Ha9G");
const canary = "smtp-pässword-canary ☂";

const faultOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof SealFault) return error.reason;
    throw error;
  }
  return "none";
};

test.each(["", "x", canary, "k".repeat(100_000)])("a sealed secret opens to what it was", (secret) => {
  const envelope = seal.seal(secret, place);
  expect(seal.open(envelope, place)).toBe(secret);
  if (secret.length > 1) expect(envelope).not.toContain(secret);
});

test("the same secret is sealed differently each time, and in an envelope that names its version", () => {
  const envelopes = new Set(Array.from({ length: 100 }, () => seal.seal(canary, place)));
  expect(envelopes.size).toBe(100);
  for (const envelope of envelopes) expect(envelope).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
});

test.each([
  { ...place, id: "row-2" },
  { ...place, column: "clientSecret" },
  { ...place, table: "sources" },
  { table: "transports", column: 'password","row', id: "1" },
])("a sealed secret that is moved elsewhere opens nothing", (elsewhere) => {
  expect(faultOf(() => seal.open(seal.seal(canary, place), elsewhere))).toBe("damaged");
});

test("a changed envelope opens nothing, whichever bit it is", () => {
  const [version = "", key = "", nonce = "", sealed = ""] = seal.seal(canary, place).split(".");
  const flipped = (text: string, bit: number): string => {
    const bytes = Buffer.from(text, "base64url");
    bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return bytes.toString("base64url");
  };
  for (let bit = 0; bit < 96; bit++)
    expect(faultOf(() => seal.open([version, key, flipped(nonce, bit), sealed].join("."), place))).toBe("damaged");
  for (let bit = 0; bit < Buffer.from(sealed, "base64url").length * 8; bit++)
    expect(faultOf(() => seal.open([version, key, nonce, flipped(sealed, bit)].join("."), place))).toBe("damaged");
});

test.each(["", "v1", "v1...", "plain text", "v2.a.b.c", "v1.a.b.c.d", "….…"])("%s is no envelope", (text) => {
  expect(faultOf(() => seal.open(text, place))).not.toBe("none");
});

test("under another secret key it says so, and the message tells neither secret nor key", () => {
  const other = openSeal("an0ther-key-Wc7Rt0yUk5Bn3Xs1Pd6Ha9G");
  const act = () => other.open(seal.seal(canary, place), place);
  expect(faultOf(act)).toBe("otherKey");
  expect(act).toThrow("another secret key");
  expect(act).not.toThrow(canary);
});
