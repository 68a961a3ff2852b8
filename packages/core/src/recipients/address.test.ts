import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { domainOf, isAllowedDomain, normaliseAddress } from "./address.ts";

describe("an address is kept in its one spelling", () => {
  test.each<[string, string, string]>([
    ["a plain one", "soc@contoso.example", "soc@contoso.example"],
    ["upper case is folded", "SOC@Contoso.EXAMPLE", "soc@contoso.example"],
    ["spaces around it go", "  soc@contoso.example\n", "soc@contoso.example"],
    ["what follows a plus stays", "soc+tocsin@contoso.example", "soc+tocsin@contoso.example"],
    ["dots stay", "s.o.c@contoso.example", "s.o.c@contoso.example"],
    ["a wide at-sign is an at-sign", "soc＠contoso.example", "soc@contoso.example"],
    ["wide letters are letters", "ｓｏｃ@contoso.example", "soc@contoso.example"],
    ["an international domain in punycode", "soc@münchen.example", "soc@xn--mnchen-3ya.example"],
    ["punycode stays", "soc@xn--mnchen-3ya.example", "soc@xn--mnchen-3ya.example"],
    ["an ideographic full stop is a full stop", "soc@contoso。example", "soc@contoso.example"],
    ["a domain that looks like another stays another", "soc@cоntoso.example", "soc@xn--cntoso-wqf.example"],
    ["an international name", "sécurité@contoso.example", "sécurité@contoso.example"],
    ["a name written with vowel signs", "सुरक्षा@contoso.example", "सुरक्षा@contoso.example"],
    ["a name of signs", "o'brien_soc-1@contoso.example", "o'brien_soc-1@contoso.example"],
    ["a domain that begins with a digit", "soc@3com.example", "soc@3com.example"],
  ])("%s", (_guarantee, text, expected) => {
    expect(normaliseAddress(text)).toEqual({ ok: true, value: expected });
  });

  test("which is its own spelling", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: "grapheme" }).map((name) => `${name}@contoso.example`),
        ),
        (text) => {
          const once = normaliseAddress(text);
          if (once.ok) expect(normaliseAddress(once.value)).toEqual(once);
        },
      ),
    );
  });
});

describe("an address is refused", () => {
  test.each<[string, string]>([
    ["nothing", ""],
    ["no at-sign", "soc"],
    ["no name", "@contoso.example"],
    ["no domain", "soc@"],
    ["a list", "a@contoso.example, c@evil.example"],
    ["a list with a semicolon", "a@contoso.example;c@evil.example"],
    ["a list of which the first has no domain", "b@x, c@evil.example"],
    ["two at-signs", "a@contoso.example@evil.example"],
    ["two at-signs, one wide", "a＠contoso.example@evil.example"],
    ["a header after a line break", "soc@contoso.example\r\nBcc: c@evil.example"],
    ["a line break in the name", "soc\r\n@contoso.example"],
    ["a line break in the domain", "soc@contoso\n.example"],
    ["a tab in the domain", "soc@con\ttoso.example"],
    ["a null", "soc\u0000@contoso.example"],
    ["a mark that turns the direction of text", "soc\u202e@contoso.example"],
    ["a mark of no width", "soc\u200b@contoso.example"],
    ["a display name", "SOC <soc@contoso.example>"],
    ["angle brackets", "<soc@contoso.example>"],
    ["quotes", '"soc"@contoso.example'],
    ["quotes around another address", '"c@evil.example"@contoso.example'],
    ["a comment", "soc(comment)@contoso.example"],
    ["a comment in the domain", "soc@contoso.example(comment)"],
    ["a space inside", "s oc@contoso.example"],
    ["a backslash", "soc\\@contoso.example"],
    ["a source route", "@a.example:soc@contoso.example"],
    ["dots in a row", "soc..team@contoso.example"],
    ["a leading dot", ".soc@contoso.example"],
    ["a trailing dot", "soc.@contoso.example"],
    ["a trailing dot in the domain", "soc@contoso.example."],
    ["a domain of one label", "soc@localhost"],
    ["an empty label", "soc@contoso..example"],
    ["a label that begins with a hyphen", "soc@-contoso.example"],
    ["a label beyond 63 characters", `soc@${"a".repeat(64)}.example`],
    ["an IP literal", "soc@[192.0.2.1]"],
    ["an IPv6 literal", "soc@[IPv6:2001:db8::1]"],
    ["an IP address without brackets", "soc@192.0.2.1"],
    ["an IP address in short", "soc@127.1"],
    ["an IP address in hexadecimal", "soc@0x7f.0.0.1"],
    ["a number", "soc@2130706433"],
    ["a port", "soc@contoso.example:25"],
    ["a path", "soc@contoso.example/x"],
    ["a sign that folds to a path", "soc@contoso.example℀"],
    ["a route by a percent sign", "eve%elsewhere.example@contoso.example"],
    ["a route by an exclamation mark", "elsewhere.example!eve@contoso.example"],
    ["a percent sign in the domain", "soc@contoso%2eexample"],
    ["a name beyond 64 octets", `${"a".repeat(65)}@contoso.example`],
    ["a name beyond 64 octets in fewer letters", `${"é".repeat(33)}@contoso.example`],
    ["an address beyond 254 octets", `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.example`],
    ["a lone surrogate", "so\ud800c@contoso.example"],
  ])("%s", (_fault, text) => {
    expect(normaliseAddress(text)).toEqual({
      ok: false,
      problem: expect.stringContaining("is not a complete address"),
    });
  });

  test("in words that stay on one line", () => {
    expect(normaliseAddress("soc\r\nBcc: c@evil.example")).toEqual({
      ok: false,
      problem: "‘soc Bcc: c@evil.example’ is not a complete address",
    });
  });
});

describe("a list of allowed domains", () => {
  test.each<[string, string, readonly string[], boolean]>([
    ["a star allows any", "soc@contoso.example", ["*"], true],
    ["a domain allows itself", "soc@contoso.example", ["fabrikam.example", "contoso.example"], true],
    ["a domain does not allow what is below it", "soc@mail.contoso.example", ["contoso.example"], false],
    ["a domain does not allow what ends like it", "soc@evilcontoso.example", ["contoso.example"], false],
    ["a domain does not allow what begins like it", "soc@contoso.example.evil.example", ["contoso.example"], false],
    ["a star below a domain allows what is below it", "soc@mail.contoso.example", ["*.contoso.example"], true],
    ["a star below a domain allows what is far below it", "soc@a.b.contoso.example", ["*.contoso.example"], true],
    ["a star below a domain does not allow the domain", "soc@contoso.example", ["*.contoso.example"], false],
    ["a star below a domain does not allow what ends like it", "soc@evilcontoso.example", ["*.contoso.example"], false],
    ["an empty list allows none", "soc@contoso.example", [], false],
  ])("%s", (_guarantee, address, allowed, expected) => {
    expect(isAllowedDomain(address, allowed)).toBe(expected);
  });

  test("looks at what follows the last at-sign", () => {
    expect(domainOf("soc@contoso.example")).toBe("contoso.example");
  });
});
