import { expect, test } from "vitest";
import { tokenIn } from "./link-token.ts";

test("the token is read from the fragment, and from the query where there is none", () => {
  expect(tokenIn({ hash: "#token=abc", search: "?token=old" })).toBe("abc");
  expect(tokenIn({ hash: "", search: "?from=mail&token=abc" })).toBe("abc");
  expect(tokenIn({ hash: "", search: "" })).toBe("");
});

test("a token keeps its plus and percent signs", () => {
  expect(tokenIn({ hash: "#token=a+b%2Fc", search: "" })).toBe("a+b/c");
  expect(tokenIn({ hash: "#token=100%", search: "" })).toBe("100%");
});
