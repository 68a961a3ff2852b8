import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { browserShelves, forgetToken, keepToken, readToken } from "./access-token.ts";

export interface Session {
  /** Null: nobody signed in. */
  readonly token: string | null;
  /** Whether the api refused the token that was here before. */
  readonly refused: boolean;
  readonly enter: (token: string, onDevice: boolean) => void;
  readonly leave: () => void;
  /** Ends the session because the api no longer takes its token. */
  readonly endRefused: () => void;
}

const SessionContext = createContext<Session | null>(null);

/** Who reads the console, for as long as the access token is kept. */
export const SessionProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [state, setState] = useState(() => ({ token: readToken(browserShelves()), refused: false }));

  const enter = useCallback((token: string, onDevice: boolean) => {
    keepToken(browserShelves(), token, onDevice);
    setState({ token, refused: false });
  }, []);
  const end = useCallback((refused: boolean) => {
    forgetToken(browserShelves());
    setState({ token: null, refused });
  }, []);

  useEffect(() => {
    // Another tab signed out on this device, or in.
    const follow = () => setState(({ refused }) => ({ token: readToken(browserShelves()), refused }));
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);

  const session = useMemo(
    () => ({ ...state, enter, leave: () => end(false), endRefused: () => end(true) }),
    [state, enter, end],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
};

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession stands outside SessionProvider");
  return session;
};
