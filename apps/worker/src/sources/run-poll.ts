import type { PollKind, SourceKind } from "@tocsin/core/incidents";
import type { Document, TakenIn } from "@tocsin/core/intake";
import { type Digest, dayMs, type Instant, type PayloadProblemId, toIso } from "@tocsin/core/kernel";
import {
  afterCheck,
  afterPage,
  afterRefusal,
  afterTrouble,
  freshEntries,
  knownHole,
  nextStep,
  type PollClaim,
  type PollFault,
  type PollReport,
  type PollRules,
  type PollState,
  type Walk,
  withHole,
} from "@tocsin/core/sources";
import type { PollApi } from "@tocsin/outbound";
import { type Asker, createAsker } from "./ask.ts";
import { type ReadPage, readPage } from "./read-page.ts";

export interface RunParts {
  readonly claim: PollClaim;
  readonly kind: SourceKind & { readonly poll: PollKind };
  readonly api: PollApi;
  readonly digest: Digest;
  readonly now: () => Instant;
  readonly wait: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** Takes documents in like those that are sent. */
  readonly takeIn: (documents: readonly Document[]) => Promise<TakenIn>;
  readonly keepProblem: (problem: string, payload: string) => Promise<PayloadProblemId>;
  readonly resolveProblem: (id: PayloadProblemId) => Promise<void>;
  /** Keeps where it stands; false where somebody else holds the poll now. */
  readonly keep: (state: PollState) => Promise<boolean>;
  readonly countRequest: (answer: string) => void;
}

/** How a run ended, without when the next one is due; null where another worker has taken over. */
export type RunEnd = Omit<PollReport, "nextAt"> & { readonly waitMs: number | null };

/**
 * Polls until it has caught up, keeping where it stands after every page. The judgement is core's; here the questions are
 * asked and what they bring is taken in.
 */
export const runPoll = async (parts: RunParts): Promise<RunEnd | null> => {
  const { claim, kind, api, now, wait, signal, countRequest } = parts;
  const { setting, skewMs } = claim.poll;
  const asker = createAsker({ api, now, wait, count: countRequest, signal, skewMs });
  const rules: PollRules = { kind: kind.poll, setting };
  const run = { ...parts, asker, rules };
  const end = (state: PollState, outcome: PollReport["outcome"], waitMs: number | null = null): RunEnd => ({
    state,
    outcome,
    waitMs,
    skewMs: asker.skewMs,
    secretInUse: api.secretInUse,
  });
  let state = claim.poll.state;
  for (;;) {
    if (signal.aborted) return end(state, { kind: "stopped" });
    const next = nextStep(state, rules, asker.serverNow());
    if (next.step.kind === "rest") return end(next.state, { kind: "caughtUp" });
    const moved = next.step.kind === "check" ? await check(run, next.state) : await page(run, next.state);
    if (signal.aborted) return end(state, { kind: "stopped" });
    state = moved.state;
    if (moved.fault !== null) return end(state, { kind: "failed", fault: moved.fault }, moved.waitMs ?? null);
    if (!(await parts.keep(state))) return null;
  }
};

type Run = RunParts & { readonly asker: Asker; readonly rules: PollRules };

interface Moved {
  readonly state: PollState;
  /** Why the run cannot go on; null where it can. */
  readonly fault: PollFault | null;
  readonly waitMs?: number | null;
}

const check = async (run: Run, state: PollState): Promise<Moved> => {
  const { asker, rules } = run;
  const since = state.walk?.startedAt ?? state.walk?.until ?? state.through;
  const question = { from: since, until: null, skip: 0, top: rules.kind.pageMax, withAlerts: false };
  const asked = await asker.ask(rules.kind.pathOf(question));
  if (asked.kind !== "answered") return { state, ...asked };
  const read = readPage(run.kind, asked, run.digest);
  if (read === null) return { state, fault: noPage };
  return went(run, state, afterCheck(state, read, rules));
};

const noPage: PollFault = { cause: "failing", words: "The answer is no page of a list" };

const page = async (run: Run, state: PollState): Promise<Moved> => {
  const { asker, rules, kind, digest } = run;
  const walk = walkOf(state);
  const withAlerts = rules.kind.apart === null || asker.serverNow() >= state.apartUntil;
  const asked = await asker.ask(walk.link ?? rules.kind.pathOf({ ...walk, withAlerts }));
  if (asked.kind === "over") return { state, ...asked };
  if (asked.kind === "refused") {
    const smaller = afterRefusal(state);
    return smaller === null ? { state, fault: asked.fault } : { state: smaller, fault: null };
  }
  const read = asked.kind === "answered" ? readPage(kind, asked, digest) : null;
  if (read === null) return trouble(run, state, asked.kind === "failing" ? asked.fault : noPage);
  const fresh = freshEntries(state, read.entries);
  const gathered = withAlerts
    ? { state, documents: fresh.flatMap((index) => read.documents[index] ?? []) }
    : await gatherApart(run, state, read, fresh);
  if (gathered.fault) return { state: gathered.state, fault: gathered.fault, waitMs: gathered.waitMs ?? null };
  if (gathered.documents.length > 0) await run.takeIn(gathered.documents);
  return went(run, state, afterPage(gathered.state, read, rules, asker.serverNow()));
};

interface Gathered {
  readonly state: PollState;
  readonly documents: readonly Document[];
  readonly fault?: PollFault | null;
  readonly waitMs?: number | null;
}

/** Asks for the alerts of each incident by itself. One whose alerts cannot be had is taken in without, and looked at again. */
const gatherApart = async (run: Run, start: PollState, read: ReadPage, fresh: readonly number[]): Promise<Gathered> => {
  let state = start;
  const documents: Document[] = [];
  for (const index of fresh) {
    const [listed, entry] = [read.documents[index], read.entries[index]];
    if (listed === undefined || entry === undefined) continue;
    const found = await alertsOf(run, listed, entry.id ?? "");
    if ("fault" in found) return { state: start, documents, ...found };
    documents.push(found.document);
    if (found.missing !== null) state = await dig(run, state, found.missing);
  }
  return { state, documents };
};

type WithAlerts =
  | { readonly document: Document; readonly missing: string | null }
  | { readonly fault: PollFault; readonly waitMs: number | null };

const alertsOf = async ({ asker, rules, kind }: Run, listed: Document, id: string): Promise<WithAlerts> => {
  const { apart } = rules.kind;
  if (apart === null || id.startsWith("#")) return { document: listed, missing: null };
  const whole = await asker.ask(apart.incidentPath(id));
  if (whole.kind === "over") return whole;
  if (whole.kind === "answered" && rules.kind.identify(whole.value).id === id) {
    return { document: { value: whole.value, text: whole.text }, missing: null };
  }
  // Gone meanwhile: what the list said is all that is left.
  if (whole.kind === "refused") return { document: listed, missing: null };
  const alerts = await asker.ask(apart.alertsPath(id));
  if (alerts.kind === "over" && alerts.fault.cause !== "missingPermission") return alerts;
  const members = alerts.kind === "answered" ? kind.open(alerts.value) : null;
  if (members === null) return { document: listed, missing: `The alerts of incident ${id}` };
  const value = apart.join(listed.value, members);
  return { document: { value, text: JSON.stringify(value) }, missing: null };
};

/** A question failed as often as it was tried. Whether it is to blame, or all of them fail, another one tells. */
const trouble = async (run: Run, state: PollState, fault: PollFault): Promise<Moved> => {
  const { asker, rules } = run;
  const at = asker.serverNow();
  const control = { from: at - dayMs, until: null, skip: 0, top: 1, withAlerts: false };
  const asked = await asker.ask(rules.kind.pathOf(control));
  if (asked.kind === "over") return { state, ...asked };
  if (asked.kind !== "answered") return { state, fault };
  const remedy = afterTrouble(state, rules, at);
  if (remedy.kind === "again") return { state: remedy.state, fault: null };
  return { state: await dig(run, remedy.state, `An incident (${fault.words})`), fault: null };
};

/** Says in a payload problem what is missing, and remembers where, so that it is looked at again. */
const dig = async (run: Run, state: PollState, what: string): Promise<PollState> => {
  const holeId = knownHole(state) === null ? await keepMissing(run, walkOf(state), what) : "";
  return withHole(state, { now: run.asker.serverNow(), holeId });
};

const keepMissing = ({ keepProblem }: Run, { from, until }: Walk, what: string): Promise<string> => {
  const window = { missing: what, writtenFrom: toIso(from), writtenBefore: toIso(until) };
  const problem = `could not be fetched: ${what}, written between ${window.writtenFrom} and ${window.writtenBefore}. It is asked for again`;
  return keepProblem(problem, JSON.stringify(window));
};

/** After a step that brought us on: a hole that could be read at last is a problem no longer. */
const went = async (run: Run, before: PollState, state: PollState): Promise<Moved> => {
  const hole = before.walk?.hole ?? "";
  const isFilled = hole !== "" && state.walk === null && state.holes.every(({ id }) => id !== hole);
  if (isFilled) await run.resolveProblem(hole as PayloadProblemId).catch(() => undefined);
  return { state, fault: null };
};

const walkOf = ({ walk }: PollState): Walk => {
  if (walk === null) throw new Error("No walk is under way");
  return walk;
};
