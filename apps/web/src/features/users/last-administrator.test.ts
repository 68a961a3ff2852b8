import { expect, test } from "vitest";
import { isLastAdministrator } from "./last-administrator.ts";
import type { Granted } from "./requests.ts";

const held = (id: string, more: Partial<Granted> = {}): Granted => ({
  id: `r-${id}`,
  user: { id, name: id, email: `${id}@contoso.example` },
  role: "globalAdministrator",
  title: "Global Administrator",
  deviceGroups: null,
  allOrganizations: true,
  createdAt: "2026-11-22T00:00:00Z",
  ...more,
});

test("whoever alone administers all organizations is protected; somebody of one organization does not stand in", () => {
  const others = [
    held("eve", { allOrganizations: false }),
    held("sam", { deviceGroups: ["servers"] }),
    held("jan", { role: "securityAdministrator" }),
  ];
  expect(isLastAdministrator("ada", [held("ada"), ...others])).toBe(true);
  expect(isLastAdministrator("eve", [held("ada"), ...others])).toBe(false);
});

test("two administrators protect neither", () => {
  expect(isLastAdministrator("ada", [held("ada"), held("sanne")])).toBe(false);
});
