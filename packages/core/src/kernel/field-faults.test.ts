import { expect, test } from "vitest";
import { type FieldFaultKind, fieldFault, fieldFaultIn, fieldFaults } from "./field-faults.ts";

test.each(Object.keys(fieldFaults) as FieldFaultKind[])("%s is known again, whatever it is filled in with", (kind) => {
  const names = [...fieldFaults[kind].matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  for (const value of ["x@", "’ is not \n a $& domain", ""]) {
    const values = Object.fromEntries(names.map((name) => [name, value]));
    expect(fieldFaultIn(fieldFault(kind, values))).toEqual({ kind, values });
  }
});

test("the words of others are nobody's", () => {
  expect(fieldFaultIn("Invalid input: expected string, received number")).toBeNull();
  expect(fieldFaultIn("")).toBeNull();
});
