/** Whether an address lies in a CIDR range of the same family. An address or range that cannot be read lies in none. */
export const isInRange = (address: string, range: string): boolean => {
  const [base = "", bits = ""] = range.split("/");
  const low = numberOf(base);
  const ip = numberOf(address);
  if (low === null || ip === null || low.width !== ip.width || !/^\d+$/.test(bits)) return false;
  const shift = BigInt(low.width - Number(bits));
  return shift >= 0n && low.value >> shift === ip.value >> shift;
};

/**
 * The range of so many leading bits in which an address lies, as `192.0.2.1/32` or with eight groups and `/64`: one spelling for all
 * addresses of it. An IPv4 address within IPv6 (RFC 4291 section 2.5.5.2) is one of IPv4. Null for what is no address.
 */
export const networkPrefixOf = (
  address: string,
  bits: { readonly ipv4: number; readonly ipv6: number },
): string | null => {
  // A zone (RFC 4007) says on which wire of ours it came.
  const ip = numberOf(address.replace(/%.*$/, ""));
  if (ip === null) return null;
  const v4 = ip.width === 32 ? ip.value : ip.value >> 32n === 0xffffn ? ip.value & 0xffff_ffffn : null;
  if (v4 !== null) return `${groupsOf(keep(v4, 32, bits.ipv4), 4, 8).join(".")}/${bits.ipv4}`;
  const groups = groupsOf(keep(ip.value, 128, bits.ipv6), 8, 16).map((group) => group.toString(16));
  return `${groups.join(":")}/${bits.ipv6}`;
};

/** The leading bits of a number; the rest are 0. */
const keep = (value: bigint, width: number, bits: number): bigint =>
  (value >> BigInt(width - bits)) << BigInt(width - bits);

const groupsOf = (value: bigint, count: number, width: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => Number(BigInt.asUintN(width, value >> BigInt((count - 1 - i) * width))));

interface IpNumber {
  readonly value: bigint;
  readonly width: 32 | 128;
}

const numberOf = (address: string): IpNumber | null => {
  const text = address.trim().toLowerCase();
  return text.includes(":") ? ipv6Of(text) : ipv4Of(text);
};

const ipv4Of = (text: string): IpNumber | null => {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return null;
  return { width: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
};

const ipv6Of = (text: string): IpNumber | null => {
  // An IPv4 tail (`::ffff:192.0.2.1`, RFC 4291 section 2.2) is the same as two more groups.
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = tail?.[2] ? ipv4Of(tail[2]) : null;
  if (tail && v4 === null) return null;
  const written = v4 ? `${tail?.[1]}${(v4.value >> 16n).toString(16)}:${(v4.value & 0xffffn).toString(16)}` : text;
  const [head = "", rest, ...more] = written.split("::");
  if (more.length > 0) return null;
  const left = head === "" ? [] : head.split(":");
  const right = rest === undefined || rest === "" ? [] : rest.split(":");
  const missing = 8 - left.length - right.length;
  if (rest === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array<string>(Math.max(missing, 0)).fill("0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
  return { width: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
};
