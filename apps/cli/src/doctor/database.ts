import type { DatabaseFacts, DeliveryFacts } from "@tocsin/db";
import { type Check, fault, ok, warning } from "./check.ts";
import { inWords, timeInWords } from "./in-words.ts";

const walWanted = 256 * 1024 ** 2;
/** Longer than a sweep and a lease: whatever is due since then, nobody takes. */
const lateMs = 90_000;

const name = "database";

/** What the database looks like, as checks. */
export const databaseChecks = ({ damage, schema, bytes, walBytes }: DatabaseFacts): readonly Check[] => {
  const checks: Check[] = [];
  if (damage !== null) {
    checks.push(
      fault(name, `It is damaged: ${damage}`, "Stop the programs, keep a copy, and restore a backup: tocsin restore."),
    );
  } else {
    checks.push(ok(name, `opens, ${inWords(bytes)}, its pages fit together`));
  }
  checks.push(...schemaCheck(schema));
  const wal = `${inWords(walBytes)} wait in its log`;
  const advice = "Something reads for very long, which keeps the log from being written back; restart the programs.";
  checks.push(walBytes > walWanted ? warning("database log", wal, advice) : ok("database log", wal));
  return checks;
};

const schemaCheck = (schema: DatabaseFacts["schema"]): readonly Check[] => {
  if (schema === "current") return [ok("tables", "are of this version")];
  return schema === "older"
    ? [fault("tables", "are of an older version", "Start the api of this version: it brings them up to date.")]
    : [
        fault(
          "tables",
          "are of a newer version",
          "Run the version of Tocsin that was last started here, or a newer one.",
        ),
      ];
};

/** How deliveries fare, as checks. */
export const deliveryChecks = (facts: DeliveryFacts, now: number): readonly Check[] => {
  const { oldestDueAt, due, waiting, failed, inDoubt, heldForPerson } = facts;
  const lateFor = oldestDueAt === null ? 0 : now - oldestDueAt;
  return [
    lateFor > lateMs
      ? fault(
          "waiting mail",
          `${due} are due and nobody sends them, the oldest for ${timeInWords(lateFor)}`,
          "See that a worker runs on this data folder (tocsin serve worker), and what its log says.",
        )
      : ok("waiting mail", `${waiting} wait, none for long`),
    failed > 0
      ? warning(
          "failed mail",
          `${failed} were given up in the last 24 hours`,
          "Each says why in the console; tocsin redrive --failed --since 24h sends them once more.",
        )
      : ok("failed mail", "none in the last 24 hours"),
    inDoubt > 0
      ? warning(
          "mail in doubt",
          `${inDoubt} may or may not have been taken by the mail server`,
          "Ask their readers, or send them again: tocsin redrive --in-doubt.",
        )
      : ok("mail in doubt", "none"),
    ...(heldForPerson > 0
      ? [
          warning(
            "held mail",
            `${heldForPerson} are held since a backup was restored`,
            "tocsin redrive --held --dry-run lists them, tocsin redrive --held sends them.",
          ),
        ]
      : []),
  ];
};
