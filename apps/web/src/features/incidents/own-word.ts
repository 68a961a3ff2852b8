/** The source's own word beside ours, where it says something that ours does not; else null. */
export const ownWordOf = (ours: string, said: string | null): string | null => {
  const own = said?.trim() ?? "";
  return own === "" || folded(own) === folded(ours) ? null : own;
};

const folded = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
