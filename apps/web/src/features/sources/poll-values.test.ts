import { expect, test } from "vitest";
import { pollDraftOf, pollValuesOf, pollValuesSchema } from "./poll-values.ts";

const { poll } = pollValuesOf(null, "https://graph.microsoft.com/v1.0");
const whole = { poll: { ...poll, tenantId: "contoso.example", clientId: "app-1" } };

test.each([
  ["that is not entered stays as it is", {}, {}],
  ["that is entered is sent", { clientSecret: "one" }, { clientSecret: "one" }],
  ["that comes next is sent beside it", { secondClientSecret: "two" }, { secondClientSecret: "two" }],
  ["that is no longer needed is forgotten", { forgetSecond: true }, { secondClientSecret: null }],
])("a secret %s", (_, entered, secrets) => {
  const draft = pollDraftOf({ poll: { ...whole.poll, ...entered } });
  const { clientSecret, secondClientSecret } = draft;
  expect({
    ...(clientSecret !== undefined && { clientSecret }),
    ...(secondClientSecret !== undefined && { secondClientSecret }),
  }).toEqual(secrets);
});

test("what is missing is said at its field", () => {
  expect(pollValuesSchema.safeParse(whole).success).toBe(true);
  const refused = pollValuesSchema.safeParse({ poll: { ...whole.poll, tenantId: "" } });
  expect(refused.error?.issues.map(({ path }) => path.join("."))).toEqual(["poll.tenantId"]);
});
