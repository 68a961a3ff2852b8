import { boundsProblem } from "../incidents/index.ts";

/**
 * What `JSON.stringify` writes of parsed JSON, without its recursion: what is nested deeper than the stack can be
 * refused, but it must still be kept.
 */
export const writeJson = (value: unknown): string => {
  const written: string[] = [];
  const waiting: (unknown | Written)[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next instanceof Written) written.push(next.text);
    else if (typeof next !== "object" || next === null) written.push(JSON.stringify(next) ?? "null");
    else for (const part of [...partsOf(next)].reverse()) waiting.push(part);
  }
  return written.join("");
};

/** Text that stands between values: it is written as it is. */
class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function* partsOf(container: object): Generator<unknown> {
  const isList = Array.isArray(container);
  yield new Written(isList ? "[" : "{");
  let comma = "";
  for (const [key, value] of Object.entries(container)) {
    yield new Written(isList ? comma : `${comma}${JSON.stringify(key)}:`);
    yield value;
    comma = ",";
  }
  yield new Written(isList ? "]" : "}");
}

/** The text of one member of a body, for which none of the sender's own is left. */
export const textOfMember = (member: unknown): string =>
  boundsProblem(member) === null ? (JSON.stringify(member) ?? "null") : writeJson(member);
