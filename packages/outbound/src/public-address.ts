import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";

const inner = new BlockList();
for (const [address, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  inner.addSubnet(address, bits, "ipv4");
for (const [address, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inner.addSubnet(address, bits, "ipv6");

/** Whether an IP address leads into a network of one's own (RFC 6890), where a stranger's address must not send us. */
export const isInnerAddress = (address: string): boolean => inner.check(address, isIPv6(address) ? "ipv6" : "ipv4");

/**
 * Why an address that somebody entered may not be called; null where it may: over https, at a host of which every IP address
 * is public, or at one that the installation's owner allows by name, whatever it is.
 */
export const publicAddressFault = async (
  url: string,
  allowedHosts: readonly string[],
  resolve: (hostname: string) => Promise<readonly { readonly address: string }[]> = (name) =>
    lookup(name, { all: true }),
): Promise<string | null> => {
  const { protocol, host, hostname, username } = new URL(url);
  if (username !== "") return "must be an address without a user";
  if (allowedHosts.includes(host) || allowedHosts.includes(hostname)) return null;
  if (protocol !== "https:") return "must begin with https://";
  const found = await resolve(hostname.replace(/^\[|\]$/g, "")).catch(() => null);
  if (found === null || found.length === 0) return `leads to ${hostname}, which is not known`;
  return found.some(({ address }) => isInnerAddress(address))
    ? `leads to ${hostname}, inside a network: allow it by TOCSIN_POLL_HOSTS if it is yours`
    : null;
};
