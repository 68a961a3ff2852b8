/** Whether an address lies in a CIDR range of the same family. An address or range that cannot be read lies in none. */
export const isInRange = (address: string, range: string): boolean => {
  const [base = "", bits = ""] = range.split("/");
  const low = numberOf(base);
  const ip = numberOf(address);
  if (low === null || ip === null || low.width !== ip.width || !/^\d+$/.test(bits)) return false;
  const shift = BigInt(low.width - Number(bits));
  return shift >= 0n && low.value >> shift === ip.value >> shift;
};

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
