import { describe, expect, test } from "vitest";
import { readMail } from "../../../../tests/smtp-sink/read-mail.ts";
import { composeMime, prepareMail } from "./mime.ts";
import { fitsSevenBit } from "./seven-bit.ts";
import { aMail } from "./testing.ts";

const linesOf = (raw: Buffer): string[] => raw.toString("latin1").split("\r\n");
const headOf = (raw: Buffer): string[] => {
  const lines = linesOf(raw);
  return lines.slice(0, lines.indexOf(""));
};
const fieldNames = (raw: Buffer): string[] =>
  headOf(raw)
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.slice(0, line.indexOf(":")));
const longest = (raw: Buffer): number => Math.max(...linesOf(raw).map((line) => line.length));

test("a mail is composed like this, to the byte", () => {
  const mail = aMail({
    from: '"Tocsin, SOC" <tocsin@contoso.example>',
    subject: "[High] Incident 1042: Verdächtige Anmeldung",
    text: "naïve = 1 \r\nsecond line",
    headers: { References: "<root@contoso.example>", "X-Tocsin-Rule": "High on servers" },
  });
  expect(composeMime(mail).toString("latin1")).toBe(
    [
      'From: "Tocsin, SOC" <tocsin@contoso.example>',
      "To: soc@contoso.example",
      "Subject: [High] Incident 1042: =?utf-8?Q?Verd=C3=A4chtige?= Anmeldung",
      "Message-ID: <delivery-1@contoso.example>",
      "Date: Sun, 22 Nov 2026 03:04:05 +0000",
      "References: <root@contoso.example>",
      "X-Tocsin-Rule: High on servers",
      "MIME-Version: 1.0",
      "Content-Type: multipart/alternative;",
      ' boundary="=_ba43b86adf1123cfcfd09e80dbb6a60a"',
      "",
      "--=_ba43b86adf1123cfcfd09e80dbb6a60a",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "na=C3=AFve =3D 1=20",
      "second line",
      "--=_ba43b86adf1123cfcfd09e80dbb6a60a",
      "Content-Type: text/html; charset=utf-8",
      "Content-Transfer-Encoding: 7bit",
      "",
      "<p>Severity: high</p>",
      "",
      "--=_ba43b86adf1123cfcfd09e80dbb6a60a--",
      "",
    ].join("\r\n"),
  );
});

test("the same mail gives the same bytes, and another delivery another boundary", () => {
  expect(composeMime(aMail())).toEqual(composeMime(aMail()));
  const boundary = (messageId: string) =>
    linesOf(composeMime(aMail({ messageId }))).find((line) => line.startsWith("--"));
  expect(boundary("<a@contoso.example>")).not.toBe(boundary("<b@contoso.example>"));
});

describe("what a reader decodes is what was written:", () => {
  test.each([
    ["plain", "[High] Incident 1042: Suspicious sign-in"],
    ["Dutch accents", "[Hoog] Incident 7: Geïnfecteerd apparaat bij cliënt in Curaçao"],
    ["emoji", "🚨 Ransomware 👩‍💻 on srv-1"],
    ["quotes and backslashes", `"quoted" 'single' back\\slash`],
    ["Japanese, long", "重大なインシデント".repeat(20)],
    ["words of both kinds in turn", "één two dréi four fünf six ".repeat(10).trim()],
    ["text that looks encoded", "=?utf-8?B?YmFk?= and =?utf-8?Q?=0D=0ABcc:_x?="],
    ["text that ends like an encoded word", "what?= =?"],
    ["a question mark, an equals sign and underscores beside an accent", "é_a?b=c_d"],
    ["one word of 3,000 letters", "x".repeat(3_000)],
    ["one word of 2,000 emoji", "🔥".repeat(2_000)],
    ["500 words", "word ".repeat(500).trim()],
    ["a comma, a colon and angle brackets", "a, b: <c@d.example>;"],
    ["nothing", ""],
  ])("a subject of %s", async (_what, subject) => {
    const raw = composeMime(aMail({ subject }));
    expect((await readMail(raw)).subject ?? "").toBe(subject);
    expect(Math.max(...headOf(raw).map((line) => line.length))).toBeLessThanOrEqual(78);
  });

  test.each([
    ["a comma", "Tocsin, SOC"],
    ["quotes", 'The "SOC"'],
    ["accents", "Beveiliging Curaçao"],
    ["accents, commas and brackets", "Zoë, (SOC) <night>".replace(/[<>]/g, "")],
    ["emoji", "🔔 Tocsin"],
    ["text that looks encoded", "=?utf-8?Q?Boss?="],
    ["80 characters", "Security Operations Centre of the Netherlands and the Caribbean, night shift ABC"],
    ["300 accents", "é".repeat(300)],
  ])("a sender's name with %s", async (_what, name) => {
    const from = `"${name.replace(/["\\]/g, "\\$&")}" <tocsin@contoso.example>`;
    const raw = composeMime(aMail({ from }));
    expect((await readMail(raw)).from).toEqual({ address: "tocsin@contoso.example", name });
    expect(longest(raw)).toBeLessThanOrEqual(98);
  });

  test.each([
    ["empty", ""],
    ["a line of 998 letters", `a\n${"x".repeat(998)}\nb`],
    ["a line of 999 letters", `a\n${"x".repeat(999)}\nb`],
    ["without a line break at the end", "a\nb"],
    ["blanks before line breaks", "a \n\tb\t\n \n"],
    ["dots and boundaries", ".\n..\n--=_abc\n--=_abc--\nFrom someone\n"],
    ["one line of 10,000 letters", "x".repeat(10_000)],
    ["one line of 5,000 emoji", "🔥".repeat(5_000)],
    ["equals signs", "=".repeat(500)],
    ["blanks only", " ".repeat(300)],
    ["controls", "a\u0000b\u0007c\u001bd"],
    ["every length around a soft break", Array.from({ length: 90 }, (_, n) => `${"y".repeat(n)}é`).join("\n")],
    ["every length with a blank at its end", Array.from({ length: 90 }, (_, n) => `${"y".repeat(n)} `).join("\n")],
  ])("a text that is %s", async (_what, text) => {
    const raw = composeMime(aMail({ text, html: text }));
    const read = await readMail(raw);
    // A part ends before the line break that belongs to the boundary; the parser gives one back.
    expect(read.text).toBe(`${text}\n`);
    expect(read.html).toBe(`${text}\n`);
    expect(longest(raw)).toBeLessThanOrEqual(fitsSevenBit(text) ? 998 : 76);
  });

  test("the boundary of its own mail in it", async () => {
    const boundary = linesOf(composeMime(aMail())).find((line) => line.startsWith("--=_")) ?? "";
    const text = `a\n${boundary}\nContent-Type: text/html\n\n<script>\n${boundary}--`;
    const read = await readMail(composeMime(aMail({ text, html: text })));
    expect([read.text, read.html]).toEqual([`${text}\n`, `${text}\n`]);
  });

  test("every kind of line break arrives as one", async () => {
    expect((await readMail(composeMime(aMail({ text: "a\r\nb\rc\nd" })))).text).toBe("a\nb\nc\nd\n");
  });

  test("a lone half of a surrogate pair arrives as the replacement character", async () => {
    expect((await readMail(composeMime(aMail({ subject: "a\ud800b" })))).subject).toBe("a\ufffdb");
  });
});

describe("headers", () => {
  const hostile = [
    "x\r\nBcc: mallory@evil.example",
    "x\nBcc: mallory@evil.example",
    "x\rBcc: mallory@evil.example",
    "x\u0085Bcc: mallory@evil.example",
    "x\u2028Bcc: mallory@evil.example",
    "x\r\n\r\n<script>",
    "x\u0000y\u000b\u000c",
    "\r\n",
  ];
  const expected = fieldNames(composeMime(aMail({ headers: { References: "<a@b.example>", "X-Tocsin-Rule": "r" } })));

  test.each(hostile)("no value begins a line of its own: %j", (value) => {
    const headers = { References: `<a@b.example> ${value}`, "X-Tocsin-Rule": value };
    const raw = composeMime(aMail({ subject: value, headers }));
    expect(fieldNames(raw)).toEqual(expected);
    expect(raw.toString("latin1")).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
    expect(headOf(raw).join("\n")).not.toMatch(/[^\n\x20-\x7e]/);
  });

  test("2,000 random values keep the number of fields, every line break as CRLF, and the law of 998", () => {
    const alphabet = [..."ab ,;:<>()@=?_.\"'\\\r\n\t\u0000\u0085\u2028\u202eéß中🔥\ud800"];
    let seed = 42;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const value = () => Array.from({ length: random(200) }, () => alphabet[random(alphabet.length)]).join("");
    for (let n = 0; n < 2_000; n += 1) {
      const headers = { References: `<a@b.example> ${value()}`, "X-Tocsin-Rule": value() };
      const raw = composeMime(aMail({ subject: value(), text: value(), html: value(), headers }));
      expect(fieldNames(raw)).toEqual(expected);
      expect(raw.toString("latin1")).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
      expect(longest(raw)).toBeLessThanOrEqual(998);
    }
  });

  test("a value of 3,000 characters is folded, and comes back whole", async () => {
    const rule = "a rule with a very long name ".repeat(104).trim();
    const raw = composeMime(aMail({ headers: { "X-Tocsin-Rule": rule } }));
    expect(longest(raw)).toBeLessThanOrEqual(78);
    expect((await readMail(raw)).headers.find(({ key }) => key === "x-tocsin-rule")?.value).toBe(rule);
  });

  test("a link of 600 characters stays whole, and one that no line can hold is left out", () => {
    const link = (length: number) => `<https://tocsin.example/${"s".repeat(length)}>`;
    const field = (value: string) =>
      headOf(composeMime(aMail({ headers: { "List-Unsubscribe": value } }))).find((line) => line.includes("https:"));
    expect(field(link(600))).toBe(`List-Unsubscribe: ${link(600)}`);
    expect(field(link(1_000))).toBeUndefined();
  });

  test.each(["From", "to", "Cc", "BCC", "Subject", "Message-ID", "Date", "MIME-Version", "Content-Type", "Resent-To"])(
    "%s cannot be set from outside",
    (name) => {
      const raw = composeMime(aMail({ headers: { [name]: "mallory@evil.example" } }));
      expect(raw.toString()).not.toContain("mallory");
    },
  );

  test.each(["X Tocsin", "X-Tocsin:", "X-T\r\nBcc", "", "é"])("%j is no name and is left out", (name) => {
    expect(composeMime(aMail({ headers: { [name]: "mallory" } })).toString()).not.toContain("mallory");
  });
});

describe("the envelope", () => {
  test("names one sender and one recipient, and says whether SMTPUTF8 is needed", () => {
    const envelope = (differences: Parameters<typeof aMail>[0]) => {
      const prepared = prepareMail(aMail(differences));
      return prepared.ok && prepared.value.envelope;
    };
    expect(envelope({ to: "soc@München.example" })).toEqual({
      from: "tocsin@contoso.example",
      to: "soc@xn--mnchen-3ya.example",
      international: false,
    });
    expect(envelope({ to: "zoë@contoso.example" })).toEqual({
      from: "tocsin@contoso.example",
      to: "zoë@contoso.example",
      international: true,
    });
  });

  test.each(["", "delivery-1@contoso.example", "<a b@c>", "<a@b>\r\nBcc: c@d.example", "<é@b.example>", "<a@b><c@d>"])(
    "a Message-ID of %j is a problem",
    (messageId) => {
      expect(prepareMail(aMail({ messageId }))).toEqual({ ok: false, problem: expect.stringContaining("Message-ID") });
    },
  );
});
