import { fetchJson } from "./http.ts";

export type Readiness =
  | { readonly kind: "checking" }
  /** `ready` when an incident can be stored. */
  | { readonly kind: "known"; readonly setUp: boolean; readonly ready: boolean }
  /** No answer, or one that does not say. */
  | { readonly kind: "unknown" };

/** How the installation stands. Takes from `/readyz` what it understands and ignores the rest. */
export const getReadiness = async (): Promise<Readiness> => {
  const response = await fetchJson({ method: "GET", path: "/readyz" });
  return response === null ? { kind: "unknown" } : readinessIn(response.status, response.body);
};

/** The readiness that an answer of `/readyz` tells. */
export const readinessIn = (status: number, body: unknown): Readiness => {
  const setUp = typeof body === "object" && body !== null && "setUp" in body ? body.setUp : null;
  if (typeof setUp === "boolean") return { kind: "known", setUp, ready: status < 400 };
  return { kind: "unknown" };
};
