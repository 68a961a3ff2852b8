import { networkPrefixOf } from "../kernel/index.ts";

/**
 * The network that an address stands for when guesses are counted: whoever has one IPv6 address has all 2^64 of its /64
 * (RFC 6177), while IPv4 addresses count one by one. An address that cannot be read is a network of its own.
 */
export const networkOf = (address: string | null): string => {
  if (address === null) return "unknown";
  return networkPrefixOf(address, { ipv4: 32, ipv6: 64 }) ?? "unknown";
};
