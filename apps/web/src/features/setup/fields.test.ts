import { describe, expect, test } from "vitest";
import { en } from "../../languages/en.ts";
import { nl } from "../../languages/nl.ts";
import { bodyOf, faultsOf, type Values } from "./fields.ts";

const filled: Values = {
  token: "K7QM-2FXD",
  "administrator.name": "Sanne de Vries",
  "administrator.email": "sanne@contoso.example",
  "administrator.password": "a long enough one",
  "organization.name": "Contoso",
  "organization.tenantId": "",
  "organization.portalUrl": "",
  "organization.locale": "en",
  "organization.timeZone": "Europe/Amsterdam",
};

describe("the fields of the set-up", () => {
  test("a form that leaves out what is optional has no faults", () => {
    expect(faultsOf(filled, en.setupFaults)).toEqual({});
  });

  test("each empty field is asked for by name, in the reader's language", () => {
    const empty: Values = { ...filled, token: " ", "administrator.name": "", "administrator.password": "" };
    expect(faultsOf(empty, nl.setupFaults)).toEqual({
      token: "Voer de inrichtingscode in",
      "administrator.name": "Voer uw naam in",
      "administrator.password": "Kies een wachtwoord",
    });
  });

  test("a wrong value says what would be right", () => {
    const wrong: Values = {
      ...filled,
      "administrator.email": "sanne@contoso",
      "administrator.password": "short",
      "organization.portalUrl": "portal.contoso.example",
      "organization.tenantId": "x".repeat(101),
    };
    expect(faultsOf(wrong, en.setupFaults)).toEqual({
      "administrator.email": "Enter a complete address, such as name@example.org",
      "administrator.password": "Use at least 8 characters",
      "organization.portalUrl": "Enter a complete address that starts with https:// or http://",
      "organization.tenantId": "Use at most 100 characters",
    });
  });

  test("spaces round a pasted token and address are dropped, those of a password kept", () => {
    const body = bodyOf({
      ...filled,
      token: " K7QM ",
      "organization.portalUrl": " https://portal.example ",
      "administrator.password": " spaced out ",
    });
    expect(body.token).toBe("K7QM");
    expect(body.organization.portalUrl).toBe("https://portal.example");
    expect(body.administrator.password).toBe(" spaced out ");
  });
});
