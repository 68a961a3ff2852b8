import type { WizardState } from "./use-wizard.ts";
import { useFaultText } from "./wizard-notice.tsx";

/** The fault of a field or of what lies below it, in the reader's words; undefined where there is none to show. */
export const useFaultAt = ({ faults }: Pick<WizardState, "faults">) => {
  const textOf = useFaultText();
  return (path: string): string | undefined => {
    const fault = faults.find((each) => each.path === path || each.path.startsWith(`${path}.`));
    return fault && textOf(fault);
  };
};
