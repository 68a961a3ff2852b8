import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";

interface Place {
  readonly pathname: string;
  /** 0 for the page that the browser opened; counts up with every page after it. */
  readonly visit: number;
}

interface Navigation extends Place {
  readonly go: (path: string) => void;
}

const NavigationContext = createContext<Navigation | null>(null);

/** The address that is open, also after a step back or forward. */
export const NavigationProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [place, setPlace] = useState<Place>(() => ({ pathname: window.location.pathname, visit: 0 }));
  useEffect(() => {
    // Browsers also report a new fragment as a step; that is no other page.
    const follow = () =>
      setPlace((last) => {
        const { pathname } = window.location;
        return pathname === last.pathname ? last : { pathname, visit: last.visit + 1 };
      });
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const go = useCallback((path: string) => {
    if (path !== window.location.pathname) window.history.pushState(null, "", path);
    setPlace(({ visit }) => ({ pathname: window.location.pathname, visit: visit + 1 }));
  }, []);
  const navigation = useMemo(() => ({ ...place, go }), [place, go]);
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
};

export const useNavigation = (): Navigation => {
  const navigation = useContext(NavigationContext);
  if (navigation === null) throw new Error("useNavigation stands outside NavigationProvider");
  return navigation;
};
