/**
 * Reads each key once in a turn of the event loop, and answers all who ask in that turn alike. What was committed before
 * a turn began is seen in it, so nobody reads older than what he was told of: answers and requests travel between turns.
 */
export const onceATurn = <Value>(read: (key: string) => Value): ((key: string) => Value) => {
  const found = new Map<string, Value>();
  return (key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const value = read(key);
    if (found.size === 0) setImmediate(() => found.clear());
    found.set(key, value);
    return value;
  };
};
