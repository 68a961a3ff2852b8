import { expect, test } from "vitest";
import { isSigned, newSigningSecret, signatureOf } from "./signature.ts";

// The example of the Standard Webhooks specification and of its libraries.
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const content = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: "1614265330",
  body: Buffer.from('{"test": 2432232314}'),
};
const signature = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

test("a signature is the one of the standard's own example", () => {
  expect(signatureOf(secret, content)).toBe(signature);
});

test.each<[string, boolean, readonly string[], Partial<typeof content>, readonly string[]]>([
  ["the right one", true, [secret], {}, [signature]],
  ["the right one among others", true, [newSigningSecret(), secret], {}, ["bm9uZQ==", signature]],
  ["another secret's", false, [newSigningSecret()], {}, [signature]],
  ["of another id", false, [secret], { id: "msg_other" }, [signature]],
  ["of another time", false, [secret], { timestamp: "1614265331" }, [signature]],
  ["of a body that differs in one bit", false, [secret], { body: Buffer.from('{"test": 2432232315}') }, [signature]],
  ["cut short", false, [secret], {}, [signature.slice(0, -1)]],
  ["none", false, [secret], {}, []],
  ["where there is no secret", false, [], {}, [signature]],
])("a signature, %s: %s", (_which, holds, secrets, changed, given) => {
  expect(isSigned(secrets, { ...content, ...changed }, given)).toBe(holds);
});

test("a new secret is 256 bits that no other one has", () => {
  const made = Array.from({ length: 100 }, newSigningSecret);
  expect(new Set(made).size).toBe(100);
  expect(Buffer.from((made[0] ?? "").slice("whsec_".length), "base64")).toHaveLength(32);
});
