import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "./http.ts";

export type Readiness =
  | { readonly kind: "checking" }
  /** `ready` when an incident can be stored. */
  | { readonly kind: "known"; readonly setUp: boolean; readonly ready: boolean }
  /** No answer, or one that does not say. */
  | { readonly kind: "unknown" };

/** How the installation stands, asked once and again on demand; what is known stays until the new answer is there. */
export const useReadiness = () => {
  const query = useQuery({
    queryKey: ["/readyz"],
    queryFn: async () => {
      const response = await fetchJson({ method: "GET", path: "/readyz" });
      return { state: response === null ? unknown : readinessIn(response.status, response.body), at: Date.now() };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    state: query.data?.state ?? checking,
    /** When it was checked; changes with every check. */
    at: query.data?.at ?? null,
    /** Resolves once the new answer is there. */
    checkAgain: async (): Promise<void> => {
      await query.refetch();
    },
  };
};

const checking: Readiness = { kind: "checking" };
const unknown: Readiness = { kind: "unknown" };

/** The readiness that an answer of `/readyz` tells: what is understood of it, and nothing of the rest. */
export const readinessIn = (status: number, body: unknown): Readiness => {
  const setUp = typeof body === "object" && body !== null && "setUp" in body ? body.setUp : null;
  if (typeof setUp === "boolean") return { kind: "known", setUp, ready: status < 400 };
  return unknown;
};
