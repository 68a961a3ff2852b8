import type { Sentences } from "../../languages/en.ts";

/** One thing to do after the set-up, as a command for a POSIX shell. */
interface FirstStep {
  readonly title: string;
  readonly help: string;
  readonly command: string;
}

interface Installation {
  readonly origin: string;
  readonly accessToken: string;
  readonly email: string;
}

/** From a fresh installation to a first mail, in four commands that work as they stand. */
export const firstSteps = (to: Installation, say: Sentences["done"]): readonly FirstStep[] => {
  const bearer = quoted(`Authorization: Bearer ${to.accessToken}`);
  const source = { name: say.sourceName, kind: "generic" };
  const rule = { name: say.ruleName, recipients: [{ address: to.email }] };
  const incident = { externalId: "first-1", title: say.incidentTitle, severity: "high" };
  // The answer is shown as it comes and its key is kept, so that step 3 needs no editing.
  const keep = String.raw`| tee /dev/stderr | sed -n 's/.*"key": *"\([^"]*\)".*/\1/p'`;
  return [
    {
      title: say.source,
      help: say.sourceHelp,
      command: `SOURCE_KEY=$(${curl(to.origin, "/api/v1/sources", bearer, source)} \\\n  ${keep})`,
    },
    {
      title: say.rule,
      help: say.ruleHelp(to.email),
      command: curl(to.origin, "/api/v1/notification-rules", bearer, rule),
    },
    {
      title: say.incident,
      help: say.incidentHelp,
      command: curl(to.origin, "/api/v1/ingest", '"Authorization: Bearer $SOURCE_KEY"', incident),
    },
    { title: say.deliveries, help: say.deliveriesHelp, command: curl(to.origin, "/api/v1/deliveries", bearer) },
  ];
};

const curl = (origin: string, path: string, authorization: string, body?: object): string =>
  [
    `curl -sS -w '\\n' ${quoted(origin + path)}`,
    `-H ${authorization}`,
    ...(body ? ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`] : []),
  ].join(" \\\n  ");

/** A text as one word of a POSIX shell, whatever it holds; left bare where nothing in it means anything to a shell. */
const quoted = (text: string): string =>
  /^[\w:/.@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
