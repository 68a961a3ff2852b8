import { AsyncLocalStorage } from "node:async_hooks";
import type { Act, AuditDetail } from "@tocsin/core/audit";

/** An act under way, and whether it has left its entry. */
export interface ActUnderWay {
  readonly act: Act;
  detail: AuditDetail;
  written: boolean;
}

// Which request a write belongs to follows the calls by themselves: no store can forget to say so.
const underWay = new AsyncLocalStorage<ActUnderWay | null>();

export const runAs = <Value>(act: Act, run: () => Promise<Value>): Promise<Value> =>
  underWay.run({ act, detail: {}, written: false }, run);

/** Runs what is nobody's act but our own bookkeeping, such as counting a guess: it leaves no entry. */
export const ofNobody = <Value>(run: () => Promise<Value>): Promise<Value> => underWay.run(null, run);

export const currentAct = (): ActUnderWay | null => underWay.getStore() ?? null;
