/** Sentences of ours by kind. What stands in braces is filled in. */
export type ClosedWords<Kind extends string = string> = Readonly<Record<Kind, string>>;

export type Filling = Readonly<Record<string, string | number>>;

/** The names that a sentence is filled in by. */
export type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

export const filled = (text: string, values: Filling): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));

/** Which of them a sentence is, and what it is filled in with; null for the words of others. */
export const knownAgain = <Kind extends string>(
  words: ClosedWords<Kind>,
  sentence: string,
): { readonly kind: Kind; readonly values: Readonly<Record<string, string>> } | null => {
  for (const [kind, pattern] of patternsOf(words)) {
    const found = pattern.exec(sentence);
    if (found !== null) return { kind: kind as Kind, values: { ...found.groups } };
  }
  return null;
};

type Patterns = readonly (readonly [kind: string, pattern: RegExp])[];

/** Long lists ask for every row. */
const made = new WeakMap<ClosedWords, Patterns>();

const patternsOf = (words: ClosedWords): Patterns => {
  const known = made.get(words) ?? Object.entries(words).map(([kind, text]) => [kind, patternOf(text)] as const);
  made.set(words, known);
  return known;
};

const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.*)")}$`, "s");
