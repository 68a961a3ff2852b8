import { describe, expect, test } from "vitest";
import { testDigest } from "../testing/index.ts";
import {
  factsSaid,
  maxima,
  own,
  ownAt,
  readId,
  readList,
  readName,
  readNames,
  readProse,
  readRecord,
  readRecords,
  readTechniques,
  readText,
  readTime,
  readTitle,
  readUrl,
  said,
  saidNames,
  saidSome,
  shortKey,
  wordReader,
} from "./read.ts";

describe("texts", () => {
  test.each<[string, unknown, string | null]>([
    ["a text is itself", "srv-1", "srv-1"],
    ["a number is text", 2972395, "2972395"],
    ["a number beyond the usual notation is written out", 1e21, "1000000000000000000000"],
    ["an id beyond 2^53 that came as text keeps every digit", "9007199254740993", "9007199254740993"],
    ["a fraction stays one", 8.5, "8.5"],
    ["an empty text is none", "", null],
    ["blanks are none", "  \n", null],
    ["the text null is none", "null", null],
    ["null is none", null, null],
    ["a missing value is none", undefined, null],
    ["a truth value is no text", true, null],
    ["an object is no text", { name: "x" }, null],
    ["a list is no text", ["x"], null],
    ["a name that only begins like null stays", "nullsec", "nullsec"],
  ])("%s", (_guarantee, value, expected) => {
    expect(readText(value)).toBe(expected);
  });

  test.each<[string, unknown, string | null]>([
    ["a title stands on one line", "Ransomware\r\nBcc: all@contoso.example", "Ransomware Bcc: all@contoso.example"],
    ["marks that turn text around are taken out", "invoice\u202Egpj.exe", "invoice gpj.exe"],
    ["a title of controls alone is none", "\u0000\u0007", null],
    ["a title is cut at its maximum", "x".repeat(600), `${"x".repeat(maxima.title - 1)}…`],
    ["a title of a megabyte is cut too", `${" ".repeat(500_000)}${"y ".repeat(300_000)}`, `${"y ".repeat(248)}y…`],
  ])("%s", (_guarantee, value, expected) => {
    expect(readTitle(value)).toBe(expected);
  });

  test.each<[string, unknown, string | null]>([
    ["a description keeps its lines", "one\r\ntwo\n\nthree", "one\ntwo\n\nthree"],
    ["a description loses other controls", "one\u0007\ttwo\u202e", "one two"],
    ["a list of texts is one line each", ["first", null, "second"], "first\nsecond"],
    ["an empty list is none", [], null],
    ["a description is cut at its maximum", "x".repeat(90_000), `${"x".repeat(maxima.prose - 1)}…`],
  ])("%s", (_guarantee, value, expected) => {
    expect(readProse(value)).toBe(expected);
  });
});

describe("lists and objects", () => {
  test("a single value in place of a list is a list of one", () => {
    expect([readList("x"), readList({ a: 1 }), readList([1, 2])]).toEqual([["x"], [{ a: 1 }], [1, 2]]);
  });

  test("nothing is an empty list", () => {
    expect([null, undefined, "", "null"].map(readList)).toEqual([[], [], [], []]);
  });

  test("a list is no object", () => {
    expect([readRecord([]), readRecord("x"), readRecord(null)]).toEqual([null, null, null]);
  });

  test("what is no object is left out of a list of objects", () => {
    expect(readRecords([{ a: 1 }, null, "x", { b: 2 }])).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test("names are distinct, and as many as are kept", () => {
    expect(readNames(["a", "", "b", "a", null, 7])).toEqual(["a", "b", "7"]);
    expect(readNames(Array.from({ length: 5_000 }, (_, index) => `n${index}`))).toHaveLength(maxima.list);
  });

  test("a technique is its id, upper case, and an unknown one its own word", () => {
    expect(readTechniques(["t1059.001", "T1564 - Hide Artifacts", "T1059.001", "Phishing"])).toEqual([
      "T1059.001",
      "T1564",
      "PHISHING",
    ]);
  });

  test("inherited properties are not there", () => {
    expect([own({}, "constructor"), own({}, "__proto__"), ownAt({}, "constructor.name")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("a key named __proto__ is a key like any other", () => {
    const record = readRecord(JSON.parse('{"__proto__":{"name":"x"}}'));
    expect(ownAt(record, "__proto__.name")).toBe("x");
  });
});

describe("what is said", () => {
  const record = { none: null, blank: "", name: "x", inner: { name: "y" }, tags: ["a"], moreTags: "b" };

  test.each<[string, string | readonly string[], string | null | undefined]>([
    ["a key that is absent says nothing", "missing", undefined],
    ["null says none", "none", null],
    ["an empty text says none", "blank", null],
    ["the first key that holds something speaks", ["missing", "none", "name"], "x"],
    ["a path leads into objects", "inner.name", "y"],
    ["a path through a text leads nowhere", "name.inner", undefined],
  ])("%s", (_guarantee, paths, expected) => {
    expect(said(record, paths, readName)).toBe(expected);
  });

  test("null says nothing of a fact that is never none", () => {
    expect(saidSome(record, "none", readName)).toBeUndefined();
  });

  test("names of several keys come together", () => {
    expect(saidNames(record, ["tags", "missing", "moreTags"])).toEqual(["a", "b"]);
    expect(saidNames(record, ["none"])).toEqual([]);
    expect(saidNames(record, ["missing"])).toBeUndefined();
  });

  test("facts of which nothing was said are left out", () => {
    expect(factsSaid<{ a: string; b: string | null }>({ a: undefined, b: null })).toEqual({ b: null });
  });
});

describe("times", () => {
  const moment = Date.parse("2021-04-27T12:19:27.000Z");

  test.each<[string, unknown, number | null]>([
    ["seven digits of a second are kept to the microsecond", "2021-04-27T12:19:27.7211305Z", moment + 721.131],
    ["three digits are milliseconds", "2021-04-27T12:19:27.721Z", moment + 721],
    ["a time without zone is UTC", "2021-04-27T12:19:27", moment],
    ["a zone needs no colon", "2021-04-27T14:19:27+0200", moment],
    ["a zone may be hours alone", "2021-04-27 10:19:27-02", moment],
    ["a zone may have a colon", "2021-04-27T12:19:27.000+00:00", moment],
    ["a blank may stand for the T", "2021-04-27 12:19:27 UTC", moment],
    ["seconds may be missing", "2021-04-27T12:19Z", moment - 27_000],
    ["a day is its first moment", "2021-04-27", Date.parse("2021-04-27T00:00:00Z")],
    ["a leap second is the next one", "2016-12-31T23:59:60Z", Date.parse("2017-01-01T00:00:00Z")],
    ["seconds since 1970 are a time", 1_619_525_967, moment],
    ["seconds as text are a time", "1619525967", moment],
    ["seconds with a fraction are a time", 1_619_525_967.5, moment + 500],
    ["milliseconds are a time", 1_619_525_967_000, moment],
    ["milliseconds as text are a time", "1619525967721", moment + 721],
    ["zero is unknown", 0, null],
    ["zero as text is unknown", "0", null],
    ["the start of 1970 is unknown", "1970-01-01T00:00:00Z", null],
    ["year 1 is unknown", "0001-01-01T00:00:00Z", null],
    ["year 1 as a day is unknown", "0001-01-01", null],
    ["the year 1601 is unknown", "1601-01-01T00:00:00Z", null],
    ["the last of all years is unknown", "9999-12-31T23:59:59.9999999Z", null],
    ["a negative number is unknown", -62_135_596_800, null],
    ["the thirty-first of February is no day", "2021-02-31T00:00:00Z", null],
    ["the thirteenth month is none", "2021-13-01T00:00:00Z", null],
    ["day zero is none", "2021-01-00", null],
    ["the twenty-fifth hour is none", "2021-04-27T25:00:00Z", null],
    ["words are no time", "yesterday", null],
    ["null is unknown", null, null],
    ["an object is unknown", { at: 1 }, null],
    ["a number beyond all years is unknown", 1e300, null],
  ])("%s", (_guarantee, value, expected) => {
    expect(readTime(value)).toBe(expected);
  });

  test("the same moment is the same number, however it was written", () => {
    const written = ["2021-04-27T12:19:27.721131Z", "2021-04-27T13:19:27.721131+01:00", "1619525967.721131"];
    expect(new Set(written.map(readTime)).size).toBe(1);
  });
});

describe("words", () => {
  const read = wordReader({ high: "high", inProgress: "busy", constructor: "odd" }, "other");

  test.each<[string, unknown, { value: string; foreign: string } | null]>([
    ["a known word is ours, and its own spelling stays beside it", "HIGH", { value: "high", foreign: "HIGH" }],
    ["blanks and underscores do not matter", "in_progress", { value: "busy", foreign: "in_progress" }],
    ["nor do capitals and blanks", "In Progress", { value: "busy", foreign: "In Progress" }],
    ["an unknown word is kept", "Severe", { value: "other", foreign: "Severe" }],
    ["a number is an unknown word", 3, { value: "other", foreign: "3" }],
    ["a word of the language itself is no match", "toString", { value: "other", foreign: "toString" }],
    ["null is no word", null, null],
    ["an empty text is no word", " ", null],
  ])("%s", (_guarantee, value, expected) => {
    expect(read(value)).toEqual(expected);
  });
});

describe("addresses", () => {
  test.each<[string, unknown, string | null]>([
    [
      "https is safe",
      "https://security.microsoft.com/incidents/1?tid=a",
      "https://security.microsoft.com/incidents/1?tid=a",
    ],
    ["http is safe", "http://siem.contoso.example/", "http://siem.contoso.example/"],
    ["a host in other letters is spelled out", "https://bücher.example/x", "https://xn--bcher-kva.example/x"],
    ["a script is not", "javascript:alert(1)", null],
    ["a script behind a tab is not", "java\tscript:alert(1)", null],
    ["data is not", "data:text/html,<b>x</b>", null],
    ["credentials are not", "https://user:secret@contoso.example/", null],
    ["a name alone is not", "https://user@contoso.example/", null],
    ["a path is not", "/incidents/1", null],
    ["an endless address is not", `https://contoso.example/${"x".repeat(3_000)}`, null],
    ["null is none", null, null],
  ])("%s", (_guarantee, value, expected) => {
    expect(readUrl(value)).toBe(expected);
  });
});

describe("ids", () => {
  test.each<[string, unknown, string | null]>([
    ["a number is an id", 28282, "28282"],
    ["digits beyond 2^53 stay exact as text", "18446744073709551616", "18446744073709551616"],
    ["blanks around an id are not part of it", " da637_-96 ", "da637_-96"],
    ["a template without its value is none", "<finding_uid>", null],
    ["nor are its other spellings", "{{ alert.id }}", null],
    ["a dollar sign makes one too", `$${"{id}"}`, null],
    ["a word for none is none", "N/A", null],
    ["an id of zeros alone is none", "00000000-0000-0000-0000-000000000000", null],
    ["the text null is none", "null", null],
    ["an object is none", {}, null],
  ])("%s", (_guarantee, value, expected) => {
    expect(readId(value, testDigest)).toBe(expected);
  });

  test("long keys that begin alike stay different, and short enough", () => {
    const [one, two] = ["1", "2"].map((end) => shortKey(`${"k".repeat(5_000)}${end}`, testDigest));
    expect(one).not.toBe(two);
    expect(one?.length).toBeLessThanOrEqual(maxima.id);
  });
});
