import { useQueryClient } from "@tanstack/react-query";
import { organizationQuery } from "@tocsin/core/access";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { ask, nothing } from "./http.ts";

/** Where the api says who is signed in. */
export const mePath = "/api/v1/me";

/** What this browser knows of the session, which itself is in a cookie that no script can read. */
export interface Session {
  /** True once the api has said that nobody is signed in here. */
  readonly signedOut: boolean;
  /** Whether somebody was, until the api ended it. */
  readonly ended: boolean;
  /** The organization that was chosen on this device; null leaves it to the api. */
  readonly chosen: string | null;
  /** Goes on as whoever has just signed in. */
  readonly enter: () => void;
  /** Signs out, here and at the api. */
  readonly leave: () => Promise<void>;
  /** The api knows nobody by our cookie. */
  readonly endRefused: () => void;
  /** Begins anew in another organization; null lets the api choose. */
  readonly choose: (organizationId: string | null, path?: string) => void;
}

const SessionContext = createContext<Session | null>(null);

const storageKey = "tocsin.organization";

/** Who reads the console. What was read for one person or organization is forgotten before another one comes. */
export const SessionProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const client = useQueryClient();
  const [state, setState] = useState({ signedOut: false, ended: false });
  const [chosen] = useState(storedChoice);
  const [otherTabs] = useState(() => new BroadcastChannel("tocsin.session"));

  const enter = useCallback(() => {
    client.removeQueries({ predicate: isOfSomebody });
    setState({ signedOut: false, ended: false });
  }, [client]);
  const end = useCallback(
    (ended: boolean) => {
      client.removeQueries({ predicate: isOfSomebody });
      setState({ signedOut: true, ended });
    },
    [client],
  );
  const leave = useCallback(async () => {
    const answer = await ask({ method: "POST", path: "/api/v1/sign-out" }, nothing);
    if (!answer.ok) return;
    otherTabs.postMessage("left");
    end(false);
  }, [end, otherTabs]);
  const endRefused = useCallback(() => {
    setState((before) => (before.signedOut ? before : { signedOut: true, ended: knownIn(client) !== null }));
  }, [client]);
  useEffect(() => {
    const follow = () => end(false);
    otherTabs.addEventListener("message", follow);
    return () => otherTabs.removeEventListener("message", follow);
  }, [end, otherTabs]);

  const session = useMemo(
    () => ({ ...state, chosen, enter, leave, endRefused, choose }),
    [state, chosen, enter, leave, endRefused],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
};

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession stands outside SessionProvider");
  return session;
};

type Client = ReturnType<typeof useQueryClient>;

/** How the installation stands is the same for everybody. */
const isOfSomebody = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean => queryKey[0] !== "/readyz";

interface Known {
  readonly value: { readonly organization: { readonly id: string } | null };
}

/** Who is signed in, as far as the api has said it in this tab. */
export const knownIn = (client: Client): Known["value"] | null => client.getQueryData<Known>([mePath])?.value ?? null;

/** What the address names goes before what was chosen here: whoever follows a link goes where it leads. */
const storedChoice = (): string | null => {
  const named = new URLSearchParams(window.location.search).get(organizationQuery);
  try {
    if (named !== null) window.localStorage.setItem(storageKey, named);
    return window.localStorage.getItem(storageKey);
  } catch {
    return named;
  }
};

const choose = (organizationId: string | null, path = "/"): void => {
  try {
    if (organizationId === null) window.localStorage.removeItem(storageKey);
    else window.localStorage.setItem(storageKey, organizationId);
  } catch {
    // A browser that withholds its storage stays where it is.
  }
  // Nothing that was on screen, or half typed, belongs to the other organization.
  window.location.assign(path);
};
