import { setupResponseSchema } from "@tocsin/core/accounts";
import { setupToken, type TestApp } from "./start-test-app.ts";

export const adasPassword = "correct horse battery";

/** Sets up as a person does, so that the administrator has a password; answers the access token of the set-up. */
export const setUpWithPassword = async (app: TestApp): Promise<string> => {
  const administrator = { name: "Ada", email: "ada@contoso.example", password: adasPassword };
  const organization = { name: "Contoso" };
  const answer = await app.post("/api/v1/setup", { token: setupToken, administrator, organization }, { token: null });
  return answer.as(setupResponseSchema).accessToken;
};
