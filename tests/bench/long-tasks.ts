import type { Page } from "playwright-core";

/** From this many milliseconds on a task keeps a page from answering its reader. */
const longMs = 50;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** CPU of the thread, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * The tasks of a page's main thread that are long while something is done, each in ms of its own CPU: what others on the machine
 * take meanwhile makes no task long.
 */
export const longTasksOf = async (page: Page, doing: () => Promise<unknown>): Promise<readonly number[]> => {
  const browser = page.context().browser();
  if (browser === null) throw new Error("There is no browser to trace");
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await doing();
  const trace = JSON.parse((await browser.stopTracing()).toString("utf8")) as { traceEvents: readonly TraceEvent[] };
  const events = trace.traceEvents;
  const mains = new Set(
    events.flatMap(({ name, args, ...at }) =>
      name === "thread_name" && args?.name === "CrRendererMain" ? [threadOf(at)] : [],
    ),
  );
  return events
    .filter((event) => event.ph === "X" && event.name === "RunTask" && mains.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000)
    .filter((ms) => ms >= longMs);
};

const threadOf = ({ pid, tid }: Pick<TraceEvent, "pid" | "tid">): string => `${pid} ${tid}`;
