const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valueOfDigit = new Map([...alphabet].map((character, value) => [character, value] as const));

/** The UTF-8 text that base64 stands for, in either alphabet (`-_` of URLs too), padded or not; null for what is none. */
export const textOfBase64 = (encoded: string): string | null => {
  const digits = encoded.replaceAll(/\s/g, "").replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes: string[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    const value = valueOfDigit.get(digit);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(`%${((held >> bits) & 0xff).toString(16).padStart(2, "0")}`);
  }
  try {
    return decodeURIComponent(bytes.join(""));
  } catch {
    return null;
  }
};
