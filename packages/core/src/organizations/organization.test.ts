import { describe, expect, test } from "vitest";
import { organizationDraftSchema } from "./organization.ts";

test("an organization needs a name only", () => {
  expect(organizationDraftSchema.parse({ name: " Contoso " })).toEqual({
    name: "Contoso",
    tenantId: "",
    portalUrl: "",
    allowedDomains: ["*"],
    locale: "en",
    timeZone: "UTC",
    bundling: { urgentMs: 0, otherMs: 60_000 },
  });
});

test("allowed domains are kept in lower case", () => {
  expect(
    organizationDraftSchema.parse({ name: "a", allowedDomains: ["Contoso.Example", "*.Contoso.Example"] }),
  ).toEqual(expect.objectContaining({ allowedDomains: ["contoso.example", "*.contoso.example"] }));
});

test("an international domain is allowed as its addresses are kept, in punycode", () => {
  expect(
    organizationDraftSchema.parse({ name: "a", allowedDomains: ["münchen.example", "*.münchen.example"] }),
  ).toEqual(expect.objectContaining({ allowedDomains: ["xn--mnchen-3ya.example", "*.xn--mnchen-3ya.example"] }));
});

describe("an organization is refused at the path of each fault", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["without anything", {}, ["name"]],
    ["with a blank name", { name: " " }, ["name"]],
    ["without any allowed domain", { name: "a", allowedDomains: [] }, ["allowedDomains"]],
    ["with an address for a domain", { name: "a", allowedDomains: ["*", "soc@contoso.example"] }, ["allowedDomains.1"]],
    ["with a star in the middle", { name: "a", allowedDomains: ["mail.*.example"] }, ["allowedDomains.0"]],
    ["with a portal that is a script", { name: "a", portalUrl: "javascript:alert(1)" }, ["portalUrl"]],
    ["with a zone that nobody knows", { name: "a", timeZone: "Europe/Atlantis" }, ["timeZone"]],
    ["with a language that we do not speak", { name: "a", locale: "de" }, ["locale"]],
    ["with a negative window", { name: "a", bundling: { urgentMs: -1, otherMs: 0 } }, ["bundling.urgentMs"]],
  ])("%s", (_fault, draft, expected) => {
    const parsed = organizationDraftSchema.safeParse(draft);
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))).toEqual(expected);
  });
});
