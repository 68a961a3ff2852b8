import { organizationHeader } from "@tocsin/core/access";
import { err, ok, problemSchema, type Result } from "@tocsin/core/kernel";

export type Problem = ReturnType<typeof problemSchema.parse>;

/** Why a request brought nothing that can be used. */
export type Failure =
  /** The api said no, and why. */
  | { readonly kind: "refused"; readonly problem: Problem }
  /** Nobody answered: the network or the api is down. */
  | { readonly kind: "unreachable" }
  /** Something answered that does not speak our contract, such as a proxy. */
  | { readonly kind: "unintelligible"; readonly status: number };

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** The organization to act in, for people who work in several. */
  readonly organization?: string | undefined;
  /** The version that a change starts from; another one at the api refuses it with 412. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Contract<Value> {
  safeParse(answer: unknown): { readonly success: true; readonly data: Value } | { readonly success: false };
}

/** Of an answer without a body, such as a 204. */
export const nothing: Contract<null> = { safeParse: () => ({ success: true, data: null }) };

const patienceMs = 30_000;

/** Asks the api and reads its answer by the contract. Does not throw. */
export const ask = async <Value>(request: Request, contract: Contract<Value>): Promise<Result<Value, Failure>> => {
  const response = await fetchJson(request);
  if (response === null) return err({ kind: "unreachable" });
  const { status, body } = response;
  const answer = status < 400 ? contract.safeParse(body) : null;
  if (answer?.success) return ok(answer.data);
  const problem = problemSchema.safeParse(body);
  return err(problem.success ? { kind: "refused", problem: problem.data } : { kind: "unintelligible", status });
};

/** Whether a failure says that nobody is signed in. */
export const isSignedOut = (failure: Failure): boolean => statusOf(failure) === 401;

/** The status of a refusal; null for a failure of another kind. */
export const statusOf = (failure: Failure): number | null =>
  failure.kind === "refused" ? failure.problem.status : null;

/** The status and JSON of an answer, null in place of a body that is not JSON; null for no answer at all. */
export const fetchJson = async (request: Request): Promise<{ status: number; body: unknown } | null> => {
  const { method, path, body, signal } = request;
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(path, {
      method,
      headers: headersOf(request),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  } catch {
    return null;
  }
};

const headersOf = ({ body, organization, ifMatch }: Request): Record<string, string> => ({
  accept: "application/json",
  ...(body !== undefined && { "content-type": "application/json" }),
  ...(organization !== undefined && { [organizationHeader]: organization }),
  ...(ifMatch !== undefined && { "if-match": ifMatch }),
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
