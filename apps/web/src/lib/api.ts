import { QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { organizationQuery } from "@tocsin/core/access";
import type { Result } from "@tocsin/core/kernel";
import { useCallback } from "react";
import { ask, type Contract, type Failure, isSignedOut, type Request } from "./http.ts";
import { knownIn, useSession } from "./session.tsx";

/** What is read and known of the api's answers in this tab. Nothing is asked twice by itself: a person tries again. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      // The browser's word on being offline is often wrong, and on an installation without internet it says nothing.
      queries: { retry: false, staleTime: 5_000, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });

/** A failure on its way through TanStack Query, which knows errors only. */
class ApiFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind === "refused" ? failure.problem.detail : failure.kind);
    this.failure = failure;
  }
}

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

interface ReadOptions {
  /** False asks nothing yet; the answer then stays empty. */
  readonly enabled?: boolean;
  /** Asks again by itself after so long. */
  readonly everyMs?: number;
  /** How long an answer is as good as new; 5 s unless told. */
  readonly freshMs?: number;
}

/** The organization that requests act in: the one that was chosen, else the one that the api chose. */
const useOrganizationId = () => {
  const client = useQueryClient();
  const { chosen } = useSession();
  return useCallback(() => chosen ?? knownIn(client)?.organization?.id, [client, chosen]);
};

/** The address of something that the browser fetches by itself, such as a frame or a download, in the organization of the page. */
export const useOwnPath = () => {
  const organizationId = useOrganizationId();
  return useCallback(
    (path: string): string => {
      const id = organizationId();
      return id === undefined ? path : `${path}${path.includes("?") ? "&" : "?"}${organizationQuery}=${id}`;
    },
    [organizationId],
  );
};

/** Sends any request as the person who is signed in. A session that is over ends it. Does not throw. */
export const useAsk = () => {
  const { endRefused } = useSession();
  const organizationId = useOrganizationId();
  return useCallback(
    async <Value>(request: Request, contract: Contract<Value>): Promise<Result<Value, Failure>> => {
      const answer = await ask({ ...request, organization: organizationId() }, contract);
      if (!answer.ok && isSignedOut(answer.problem)) endRefused();
      return answer;
    },
    [organizationId, endRefused],
  );
};

/** Reads what an address of the api answers to the person who is signed in. */
export const useAnswer = <Value>(path: string, contract: Contract<Value>, options: ReadOptions = {}): Answer<Value> => {
  const asks = useAsk();
  const key = keyOf(path);
  const query = useQuery<{ readonly value: Value }>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const answer = await asks({ method: "GET", path, signal }, contract);
      if (answer.ok) return { value: answer.value };
      throw new ApiFailure(answer.problem);
    },
    enabled: options.enabled ?? true,
    // The next page or another filter of the same list takes the place of what is shown; another thing does not.
    placeholderData: (last, before) => (before?.queryKey[0] === key[0] ? last : undefined),
    ...(options.everyMs !== undefined && { refetchInterval: options.everyMs }),
    ...(options.freshMs !== undefined && { staleTime: options.freshMs }),
  });
  const { data, dataUpdatedAt, error, isFetching, refetch } = query;
  const again = useCallback(() => void refetch(), [refetch]);
  return {
    value: data?.value ?? null,
    at: data === undefined ? null : new Date(dataUpdatedAt),
    failure: error instanceof ApiFailure ? error.failure : null,
    asking: isFetching,
    again,
  };
};

/**
 * Asks the api to work something out of a body, and again whenever the body is another one; the last answer stays
 * meanwhile. For questions that are too large for an address: nothing is changed by them.
 */
export const useComputed = <Value>(
  path: string,
  body: unknown,
  contract: Contract<Value>,
  { enabled = true }: Pick<ReadOptions, "enabled"> = {},
): Answer<Value> => {
  const asks = useAsk();
  const { data, dataUpdatedAt, error, isFetching, refetch } = useQuery<{ readonly value: Value }>({
    queryKey: [path, JSON.stringify(body)],
    queryFn: async ({ signal }) => {
      const answer = await asks({ method: "POST", path, body, signal }, contract);
      if (answer.ok) return { value: answer.value };
      throw new ApiFailure(answer.problem);
    },
    enabled,
    gcTime: 60_000,
    placeholderData: (last, before) => (before?.queryKey[0] === path ? last : undefined),
  });
  return {
    value: data?.value ?? null,
    at: data === undefined ? null : new Date(dataUpdatedAt),
    failure: error instanceof ApiFailure ? error.failure : null,
    asking: isFetching,
    again: useCallback(() => void refetch(), [refetch]),
  };
};

/** What is known under a path, with and without a query; what changes it makes everything below it old. */
const keyOf = (path: string): readonly string[] => {
  const [pathname = "", query = ""] = path.split("?");
  return query === "" ? [pathname] : [pathname, query];
};

/** Marks as old whatever was read below these paths, so that it is read again where it is on screen. */
export const useOutdate = () => {
  const client = useQueryClient();
  return useCallback(
    (...paths: readonly string[]): Promise<void> =>
      client.invalidateQueries({
        predicate: ({ queryKey: [known] }) => paths.some((path) => typeof known === "string" && isBelow(known, path)),
      }),
    [client],
  );
};

const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);

export interface Change<Value> {
  readonly request: Request;
  readonly contract: Contract<Value>;
  /** What is read anew afterwards: every path that starts with one of these. */
  readonly outdates: readonly string[];
}

/** Sends changes, and reads again what they make old. `send` answers when that is on screen, and does not throw. */
export const useChange = () => {
  const asks = useAsk();
  const outdate = useOutdate();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: async ({ request, contract, outdates }: Change<unknown>): Promise<Result<unknown, Failure>> => {
      const answer = await asks(request, contract);
      if (answer.ok) await outdate(...outdates);
      return answer;
    },
  });
  const send = useCallback(
    <Value>(change: Change<Value>) => mutateAsync(change as Change<unknown>) as Promise<Result<Value, Failure>>,
    [mutateAsync],
  );
  return { send, sending: isPending };
};
