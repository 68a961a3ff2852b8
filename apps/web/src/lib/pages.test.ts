import { expect, test } from "vitest";
import { incidentPath, pageAt } from "./pages.ts";

test.each([
  ["/", { kind: "home" }],
  ["/setup", { kind: "setup" }],
  ["/setup/", { kind: "setup" }],
  ["/setup/more", { kind: "home" }],
  ["/incidents", { kind: "incidents" }],
  ["/incidents/", { kind: "incidents" }],
  ["/incidents/0194-ab", { kind: "incident", id: "0194-ab" }],
  ["/incidents/0194-ab/", { kind: "incident", id: "0194-ab" }],
  ["/incidents/a%2Fb", { kind: "incident", id: "a%2Fb" }],
  ["/incidents/a/b", { kind: "home" }],
  ["/rules", { kind: "home" }],
])("%s leads to its page", (pathname, page) => {
  expect(pageAt(pathname)).toEqual(page);
});

test("the address of an incident leads to it", () => {
  expect(pageAt(incidentPath("a/b"))).toEqual({ kind: "incident", id: "a%2Fb" });
});
