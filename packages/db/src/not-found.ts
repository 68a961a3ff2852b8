import { DomainError } from "@tocsin/core/kernel";

/** The row, or the same answer whether it does not exist or belongs to somebody else. */
export const found = <Row>(row: Row | undefined, noun: string): Row => {
  if (row === undefined) throw new DomainError("notFound", `There is no such ${noun}`);
  return row;
};
