import { backup } from "./backups/backup.ts";
import { restore } from "./backups/restore.ts";
import type { Command } from "./command.ts";
import { serve } from "./serve/serve.ts";

/** Every command, in the order of the help. A new one is a file and a line here. */
export const commands: readonly Command[] = [serve, backup, restore];
