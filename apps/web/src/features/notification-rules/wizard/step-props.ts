import type { Names } from "../requests.ts";
import type { WizardState } from "./use-wizard.ts";

/** What every page of the wizard is given. */
export interface StepProps {
  readonly wizard: WizardState;
  readonly names: Names;
}
