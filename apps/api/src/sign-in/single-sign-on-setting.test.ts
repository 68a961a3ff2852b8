import { expect, test } from "vitest";
import { singleSignOnSettingOf } from "./single-sign-on-setting.ts";

const given = {
  OIDC_ISSUER: "https://idp.example",
  OIDC_CLIENT_ID: "tocsin",
  OIDC_CLIENT_SECRET: "secret-canary",
  OIDC_TITLE: "Contoso",
  OIDC_GROUPS_CLAIM: "groups",
};

test("without any of its variables there is no single sign-on", () => {
  const { OIDC_TITLE, OIDC_GROUPS_CLAIM } = given;
  expect(singleSignOnSettingOf({ OIDC_TITLE, OIDC_GROUPS_CLAIM })).toEqual({ ok: true, value: null });
});

test("groups give roles, also groups with an equals sign in their name", () => {
  const setting = singleSignOnSettingOf({
    ...given,
    OIDC_ROLES: "soc=securityOperator, cn=leads=securityAdministrator ,",
  });
  expect(setting.ok && [...(setting.value?.roles ?? [])]).toEqual([
    ["soc", "securityOperator"],
    ["cn=leads", "securityAdministrator"],
  ]);
});

test.each([
  ["half a setting", { OIDC_CLIENT_SECRET: undefined }, "OIDC_CLIENT_SECRET: is missing"],
  ["Search and Purge", { OIDC_ROLES: "soc=searchAndPurge" }, "Search and Purge is given by a person alone"],
  ["a role that there is not", { OIDC_ROLES: "soc=owner" }, "soc=owner is not group=role"],
  ["a group without a role", { OIDC_ROLES: "soc" }, "soc is not group=role"],
])("%s stops the start, without telling the secret", (_case, change, problem) => {
  const setting = singleSignOnSettingOf({ ...given, ...change });
  expect(setting).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  expect(JSON.stringify(setting)).not.toContain("secret-canary");
});
