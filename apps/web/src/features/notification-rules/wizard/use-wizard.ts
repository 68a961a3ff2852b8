import { useNavigate, useSearch } from "@tanstack/react-router";
import { ruleResponseSchema } from "@tocsin/core/notification-rules";
import { useEffect, useRef, useState } from "react";
import { useToast } from "../../../components/toast.tsx";
import { useSay } from "../../../languages/index.ts";
import { useAsk, useChange } from "../../../lib/api.ts";
import { type Failure, statusOf } from "../../../lib/http.ts";
import { usePermissions } from "../../../lib/permissions.ts";
import { type RuleResponse, rulePath, rulesPath } from "../requests.ts";
import { ruleSentences } from "../sentences.ts";
import { type Draft, draftOf, forgetDraft, keepDraft } from "./draft.ts";
import { type Fault, faultsOf, type Step, stepOf, steps } from "./faults.ts";

export interface WizardStart {
  /** The rule that is edited; null for a new one. */
  readonly base: RuleResponse | null;
  readonly start: Draft;
  /** What the draft is when nothing was entered. */
  readonly pristine: Draft;
  /** What the draft is kept under: each rule, each copy and a new rule have one of their own. */
  readonly keptAs: string;
  /** Whether it goes on with a draft that was kept. */
  readonly resumed: boolean;
}

/** The draft, the page that is open, and what happened at the last try. */
export const useWizard = ({ base, start, pristine, keptAs, resumed }: WizardStart) => {
  const say = useSay(ruleSentences);
  const toast = useToast();
  const navigate = useNavigate();
  const asks = useAsk();
  const { send, sending } = useChange();
  const { step = "basics" } = useSearch({ strict: false }) as { step?: Step };
  const ruleId = base?.id ?? null;
  const [draft, setDraft] = useState(start);
  const [typed, setTyped] = useState("");
  const [judged, setJudged] = useState<ReadonlySet<Step>>(new Set());
  const [refusedFaults, setRefusedFaults] = useState<readonly Fault[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [theirs, setTheirs] = useState<RuleResponse | null>(null);
  const [against, setAgainst] = useState(base);
  const [tries, setTries] = useState(0);
  const inFlight = useRef(false);

  const { deviceGroups: mine } = usePermissions();
  // Who sees some device groups only may make no rule of all of them; the api would say so at the end.
  const beyond: readonly Fault[] =
    mine === null || draft.deviceGroups.scope === "selected"
      ? []
      : [aside("settings", "deviceGroups", say("scoped.noAll", { count: mine.length }))];
  const found = [...faultsOf(draft), ...beyond];
  const leftover: readonly Fault[] =
    typed.trim() === "" ? [] : [aside("recipients", "recipients", say("fault.leftover", { typed: typed.trim() }))];
  const all = [
    ...found.filter(({ path }) => leftover.length === 0 || path !== "recipients"),
    ...leftover,
    ...refusedFaults,
  ];
  const shown = all.filter((fault) => judged.has(fault.step));

  useEffect(() => {
    if (draft !== start) keepDraft(keptAs, draft);
  }, [draft, start, keptAs]);

  const open = (next: Step) =>
    void navigate({ to: ".", search: ((search: object) => ({ ...search, step: next })) as never });
  const refuse = () => setTries((before) => before + 1);
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setRefusedFaults((faults) =>
      faults.filter(({ path }) => !Object.keys(part).some((name) => path.split(".")[0] === name)),
    );
  };
  /** Opens a page; those after one with faults stay closed, and the faults are shown. */
  const goTo = (wanted: Step) => {
    const first = steps.slice(0, steps.indexOf(wanted)).find((before) => all.some((fault) => fault.step === before));
    if (first === undefined) return open(wanted);
    setJudged((before) => new Set(before).add(first));
    refuse();
    if (first !== step) open(first);
  };

  const save = async (over: RuleResponse | null = against) => {
    if (inFlight.current) return;
    const first = all.find((fault) => !refusedFaults.includes(fault));
    if (first !== undefined) return goTo("review");
    inFlight.current = true;
    setFailure(null);
    const answer = await send({
      request: over
        ? { method: "PUT", path: rulePath(over.id), body: draft, ifMatch: `"${over.version}"` }
        : { method: "POST", path: rulesPath, body: draft },
      contract: ruleResponseSchema,
      outdates: [rulesPath],
    });
    inFlight.current = false;
    if (answer.ok) {
      forgetDraft(keptAs);
      toast({ text: say(base ? "saved.changed" : "saved.made", { name: answer.value.name }) });
      return void navigate({ to: "/rules/$id", params: { id: answer.value.id } });
    }
    await settleRefusal(answer.problem);
  };

  const settleRefusal = async (problem: Failure) => {
    if (statusOf(problem) === 412 && ruleId !== null) {
      const now = await asks({ method: "GET", path: rulePath(ruleId) }, ruleResponseSchema);
      if (now.ok) setTheirs(now.value);
      else setFailure(now.problem);
      return refuse();
    }
    const faults = faultsIn(problem, say("fault.name.taken", { name: draft.name.trim() }));
    setRefusedFaults(faults);
    setJudged(new Set(steps));
    if (faults.length === 0) setFailure(problem);
    refuse();
    const [first] = faults;
    if (first !== undefined && first.step !== step) open(first.step);
  };

  return {
    base,
    step,
    draft,
    change,
    typed,
    setTyped,
    faults: shown,
    tries,
    failure,
    theirs,
    saving: sending,
    resumed,
    changed: draft !== pristine,
    goTo,
    save,
    /** Saves over what somebody else saved meanwhile. */
    keepMine: () => {
      const over = theirs;
      setTheirs(null);
      setAgainst(over);
      void save(over);
    },
    /** Throws one's own away for what somebody else saved. */
    takeTheirs: () => {
      if (theirs === null) return;
      setAgainst(theirs);
      setDraft(draftOf(theirs));
      setTheirs(null);
    },
    startOver: () => {
      forgetDraft(keptAs);
      setDraft(pristine);
      setTyped("");
    },
    leave: () => {
      forgetDraft(keptAs);
      void navigate({ to: "/rules" });
    },
  };
};

export type WizardState = ReturnType<typeof useWizard>;

/** A fault that no schema finds. */
const aside = (step: Step, path: string, message: string): Fault => ({
  step,
  path,
  sentence: null,
  message,
  issue: null,
  count: 0,
});

/** The faults that the api named, at their fields; a name that is taken is one of the name. */
const faultsIn = (failure: Failure, taken: string): readonly Fault[] => {
  if (failure.kind !== "refused") return [];
  if (failure.problem.status === 409) return [aside("basics", "name", taken)];
  return (failure.problem.faults ?? []).map(({ path, message }) =>
    aside(stepOf(path.split(".")[0] ?? ""), path, message),
  );
};
