import type { FieldError } from "react-hook-form";
import { useApiWords } from "../../lib/use-api-words.ts";

/** What is wrong with a field, in the reader's words; nothing where nothing is. */
export const useFieldFault = (error: FieldError | undefined): string | undefined => {
  const { fault } = useApiWords();
  return error?.message === undefined ? undefined : fault(error.message);
};
