import { Secret, TOTP } from "otpauth";
import type { TestApp } from "./start-test-app.ts";

/** An authenticator app that reads the QR code: answers the code of now. */
export const authenticator = (app: TestApp, uri: string): (() => string) => {
  const secret = Secret.fromBase32(new URL(uri).searchParams.get("secret") ?? "");
  return () => new TOTP({ secret }).generate({ timestamp: app.parts.now() });
};
