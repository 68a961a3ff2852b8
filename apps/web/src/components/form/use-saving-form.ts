import { zodResolver } from "@hookform/resolvers/zod";
import type { FieldFault, Result } from "@tocsin/core/kernel";
import { useState } from "react";
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type Resolver,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { useSay } from "../../languages/index.ts";
import type { Failure } from "../../lib/http.ts";
import { pieceSentences } from "../sentences.ts";
import { type Issue, sentenceOf } from "./faults.ts";

interface Options<Values extends FieldValues, Saved> {
  /** Of core, so that the form and the api judge alike. */
  readonly schema: z.ZodType<unknown, Values>;
  readonly values: Values;
  /** Sends what was entered, as it was entered. */
  readonly save: (values: Values) => Promise<Result<Saved, Failure>>;
  readonly onSaved: (saved: Saved) => void;
}

/** A try that the api refused, or that did not reach it. */
export interface Refusal {
  readonly failure: Failure;
  /** Faults that no field of the form has. */
  readonly others: readonly FieldFault[];
}

export interface SavingForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly submit: () => void;
  readonly saving: boolean;
  readonly refusal: Refusal | null;
  /** Counts the tries that failed, so that each moves the focus. */
  readonly tries: number;
}

/**
 * A form that is judged by a schema of core, sent to the api, and keeps what was entered through every refusal. A field
 * is judged once it was left after a change, and all of them at a try. Faults that the api names are shown at their fields.
 */
export const useSavingForm = <Values extends FieldValues, Saved>({
  schema,
  values,
  save,
  onSaved,
}: Options<Values, Saved>): SavingForm<Values> => {
  const say = useSay(pieceSentences);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [tries, setTries] = useState(0);
  const resolver = zodResolver(schema as z.ZodType<Values, Values>, {
    error: (issue) => sentenceOf(issue as Issue, say),
  }) as Resolver<Values>;
  const form = useForm<Values>({
    // What a schema makes of the values is the api's business; what was entered is what is sent.
    resolver: async (entered, context, options) => {
      const judged = await resolver(entered, context, options);
      return Object.keys(judged.errors).length > 0 ? judged : { values: entered, errors: {} };
    },
    defaultValues: values as DefaultValues<Values>,
    mode: "onTouched",
    shouldFocusError: false,
  });

  const failed = () => setTries((before) => before + 1);
  const send = async (entered: Values) => {
    setRefusal(null);
    const answer = await save(entered);
    if (answer.ok) return onSaved(answer.value);
    setRefusal(refusalOf(answer.problem, form));
    failed();
  };
  return {
    form,
    submit: () => void form.handleSubmit(send, failed)(),
    saving: form.formState.isSubmitting,
    refusal,
    tries,
  };
};

/** Puts the api's faults at the fields that they name; answers with those that are left. */
const refusalOf = <Values extends FieldValues>(failure: Failure, form: UseFormReturn<Values>): Refusal => {
  const faults = failure.kind === "refused" ? (failure.problem.faults ?? []) : [];
  const others: FieldFault[] = [];
  for (const { path, message } of faults) {
    const field = form.control._names.mount.has(path as FieldPath<Values>) ? (path as FieldPath<Values>) : null;
    if (field === null) others.push({ path, message });
    else form.setError(field, { type: "api", message });
  }
  return { failure, others };
};
