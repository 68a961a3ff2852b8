import { useCallback, useEffect, useState } from "react";
import { getReadiness, type Readiness } from "../lib/readiness.ts";

/** The state of the installation, asked once and again on demand; what is known stays until the new answer is there. */
export const useReadiness = () => {
  const [checked, setChecked] = useState<{ readonly readiness: Readiness; readonly checks: number }>({
    readiness: { kind: "checking" },
    checks: 0,
  });
  const checkAgain = useCallback(async () => {
    const readiness = await getReadiness();
    setChecked(({ checks }) => ({ readiness, checks: checks + 1 }));
  }, []);
  useEffect(() => {
    let left = false;
    void getReadiness().then((readiness) => {
      if (!left) setChecked({ readiness, checks: 1 });
    });
    return () => {
      left = true;
    };
  }, []);
  return { ...checked, checkAgain };
};
