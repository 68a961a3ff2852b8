import { keptAnswers } from "@tocsin/core/kernel";
import type { FunctionComponent, ReactNode } from "react";
import { escaped } from "./escaped.ts";

/** Writes a node behind what was written before. */
type Write = (node: ReactNode, before: string) => string;

type Props = Readonly<Record<string, unknown>>;

/** A constant piece of markup, and the prop that stands behind it; null at the end. */
interface Piece {
  readonly markup: string;
  readonly prop: string | null;
}

interface Pattern {
  /** Props whose value says what the markup is, instead of standing in it. */
  readonly shapedBy: ReadonlySet<string>;
  /** Its pieces, by shape. */
  readonly kept: (shape: string, make: () => readonly Piece[]) => readonly Piece[];
}

const patterns = new WeakMap<object, Pattern>();

/** More than any component has; a prop that should have been a text must not fill the memory. */
const shapesMax = 100;

/**
 * Says of a component that its texts and nodes stand in its markup as they are given, whatever they say: then it is made once
 * for each shape, and after that only they are filled in. What shapes it is named, or is no text: an
 * absent one (null or empty), a number, a flag.
 */
export const patterned = <P extends object>(
  component: FunctionComponent<P>,
  ...shapedBy: readonly (keyof P & string)[]
): FunctionComponent<P> => {
  patterns.set(component, { shapedBy: new Set(shapedBy), kept: keptAnswers(shapesMax) });
  return component;
};

/** What a component of this type writes behind what was written before; null where it has no pattern. */
export const writtenByPattern = (type: object, props: Props, before: string, write: Write): string | null => {
  const pattern = patterns.get(type);
  if (pattern === undefined) return null;
  const pieces = piecesOf(type as FunctionComponent<Props>, pattern, props, write);
  let all = before;
  for (const { markup, prop } of pieces) {
    all += markup;
    const value = prop === null ? null : props[prop];
    all = typeof value === "string" ? all + escaped(value) : write(value as ReactNode, all);
  }
  return all;
};

const piecesOf = (
  component: FunctionComponent<Props>,
  { shapedBy, kept }: Pattern,
  props: Props,
  write: Write,
): readonly Piece[] => {
  let shape = "";
  for (const name in props)
    shape += isFilledIn(shapedBy, name, props[name]) ? `${name};` : `${name}=${String(props[name])};`;
  return kept(shape, () => {
    const marked = Object.entries(props).map(([name, value]) => [
      name,
      isFilledIn(shapedBy, name, value) ? `${mark}${name}${mark}` : value,
    ]);
    return split(write(component(Object.fromEntries(marked)) as ReactNode, ""));
  });
};

const isFilledIn = (shapedBy: ReadonlySet<string>, name: string, value: unknown): boolean =>
  value !== "" && !shapedBy.has(name) && (typeof value === "string" || (typeof value === "object" && value !== null));

/** No markup of ours holds it, and escaping leaves it alone. */
const mark = "\u0001";

const split = (markup: string): readonly Piece[] => {
  const parts = markup.split(mark);
  return parts.flatMap((part, index) => (index % 2 === 1 ? [] : [{ markup: part, prop: parts[index + 1] ?? null }]));
};
