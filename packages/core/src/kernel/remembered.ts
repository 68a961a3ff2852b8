/**
 * A pure function of one text that keeps what it answered, for those that are asked the same few things again and again.
 * It keeps at most so many answers, to texts of at most so many characters (UTF-16 units), and then begins anew: what comes
 * from outside cannot fill the memory.
 */
export const remembered = <Value>(
  answer: (text: string) => Value,
  { answersMax = 1_000, charactersMax = 1_000 } = {},
): ((text: string) => Value) => {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = answer(text);
    if (text.length <= charactersMax) {
      if (known.size >= answersMax) known.clear();
      known.set(text, value);
    }
    return value;
  };
};
