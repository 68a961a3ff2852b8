import { resetPassword } from "./accounts/reset-password.ts";
import { auditVerify } from "./audit/verify.ts";
import { backup } from "./backups/backup.ts";
import { restore } from "./backups/restore.ts";
import type { Command } from "./command.ts";
import { redrive } from "./deliveries/redrive.ts";
import { sendTest } from "./deliveries/send-test.ts";
import { doctor } from "./doctor/doctor.ts";
import { reconcileCommand } from "./reconciliation/reconcile.ts";
import { serve } from "./serve/serve.ts";
import { setupLink } from "./setup/setup-link.ts";
import { tail } from "./tail/tail.ts";

/** Every command, in the order of the help. A new one is a file and a line here. */
export const commands: readonly Command[] = [
  serve,
  doctor,
  setupLink,
  sendTest,
  redrive,
  reconcileCommand,
  tail,
  backup,
  restore,
  resetPassword,
  auditVerify,
];
