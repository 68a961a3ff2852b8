import { userInfo } from "node:os";
import type { Act } from "@tocsin/core/audit";
import type { OrganizationId } from "@tocsin/core/kernel";
import type { Command } from "../command.ts";

/**
 * What a command does, as the audit tells it: by the program, because whoever has the machine has no account here; under
 * which name of the machine, the action says.
 */
export const actOf = (
  { name }: Command,
  organizationId: OrganizationId | null,
  kind: string,
  id: string | null = null,
): Act => ({
  organizationId,
  actor: { kind: "system" },
  action: `tocsin ${name} (${nameOnMachine()})`,
  right: null,
  object: { kind, id },
  requestId: null,
});

/** A container may run under a number that has no name. */
const nameOnMachine = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
};
