import { expect, test } from "vitest";
import { publicAddressFault } from "./public-address.ts";

const resolvesTo =
  (...addresses: readonly string[]) =>
  async () =>
    addresses.map((address) => ({ address }));

test.each([
  ["a public host", "https://hc-ping.example/secret", resolvesTo("93.184.215.14", "2606:2800:21f:cb07::1")],
  ["a public address", "https://93.184.215.14/x", resolvesTo("93.184.215.14")],
  ["a host that is allowed, in clear and inside", "http://watch.internal:8080/x", resolvesTo("10.0.0.1")],
])("%s may be called", async (_what, url, resolve) => {
  expect(await publicAddressFault(url, ["watch.internal:8080"], resolve)).toBeNull();
});

test.each([
  ["in clear", "http://hc-ping.example/x", resolvesTo("93.184.215.14")],
  ["with a user", "https://user@hc-ping.example/x", resolvesTo("93.184.215.14")],
  ["that nobody knows", "https://nowhere.example/x", () => Promise.reject(new Error("ENOTFOUND"))],
  ["of this machine", "https://localhost/x", resolvesTo("127.0.0.1")],
  ["of this machine in IPv6", "https://[::1]/x", resolvesTo("::1")],
  ["of this machine in disguise", "https://disguise.example/x", resolvesTo("::ffff:127.0.0.1")],
  ["of a network inside", "https://router.example/x", resolvesTo("192.168.0.1")],
  ["of a cloud's metadata", "https://metadata.example/x", resolvesTo("169.254.169.254")],
  ["that is public and inside at once", "https://both.example/x", resolvesTo("93.184.215.14", "10.0.0.1")],
  ["of a unique local network", "https://ula.example/x", resolvesTo("fd00::1")],
])("an address %s may not be called", async (_what, url, resolve) => {
  expect(await publicAddressFault(url, [], resolve)).toMatch(/^(must|leads)/);
});
