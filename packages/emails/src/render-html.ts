import {
  createElement,
  Fragment,
  type FunctionComponent,
  isValidElement,
  type ReactElement,
  type ReactNode,
} from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { asciiOf, escaped } from "./escaped.ts";
import { writtenByPattern } from "./pattern.ts";

/**
 * The markup in ASCII, with no white space between tags: reformatted tables break in Outlook, and React writes no doctype.
 * What comes out is what `renderToStaticMarkup` writes, of which a test makes sure, but for two things that make it fit to
 * be mailed as it is: what is not ASCII is a character reference, and a tag with a style has a line break before it. The
 * tags that are the same in every mail, and with their inline styles are most of it, are asked of React once and kept.
 */
export const renderHtml = (element: ReactElement): string => written(element, "<!DOCTYPE html>");

/** What was written before, with this behind it: one string that grows is joined once, at its end. */
const written = (node: ReactNode, before: string): string => {
  if (node === null || node === undefined || typeof node === "boolean") return before;
  if (typeof node === "string") return before + escaped(node);
  if (typeof node === "number" || typeof node === "bigint") return before + String(node);
  if (Array.isArray(node)) return node.reduce<string>((all, one: ReactNode) => written(one, all), before);
  if (!isValidElement<Props>(node)) throw new TypeError("A mail can only be made of elements, texts and lists of them");
  const { type, props } = node;
  if (typeof type === "string") return hostWritten(type, props, before);
  if (type === Fragment) return written(props.children, before);
  return writtenByPattern(type, props, before, written) ?? written(called(type, props), before);
};

type Props = Readonly<Record<string, unknown>> & { readonly children?: ReactNode };

/** Components here are pure functions of their props, some of them behind React's `forwardRef`. */
const called = (type: unknown, props: Props): ReactNode => {
  if (typeof type === "function") return (type as FunctionComponent<Props>)(props) as ReactNode;
  const { render } = type as { readonly render: (props: Props, ref: null) => ReactNode };
  return render(props, null);
};

const hostWritten = (type: string, props: Props, before: string): string => {
  const { open, close } = tagOf(type, props);
  let all = before + open;
  for (const name of ownWords) {
    const value = props[name];
    if (typeof value === "string") all += ` ${name}="${escaped(value)}"`;
  }
  if (close === "") return `${all}/>`;
  // A style sheet holds no text of others; as React has it, its quotes must stay what they are.
  const inside = type === "style" ? `${all}>${String(props.children ?? "")}` : written(props.children, `${all}>`);
  return inside + close;
};

/** Attributes whose words differ from mail to mail; links have been made safe before they come here. */
const ownWords = ["href", "aria-label"] as const;
const isOwn = (name: string, value: unknown): boolean =>
  typeof value === "string" && (ownWords as readonly string[]).includes(name);

interface Tag {
  /** Without its `>`. */
  readonly open: string;
  /** Empty where the element has no content. */
  readonly close: string;
}

/**
 * A tag is found by its name and then by each attribute in turn. Styles are told apart by which object they are: they are
 * constants, and reading them would cost what is saved.
 */
interface Step {
  tag: Tag | null;
  readonly next: Map<string, Map<unknown, Step>>;
}

const newStep = (): Step => ({ tag: null, next: new Map() });

let tags = newStep();
let tagsKept = 0;
/** No template has as many; a tag that slips in with words of a mail in it must not fill the memory. */
const tagsMax = 1_000;

const tagOf = (type: string, props: Props): Tag => {
  let step = stepTo(tags, "", type);
  for (const name in props) {
    const value = props[name];
    if (name !== "children" && name !== "ref" && !isOwn(name, value)) step = stepTo(step, name, value);
  }
  step.tag ??= keep(newTag(type, props));
  return step.tag;
};

const stepTo = ({ next }: Step, name: string, value: unknown): Step => {
  const known = next.get(name)?.get(value);
  if (known !== undefined) return known;
  const step = newStep();
  const values = next.get(name) ?? new Map<unknown, Step>();
  next.set(name, values.set(value, step));
  return step;
};

const keep = (tag: Tag): Tag => {
  tagsKept += 1;
  if (tagsKept > tagsMax) {
    tags = newStep();
    tagsKept = 0;
  }
  return tag;
};

const newTag = (type: string, { children: _children, ref: _ref, ...props }: Props): Tag => {
  const constant = Object.fromEntries(Object.entries(props).filter(([name, value]) => !isOwn(name, value)));
  const whole = asciiOf(renderToStaticMarkup(createElement(type, constant)));
  const isVoid = whole.endsWith("/>");
  // Inside a tag React writes `>` as an entity, and behind it, where it is `<html>`, an empty head of its own.
  const open = whole.slice(0, whole.indexOf(isVoid ? "/>" : ">")).replace(' style="', '\nstyle="');
  return { open, close: isVoid ? "" : `</${type}>` };
};
