import { createContext, useContext } from "react";

const PrefixContext = createContext("");

/** Goes before the ids of a form's fields, since two forms of one page may have fields of the same name. */
export const FieldIds = PrefixContext.Provider;

/** The id of a field of the form round it, by its name. */
export const useFieldId = (): ((name: string) => string) => {
  const prefix = useContext(PrefixContext);
  return (name) => prefix + name;
};
