/**
 * Keeps answers by what was asked, at most so many, and then begins anew: what comes from outside cannot fill the memory. What
 * an answer is worked out from must follow from what is asked.
 */
export const keptAnswers = <Asked, Value extends {}>(max: number): ((asked: Asked, answer: () => Value) => Value) => {
  const known = new Map<Asked, Value>();
  return (asked, answer) => {
    const before = known.get(asked);
    if (before !== undefined) return before;
    const value = answer();
    if (known.size >= max) known.clear();
    known.set(asked, value);
    return value;
  };
};

/**
 * A pure function of one text that keeps what it answered, for those that are asked the same few things again and again: at
 * most so many answers, to texts of at most so many characters (UTF-16 units).
 */
export const remembered = <Value extends {}>(
  answer: (text: string) => Value,
  { answersMax = 1_000, charactersMax = 1_000 } = {},
): ((text: string) => Value) => {
  const kept = keptAnswers<string, Value>(answersMax);
  return (text) => (text.length <= charactersMax ? kept(text, () => answer(text)) : answer(text));
};
