import { expect, test } from "vitest";
import { networkOf } from "./network.ts";

test.each<[string, string | null, string]>([
  ["an IPv4 address counts alone", "192.0.2.7", "192.0.2.7/32"],
  ["an IPv6 address counts with its /64", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:0:0:0:0/64"],
  ["whichever it is", "2001:0DB8:1:2:ffff::1", "2001:db8:1:2:0:0:0:0/64"],
  ["and not with the next /64", "2001:db8:1:3::1", "2001:db8:1:3:0:0:0:0/64"],
  ["an IPv4 address within IPv6 is one of IPv4", "::ffff:192.0.2.7", "192.0.2.7/32"],
  ["a zone tells nothing", "fe80::1%eth0", "fe80:0:0:0:0:0:0:0/64"],
  ["what cannot be read shares one", "not an address", "unknown"],
  ["as does nothing", null, "unknown"],
])("%s", (_guarantee, address, network) => {
  expect(networkOf(address)).toBe(network);
});
