import { refused } from "@tocsin/core/kernel";

/** The row, or the same answer whether it does not exist or belongs to somebody else. */
export const found = <Row>(row: Row | undefined, noun: string): Row => {
  if (row === undefined) throw refused("noSuch", { noun });
  return row;
};
