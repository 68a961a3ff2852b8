import { writeFileSync } from "node:fs";
import { environment } from "../packages/core/src/settings/environment.ts";

/** `.env.example`, from the schema that the programs parse: every variable with its description and default. */
export const environmentExample = (): string =>
  `${Object.entries(environment)
    .map(([name, schema]) => {
      const byDefault = schema.safeParse(undefined);
      const value = byDefault.success && byDefault.data !== undefined ? String(byDefault.data) : "";
      return `# ${schema.description ?? ""}\n# ${name}=${value}\n`;
    })
    .join("\n")}`;

if (import.meta.main) writeFileSync(".env.example", environmentExample());
