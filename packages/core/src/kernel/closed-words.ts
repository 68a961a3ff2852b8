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
  for (const kind of Object.keys(words) as Kind[]) {
    const found = patternOf(words[kind]).exec(sentence);
    if (found !== null) return { kind, values: { ...found.groups } };
  }
  return null;
};

const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.*)")}$`, "s");
