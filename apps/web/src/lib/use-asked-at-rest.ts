import { useEffect, useState } from "react";
import { useAsk } from "./api.ts";
import type { Contract } from "./http.ts";

/** Waits until nobody types. */
const restMs = 300;

/**
 * What the api answers to a draft that has come to rest, asked anew whenever the draft says something else; null without a
 * draft. An answer that fails leaves the last one; one that a later draft overtook is not shown.
 */
export const useAskedAtRest = <Value>(path: string, contract: Contract<Value>, draft: object | null): Value | null => {
  const ask = useAsk();
  const [value, setValue] = useState<Value | null>(null);
  const body = draft === null ? null : JSON.stringify(draft);
  useEffect(() => {
    if (body === null) return setValue(null);
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const request = { method: "POST", path, body: JSON.parse(body) as unknown, signal: leaving.signal } as const;
      const answer = await ask(request, contract);
      if (answer.ok && !leaving.signal.aborted) setValue(answer.value);
    }, restMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [body, path, contract, ask]);
  return value;
};
