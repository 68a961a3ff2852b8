import {
  Checkbox,
  type CheckboxProps,
  NativeSelect,
  type NativeSelectProps,
  NumberInput,
  type NumberInputProps,
  PasswordInput,
  type PasswordInputProps,
  Switch,
  type SwitchProps,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from "@mantine/core";
import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { useFieldId } from "./field-ids.ts";
import { useFieldFault } from "./use-field-fault.ts";

interface Named {
  /** Its path in the form's values. */
  readonly name: string;
}

/** The props that tie an input to its value in the form round it. */
const useField = (name: string) => {
  const { field, fieldState } = useController({ name });
  const idOf = useFieldId();
  return { field: { ...field, id: idOf(name) }, error: useFieldFault(fieldState.error) };
};

export const TextField = ({ name, ...props }: Named & TextInputProps): ReactNode => {
  const { field, error } = useField(name);
  return <TextInput {...props} {...field} value={field.value ?? ""} error={error} />;
};

export const TextareaField = ({ name, ...props }: Named & TextareaProps): ReactNode => {
  const { field, error } = useField(name);
  return <Textarea autosize minRows={2} maxRows={8} {...props} {...field} value={field.value ?? ""} error={error} />;
};

export const PasswordField = ({ name, ...props }: Named & PasswordInputProps): ReactNode => {
  const { field, error } = useField(name);
  return <PasswordInput visibilityToggleFocusable {...props} {...field} value={field.value ?? ""} error={error} />;
};

export const NumberField = ({ name, ...props }: Named & NumberInputProps): ReactNode => {
  const { field, error } = useField(name);
  return <NumberInput {...props} {...field} value={field.value ?? ""} error={error} />;
};

/** A choice of one from a short list, as the browser shows it. */
export const SelectField = ({ name, ...props }: Named & NativeSelectProps): ReactNode => {
  const { field, error } = useField(name);
  return <NativeSelect {...props} {...field} value={field.value ?? ""} error={error} />;
};

export const CheckboxField = ({ name, ...props }: Named & CheckboxProps): ReactNode => {
  const { field, error } = useField(name);
  const { value, ...rest } = field;
  return <Checkbox {...props} {...rest} checked={value === true} error={error} />;
};

/** For what takes effect at once, or is on or off. */
export const SwitchField = ({ name, ...props }: Named & SwitchProps): ReactNode => {
  const { field, error } = useField(name);
  const { value, ...rest } = field;
  return <Switch {...props} {...rest} checked={value === true} error={error} />;
};
