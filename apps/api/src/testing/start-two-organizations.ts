import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sha256 } from "@tocsin/secrets";
import { startReadyApp, type TestApp } from "./start-test-app.ts";

/** An installation with a second organization, which no route can make yet. */
export interface TwoOrganizations extends AsyncDisposable {
  readonly app: TestApp;
  /** The access token of the other organization's administrator. */
  readonly foreignToken: string;
}

export const startTwoOrganizations = async (): Promise<TwoOrganizations> => {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-api-"));
  const path = join(folder, "tocsin.db");
  const app = await startReadyApp({ path });
  // The set-up makes an organization in every respect; forgetting that it has run makes a second one.
  const database = new DatabaseSync(path);
  database.exec("DELETE FROM installation");
  database.close();
  const foreignToken = "tat_of-the-other-organization";
  await app.stores.accounts.setUp({
    name: "Eve",
    email: "eve@fabrikam.example",
    passwordHash: "none",
    organization: {
      name: "Fabrikam",
      tenantId: "",
      portalUrl: "",
      allowedDomains: ["*"],
      locale: "en",
      timeZone: "UTC",
      bundling: { urgentMs: 0, otherMs: 0 },
    },
    accessTokenHash: sha256(foreignToken),
  });
  return {
    app,
    foreignToken,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
