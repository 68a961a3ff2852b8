import type { Instant } from "../kernel/index.ts";
import type { ReconciliationStore } from "./ports.ts";
import { type Finding, reconcile, roundAfterMs, rounds } from "./reconcile.ts";

/** Changes in one page: few enough that nobody waits for the read. */
const pageMax = 250;
/** Pages of each round in one pass; a backlog goes away over some passes. */
const pagesMax = 20;
const suspectsMax = 200;

export interface PassReport {
  readonly looked: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks at what each round has not looked at yet, and again at what was found before: at most 10,000 changes, however many
 * wait. Nothing is mended here: it is told, counted and shown.
 */
export const reconciliationPass = async (
  store: Pick<ReconciliationStore, "nextOf" | "keepPage" | "suspects" | "keep">,
  now: () => Instant,
): Promise<PassReport> => {
  const found: Finding[] = [];
  let looked = 0;
  for (const round of rounds) {
    for (let pages = 0; pages < pagesMax; pages += 1) {
      const page = await store.nextOf(round, now() - roundAfterMs[round], pageMax);
      const findings = page.changes.flatMap((change) => reconcile(change, now()));
      if (await store.keepPage(page, findings, now())) {
        found.push(...findings);
        looked += page.changes.length;
      }
      if (!page.more) break;
    }
  }
  const suspects = await store.suspects(suspectsMax);
  const again = suspects.flatMap((change) => reconcile(change, now()));
  await store.keep({ changeIds: suspects.map(({ id }) => id), findings: again }, now());
  return { looked: looked + suspects.length, findings: [...found, ...again] };
};
