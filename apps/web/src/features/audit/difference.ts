/** A field that is not what it was; undefined on a side that does not have it. */
export interface FieldDifference {
  /** `deviceGroups.scope` */
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs between two values of an entry, by field, in the order in which the fields stand. */
export const differenceOf = (before: unknown, after: unknown): readonly FieldDifference[] => {
  const was = new Map(fieldsOf(before));
  const became = new Map(fieldsOf(after));
  return [...new Set([...was.keys(), ...became.keys()])]
    .map((field) => ({ field, before: was.get(field), after: became.get(field) }))
    .filter((difference) => difference.before !== difference.after);
};

/** Lists stay whole: that a word was added says more than that every word after it moved. */
const fieldsOf = (value: unknown, path = ""): readonly (readonly [string, string])[] => {
  if (value === null || value === undefined) return path === "" ? [] : [[path, ""]];
  if (typeof value === "object" && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, path === "" ? name : `${path}.${name}`));
  }
  return [[path, textOf(value)]];
};

const textOf = (value: unknown): string => {
  if (!Array.isArray(value)) return String(value);
  return value.map((item) => (typeof item === "object" ? JSON.stringify(item) : String(item))).join(", ");
};
