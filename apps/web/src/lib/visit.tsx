import { useRouter } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";

interface Visit {
  /** Whether the title that appears now is that of a page which someone went to. True once a page, and not for the first. */
  readonly takeFocus: () => boolean;
}

const VisitContext = createContext<Visit | null>(null);

/** Knows when another page opens, so that its title takes the focus and is heard, also where it comes late. */
export const VisitProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const router = useRouter();
  const waiting = useRef(false);
  useEffect(
    () =>
      router.subscribe("onBeforeLoad", ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation !== undefined) waiting.current = true;
      }),
    [router],
  );
  const visit = useMemo(
    () => ({
      takeFocus: () => {
        const take = waiting.current;
        waiting.current = false;
        return take;
      },
    }),
    [],
  );
  return <VisitContext value={visit}>{children}</VisitContext>;
};

export const useVisit = (): Visit => {
  const visit = useContext(VisitContext);
  if (visit === null) throw new Error("useVisit stands outside VisitProvider");
  return visit;
};
