const pieces: readonly string[] = [
  "\r\nBcc: x@evil.example",
  "\n\n<html>",
  "\u0000",
  "\u0085",
  "\u2028",
  "\u202egnp.exe",
  "\u2066\u2069",
  "\ufeff",
  "\ud800",
  "\udc00 ",
  "<img src=x onerror=alert(1)>",
  "</h1></td></table></body>",
  "<!-- ",
  "-->",
  "</style><script>alert(1)</script>",
  "<![CDATA[",
  "]]>",
  '"',
  "'",
  '" onmouseover="alert(1)',
  "`$" + "{process}`",
  "&lt;b&gt;",
  "&",
  "{{name}}",
  "%0d%0aBcc:",
  "=?utf-8?B?DQpCY2M6?=",
  "javascript:alert(1)",
  "data:text/html,<b>",
  "\\r\\n",
  "[High]",
  "👩‍👩‍👧",
  "ไวรัส",
  "برنامج",
  "word ",
  "  ",
  "\t",
  "x".repeat(400),
  "long words in a row ".repeat(20),
];

/** Names as an attacker might choose them, made of known tricks in random order; the same ones on every run. */
export const hostileTexts = (count: number): readonly string[] => {
  const next = randomFrom(20_261_122);
  return Array.from({ length: count }, () => {
    const parts = Array.from({ length: 1 + Math.floor(next() * 6) }, () => pieces[Math.floor(next() * pieces.length)]);
    return parts.join("");
  });
};

// mulberry32 by Tommy Ettinger: small, and equal on every machine.
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
