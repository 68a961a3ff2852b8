import { type ChangeId, dayMs, type Instant, toIso } from "@tocsin/core/kernel";
import { becauseOf, type ChangeOnRecord, type Finding, reconcile } from "@tocsin/core/reconciliation";
import type { Answer, Call, Command } from "../command.ts";
import { type Installation, openInstallation } from "../compose.ts";
import { sinceOf } from "../deliveries/since.ts";

export const reconcileCommand: Command = {
  name: "reconcile",
  summary: "Compare what was decided with the mails that followed, and list what is missing or surplus.",
  operands: [],
  options: {
    since: { value: "when", about: "how far back to look: 30m, 2h, 7d (ago), or 2026-11-22T03:00Z; 7d unless said" },
    seen: { about: "take what the worker has found off its list, so that the metrics are clean again" },
  },
  about: [
    "The worker does the same by itself, every minute for what is new. This looks at everything once more, also while " +
      "the programs run, and changes nothing. A mail that failed, waits or was cancelled is neither missing nor surplus: " +
      "the list of deliveries shows it with its reason.",
  ],
  failsWhen: "a mail is missing or surplus; each is listed with incident, rule, address and why",
  run: (call) => run(call),
};

const run = async ({ options, config }: Call): Promise<Answer> => {
  const now = Date.now();
  const from = typeof options["since"] === "string" ? sinceOf(options["since"], now) : now - 7 * dayMs;
  await using installation = openInstallation(await config());
  const { changes, findings } = await compare(installation, from, now);
  const seen = options["seen"] === true ? await markSeen(installation, now) : 0;
  return {
    exitCode: findings.length > 0 ? 1 : 0,
    lines: [
      ...findings.map(lineOf),
      findings.length === 0
        ? `${changes} changes since ${toIso(from)}: every mail that was decided is accounted for, and there is no other.`
        : `${changes} changes since ${toIso(from)}: ${countOf(findings, "missing")} mails missing, ${countOf(findings, "surplus")} surplus.`,
      ...(seen > 0 ? [`${seen} findings of the worker are off its list.`] : []),
    ],
    json: { since: toIso(from), changes, seen, findings: findings.map(present) },
  };
};

const pageMax = 500;

const compare = async (
  { reconciliation }: Installation,
  from: Instant,
  until: Instant,
): Promise<{ readonly changes: number; readonly findings: readonly Finding[] }> => {
  const findings: Finding[] = [];
  let changes = 0;
  let after: ChangeId | null = null;
  do {
    const page: readonly ChangeOnRecord[] = await reconciliation.since(from, until, after, pageMax);
    findings.push(...page.flatMap((change) => reconcile(change, Date.now())));
    changes += page.length;
    after = page.length < pageMax ? null : (page.at(-1)?.id ?? null);
  } while (after !== null);
  return { changes, findings };
};

const markSeen = async ({ organizations, reconciliation }: Installation, now: Instant): Promise<number> => {
  const all = await organizations.all();
  const counts = await Promise.all(all.map(({ id }) => reconciliation.markSeen(id, now)));
  return counts.reduce((sum, count) => sum + count, 0);
};

const countOf = (findings: readonly Finding[], kind: Finding["kind"]): number =>
  findings.filter((finding) => finding.kind === kind).length;

const lineOf = ({ kind, why, incidentId, ruleId, address, deliveryId }: Finding): string =>
  `${kind}  ${address}  incident ${incidentId}  rule ${ruleId}  ${deliveryId === null ? "no delivery" : `delivery ${deliveryId}`}  ${becauseOf(why)}`;

const present = ({ organizationId: _ours, ...finding }: Finding) => ({ ...finding, because: becauseOf(finding.why) });
