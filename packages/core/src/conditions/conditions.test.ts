import { describe, expect, test } from "vitest";
import { asId } from "../kernel/index.ts";
import { aJudgedAlert, aJudgedChange, aJudgedDevice } from "../testing/index.ts";
import { type Condition, conditionSchema, judge, listed } from "./index.ts";

const alert = aJudgedAlert({
  title: "Shadow copies deleted",
  categories: ["Ransomware", "Impact"],
  techniques: ["T1490", "T1059.001"],
  devices: [aJudgedDevice({ name: "SRV-FILE-02" })],
  users: ["sanne@contoso.example"],
});
const change = aJudgedChange({
  sourceId: asId("wazuh-1"),
  title: "Ransomware on several endpoints",
  tags: ["VIP", "Tier 0"],
  alerts: [alert],
});

const holds = (condition: unknown): boolean => judge(conditionSchema.parse(condition), change, alert).holds;

describe("a condition", () => {
  test.each<[string, unknown, boolean]>([
    ["category is one of several", { kind: "category", anyOf: ["Malware", "ransomware"] }, true],
    ["category is another", { kind: "category", anyOf: ["Ransom"] }, false],
    ["category contains", { kind: "category", anyOf: ["Ransom"], match: "contains" }, true],
    ["title contains, of the incident", { kind: "title", anyOf: ["several endpoints"] }, true],
    ["title contains, of the alert", { kind: "title", anyOf: ["SHADOW COPIES"] }, true],
    ["title contains neither", { kind: "title", anyOf: ["phishing"] }, false],
    ["title is", { kind: "title", anyOf: ["shadow copies deleted"], match: "is" }, true],
    ["title is more", { kind: "title", anyOf: ["shadow copies"], match: "is" }, false],
    ["tag is", { kind: "tag", anyOf: ["vip"] }, true],
    ["tag is another", { kind: "tag", anyOf: ["tier"] }, false],
    ["technique is", { kind: "technique", anyOf: ["T1490"] }, true],
    ["technique includes its sub-techniques", { kind: "technique", anyOf: ["t1059"] }, true],
    ["sub-technique is", { kind: "technique", anyOf: ["T1059.001"] }, true],
    ["sub-technique is another", { kind: "technique", anyOf: ["T1059.003"] }, false],
    ["sub-technique does not include its technique", { kind: "technique", anyOf: ["T1490.001"] }, false],
    ["technique does not include one that begins alike", { kind: "technique", anyOf: ["T1105"] }, false],
    ["user is", { kind: "user", anyOf: ["Sanne@Contoso.example"] }, true],
    ["user is another", { kind: "user", anyOf: ["sanne"] }, false],
    ["user contains", { kind: "user", anyOf: ["@contoso.example"], match: "contains" }, true],
    ["host is", { kind: "host", anyOf: ["srv-file-02"] }, true],
    ["host is another", { kind: "host", anyOf: ["srv-file"] }, false],
    ["host fits a pattern", { kind: "host", anyOf: ["^srv-.*-\\d+$"], match: "pattern" }, true],
    ["host fits no pattern", { kind: "host", anyOf: ["^lt-"], match: "pattern" }, false],
    ["a pattern may fit anywhere", { kind: "host", anyOf: ["file"], match: "pattern" }, true],
    ["a pattern knows no letter case", { kind: "host", anyOf: ["[A-Z]+-FILE"], match: "pattern" }, true],
    ["source is", { kind: "source", anyOf: ["x", "wazuh-1"] }, true],
    ["source is another", { kind: "source", anyOf: ["wazuh"] }, false],
    ["wide letters are letters", { kind: "category", anyOf: ["Ｒansomware"] }, true],
    ["a dot is a dot unless in a pattern", { kind: "host", anyOf: ["srv.file"], match: "contains" }, false],
  ])("%s", (_guarantee, condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  test.each<[string, unknown]>([
    ["category", { kind: "category", anyOf: ["a"], match: "contains" }],
    ["technique", { kind: "technique", anyOf: ["T1059"] }],
    ["user", { kind: "user", anyOf: [".*"], match: "pattern" }],
    ["host", { kind: "host", anyOf: [".*"], match: "pattern" }],
    ["tag", { kind: "tag", anyOf: [".*"], match: "pattern" }],
  ])("about a %s does not hold where there is none", (_kind, condition) => {
    const bare = aJudgedAlert({ title: "" });
    expect(judge(conditionSchema.parse(condition), aJudgedChange({ alerts: [bare] }), bare).holds).toBe(false);
  });
});

describe("the verdict says what was asked and what was found", () => {
  test.each<[Condition, string, string]>([
    [{ kind: "category", anyOf: ["Malware", "Worm"], match: "is" }, "is “Malware” or “Worm”", "Ransomware, Impact"],
    [{ kind: "host", anyOf: ["^lt-"], match: "pattern" }, "fits “^lt-”", "SRV-FILE-02"],
    [{ kind: "source", anyOf: ["a", "b"] }, "is a or b", "wazuh-1"],
    [{ kind: "tag", anyOf: ["x"], match: "contains" }, "contains “x”", "VIP, Tier 0"],
    [{ kind: "technique", anyOf: ["T1105", "T1566"] }, "is T1105 or T1566", "T1490, T1059.001"],
    [
      { kind: "title", anyOf: ["x"], match: "contains" },
      "contains “x”",
      "Ransomware on several endpoints, Shadow copies deleted",
    ],
    [{ kind: "user", anyOf: ["x"], match: "is" }, "is “x”", "sanne@contoso.example"],
  ])("%o", (condition, expected, actual) => {
    expect(judge(condition, change, alert)).toEqual({ condition: condition.kind, expected, actual, holds: false });
  });

  test("a title once where the incident stands in for its alert", () => {
    const standIn = aJudgedAlert({ key: null, title: change.title });
    expect(judge({ kind: "title", anyOf: ["x"], match: "contains" }, change, standIn).actual).toBe(change.title);
  });

  test.each<[string, readonly string[], string]>([
    ["nothing is none", [], "none"],
    ["five are named", ["a", "b", "c", "d", "e"], "a, b, c, d, e"],
    ["of more the rest is counted", ["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e and 2 more"],
  ])("%s", (_guarantee, texts, expected) => {
    expect(listed(texts)).toBe(expected);
  });
});

describe("patterns cannot hang", () => {
  const titled = (title: string) => aJudgedAlert({ title });
  const fits = (pattern: string, title: string): boolean =>
    judge({ kind: "title", anyOf: [pattern], match: "pattern" }, aJudgedChange({ title: "!" }), titled(title)).holds;

  test.each(["(a+)+$", "^(a|a)*$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$"])(
    "%s on a long text is answered",
    (pattern) => {
      expect(fits(pattern, `${"a".repeat(4_000)}!`)).toBe(false);
    },
  );

  test("what stands beyond 4,096 characters is not looked at", () => {
    expect([fits("b", `${"a".repeat(4_095)}b`), fits("b", `${"a".repeat(4_096)}b`)]).toEqual([true, false]);
  });
});

describe("a drafted condition", () => {
  const pathsOf = (draft: unknown): readonly string[] => {
    const parsed = conditionSchema.safeParse(draft);
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
  };

  test.each<[string, unknown, Condition]>([
    [
      "a title is looked for anywhere",
      { kind: "title", anyOf: [" a "] },
      { kind: "title", anyOf: ["a"], match: "contains" },
    ],
    ["a host is meant whole", { kind: "host", anyOf: ["a"] }, { kind: "host", anyOf: ["a"], match: "is" }],
    [
      "a technique is in upper case",
      { kind: "technique", anyOf: [" t1059.001 "] },
      { kind: "technique", anyOf: ["T1059.001"] },
    ],
  ])("unless it says otherwise %s", (_guarantee, draft, expected) => {
    expect(conditionSchema.parse(draft)).toEqual(expected);
  });

  test.each<[string, unknown, readonly string[]]>([
    ["of no kind", {}, ["kind"]],
    ["of an unknown kind", { kind: "mood", anyOf: ["a"] }, ["kind"]],
    ["without a value", { kind: "tag", anyOf: [] }, ["anyOf"]],
    ["with a blank value", { kind: "tag", anyOf: ["a", " "] }, ["anyOf.1"]],
    ["with an unknown key", { kind: "tag", anyOf: ["a"], not: true }, [""]],
    ["with another way to match", { kind: "tag", anyOf: ["a"], match: "regex" }, ["match"]],
    [
      "with a technique that is none",
      { kind: "technique", anyOf: ["T1059", "TA0001", "T1059.1"] },
      ["anyOf.1", "anyOf.2"],
    ],
    ["with an open bracket", { kind: "title", anyOf: ["a", "("], match: "pattern" }, ["anyOf.1"]],
    ["with a look-behind", { kind: "title", anyOf: ["(?<!a)b"], match: "pattern" }, ["anyOf.0"]],
    ["with a back-reference", { kind: "title", anyOf: ["(a)\\1"], match: "pattern" }, ["anyOf.0"]],
    ["with a repeat beyond a thousand", { kind: "title", anyOf: ["a{1001}"], match: "pattern" }, ["anyOf.0"]],
    ["with repeats that multiply", { kind: "host", anyOf: ["(a{100}){100}"], match: "pattern" }, ["anyOf.0"]],
    ["with repeats that add up", { kind: "host", anyOf: ["(\\pL{1,1000})".repeat(15)], match: "pattern" }, ["anyOf.0"]],
  ])("%s is refused at the path of each fault", (_fault, draft, expected) => {
    expect(pathsOf(draft)).toEqual(expected);
  });

  test("in the engine's words", () => {
    expect(conditionSchema.safeParse({ kind: "title", anyOf: ["("], match: "pattern" }).error?.issues[0]?.message).toBe(
      "error parsing regexp: missing closing ): `(`",
    );
  });

  test("with text that would be a bad pattern is fine where it is no pattern", () => {
    expect(holds({ kind: "title", anyOf: ["("], match: "contains" })).toBe(false);
  });
});
