import {
  createElement,
  Fragment,
  type FunctionComponent,
  isValidElement,
  type ReactElement,
  type ReactNode,
} from "react";
import { renderToStaticMarkup } from "react-dom/server";

/**
 * The markup as one line: reformatted tables break in Outlook, and React writes no doctype. What comes out is what
 * `renderToStaticMarkup` writes, of which a test makes sure; but the tags that are the same in every mail, and with
 * their inline styles are most of it, are asked of React once and kept. That is several times faster.
 */
export const renderHtml = (element: ReactElement): string => `<!DOCTYPE html>${markupOf(element)}`;

const markupOf = (node: ReactNode): string => {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node === "string") return escaped(node);
  if (typeof node === "number" || typeof node === "bigint") return String(node);
  if (Array.isArray(node)) return node.map(markupOf).join("");
  if (!isValidElement<Props>(node)) throw new TypeError("A mail can only be made of elements, texts and lists of them");
  const { type, props } = node;
  if (typeof type === "string") return hostMarkup(type, props);
  if (type === Fragment) return markupOf(props.children);
  return markupOf(called(type, props));
};

type Props = Readonly<Record<string, unknown>> & { readonly children?: ReactNode };

/** Components here are pure functions of their props, some of them behind React's `forwardRef`. */
const called = (type: unknown, props: Props): ReactNode => {
  if (typeof type === "function") return (type as FunctionComponent<Props>)(props) as ReactNode;
  const { render } = type as { readonly render: (props: Props, ref: null) => ReactNode };
  return render(props, null);
};

const hostMarkup = (type: string, { children, ...props }: Props): string => {
  const said: Record<string, string> = {};
  const constant: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "string" && ownWords.has(name)) said[name] = value;
    else if (name !== "ref") constant[name] = value;
  }
  const { open, close } = tagOf(type, constant);
  const attributes = Object.entries(said).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  // A style sheet holds no text of others; as React has it, its quotes must stay what they are.
  const content = type === "style" ? children : markupOf(children);
  return `${open}${attributes.join("")}${close === "" ? "/>" : `>${content ?? ""}${close}`}`;
};

/** Attributes whose words differ from mail to mail; links have been made safe before they come here. */
const ownWords = new Set(["href", "aria-label"]);

interface Tag {
  /** Without its `>`. */
  readonly open: string;
  /** Empty where the element has no content. */
  readonly close: string;
}

const tags = new Map<string, Tag>();
/** No template has as many; a tag that slips in with words of a mail in it must not fill the memory. */
const tagsMax = 1_000;

const tagOf = (type: string, props: Readonly<Record<string, unknown>>): Tag => {
  const key = keyOf(type, props);
  const known = tags.get(key);
  if (known !== undefined) return known;
  const whole = renderToStaticMarkup(createElement(type, props));
  const isVoid = whole.endsWith("/>");
  // Inside a tag React writes `>` as an entity, and behind it, where it is `<html>`, an empty head of its own.
  const open = whole.slice(0, whole.indexOf(isVoid ? "/>" : ">"));
  const tag = { open, close: isVoid ? "" : `</${type}>` };
  if (tags.size >= tagsMax) tags.clear();
  tags.set(key, tag);
  return tag;
};

/** Styles are told apart by which object they are: they are constants, and reading them would cost what is saved. */
const keyOf = (type: string, props: Readonly<Record<string, unknown>>): string => {
  let key = type;
  for (const name of Object.keys(props)) {
    const value = props[name];
    key += `\n${name}=${typeof value === "object" && value !== null ? numberOf(value) : String(value)}`;
  }
  return key;
};

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

const numberOf = (style: object): number => {
  const known = numbers.get(style);
  if (known !== undefined) return known;
  lastNumber += 1;
  numbers.set(style, lastNumber);
  return lastNumber;
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
