import { describe, expect, test } from "vitest";
import { parseAddress, parseMailbox } from "./mail-address.ts";

describe("an address", () => {
  test.each([
    ["a plain one stays as it is", "soc@contoso.example", "soc@contoso.example", false],
    ["a tag and a dot are part of it", "on.call+high@contoso.example", "on.call+high@contoso.example", false],
    ["the domain is in lower case", "SOC@Contoso.EXAMPLE", "SOC@contoso.example", false],
    ["an apostrophe is a letter of names", "o'neill@contoso.example", "o'neill@contoso.example", false],
    ["a domain beyond ASCII is written as DNS knows it", "soc@münchen.example", "soc@xn--mnchen-3ya.example", false],
    ["a full-width spelling is the plain one", "soc＠contoso．example", "soc@contoso.example", false],
    ["a local part beyond ASCII needs SMTPUTF8", "zoë@contoso.example", "zoë@contoso.example", true],
    ["a host of the own network needs no dot", "root@mailhost", "root@mailhost", false],
  ])("%s", (_guarantee, text, address, international) => {
    expect(parseAddress(text)).toEqual({ ok: true, value: { address, international } });
  });

  test.each([
    ["a list", "a@b.example,c@d.example"],
    ["a list by a look-alike of the comma", "a@b.example，c@d.example"],
    ["a list by a semicolon", "a@b.example;c@d.example"],
    ["a second @", "a@b.example@c.example"],
    ["a line break", "a@b.example\r\nBcc: c@d.example"],
    ["a line break inside the local part", "a\n@b.example"],
    ["a mark that turns the direction of text", "a\u202e@b.example"],
    ["a zero-width character", "a\u200b@b.example"],
    ["a soft hyphen in the domain", "a@b\u00ad.example"],
    ["a quoted local part", '"a"@b.example'],
    ["a quoted local part with an @", '"a@b.example"@c.example'],
    ["a route", "@relay.example:a@b.example"],
    ["a percent hack", "a%b.example@relay.example"],
    ["a bang path", "b.example!a@relay.example"],
    ["angle brackets", "<a@b.example>"],
    ["a name", "A <a@b.example>"],
    ["a comment", "a(b)@c.example"],
    ["blanks", "a b@c.example"],
    ["blanks around it", " a@b.example"],
    ["an address literal", "a@[127.0.0.1]"],
    ["an IPv4 address", "a@127.0.0.1"],
    ["a number that resolves like an IPv4 address", "a@2130706433"],
    ["a hexadecimal number that resolves like one", "a@0x7f.1"],
    ["an escaped domain", "a@ex%41mple.example"],
    ["an empty label", "a@b..example"],
    ["a label that begins with a hyphen", "a@-b.example"],
    ["a dot at the end of the domain", "a@b.example."],
    ["a dot at the end of the local part", "a.@b.example"],
    ["a dot at its beginning", ".a@b.example"],
    ["no local part", "@b.example"],
    ["no domain", "a@"],
    ["no @", "a"],
    ["a local part over 64 bytes", `${"a".repeat(65)}@b.example`],
    ["a domain that is too long", `a@${"b.".repeat(130)}example`],
  ])("%s is refused", (_what, text) => {
    expect(parseAddress(text)).toEqual({ ok: false, problem: expect.stringMatching(/./) });
  });
});

describe("a mailbox", () => {
  test.each([
    ["an address alone has no name", "a@b.example", ""],
    ["a name stands before the address", "Tocsin <a@b.example>", "Tocsin"],
    ["quotes let a name hold a comma", '"Tocsin, SOC" <a@b.example>', "Tocsin, SOC"],
    ["a comma without quotes is part of the name all the same", "Tocsin, SOC <a@b.example>", "Tocsin, SOC"],
    ["escaped quotes are part of the name", '"The \\"SOC\\"" <a@b.example>', 'The "SOC"'],
    ["an empty name is none", '"" <a@b.example>', ""],
  ])("%s", (_guarantee, text, name) => {
    expect(parseMailbox(text)).toEqual({ ok: true, value: { address: "a@b.example", international: false, name } });
  });

  test.each([
    ["a line break in the name", "Toc\r\nBcc: c@d.example\r\nsin <a@b.example>"],
    ["two addresses", "A <a@b.example> <c@d.example>"],
    ["a list", "A <a@b.example>, C <c@d.example>"],
    ["a list inside the brackets", "A <a@b.example, c@d.example>"],
    ["no address", "Tocsin"],
    ["nothing", ""],
  ])("%s is refused", (_what, text) => {
    expect(parseMailbox(text)).toEqual({ ok: false, problem: expect.stringMatching(/./) });
  });
});
