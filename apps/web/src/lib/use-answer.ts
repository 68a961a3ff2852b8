import { useCallback, useEffect, useRef, useState } from "react";
import { ask, type Contract, type Failure } from "./http.ts";
import { useSession } from "./session.tsx";

export interface Answer<Value> {
  /** The last good answer; it stays while a new one is awaited, and when that fails. */
  readonly value: Value | null;
  /** When that answer came. */
  readonly at: Date | null;
  /** Why the last try brought nothing. */
  readonly failure: Failure | null;
  readonly asking: boolean;
  readonly again: () => void;
}

/** Reads what an address of the api answers to the person who is signed in. A refused token ends the session. */
export const useAnswer = <Value>(path: string, contract: Contract<Value>): Answer<Value> => {
  const { token, endRefused } = useSession();
  const [state, setState] = useState<Omit<Answer<Value>, "again">>(nothingYet);
  const latest = useRef(0);

  const again = useCallback(() => {
    if (token === null) return;
    latest.current += 1;
    const turn = latest.current;
    setState((last) => ({ ...last, asking: true }));
    void ask({ method: "GET", path, token }, contract).then((answer) => {
      if (turn !== latest.current) return;
      if (answer.ok) return setState({ value: answer.value, at: new Date(), failure: null, asking: false });
      if (isRefusedToken(answer.problem)) return endRefused();
      setState((last) => ({ ...last, failure: answer.problem, asking: false }));
    });
  }, [path, contract, token, endRefused]);

  useEffect(() => {
    again();
    return () => {
      latest.current += 1;
    };
  }, [again]);
  return { ...state, again };
};

/** Whether a failure says that nobody has this token. */
export const isRefusedToken = (failure: Failure): boolean =>
  failure.kind === "refused" && failure.problem.status === 401;

const nothingYet = { value: null, at: null, failure: null, asking: true };
