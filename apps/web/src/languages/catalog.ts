import type { ReactNode } from "react";
import { createIntl, createIntlCache, type IntlShape } from "react-intl";
import type { Language } from "./choose-language.ts";

/** The sentences of one feature in ICU's message format, under the same keys in every language. */
export type Catalog<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

type Values = Readonly<Record<string, string | number>>;
type RichValues = Readonly<Record<string, ReactNode | ((parts: ReactNode[]) => ReactNode)>>;

/** Says a sentence of a catalog in the reader's language. */
export interface Say<Key extends string> {
  (key: Key, values?: Values): string;
  /** With elements as values, and `<name>…</name>` in the sentence for what surrounds a part of it. */
  rich(key: Key, values: RichValues): ReactNode;
}

/** Ties the two languages of a feature together: a sentence that is missing in one, or is there for nothing, is a type error. */
export const catalog = <Key extends string>(
  en: Readonly<Record<Key, string>>,
  nl: Readonly<Record<NoInfer<Key>, string>>,
): Catalog<Key> => ({ en, nl });

/** What a language is called where dates, numbers and plurals are made. */
export const localeTags: Readonly<Record<Language, string>> = { en: "en-GB", nl: "nl-NL" };

const cache = createIntlCache();
const said = new WeakMap<object, Partial<Record<Language, unknown>>>();

/** The speaker of a catalog in a language; the same one every time, so that it can be a dependency of hooks. */
export const sayIn = <Key extends string>(catalog: Catalog<Key>, language: Language): Say<Key> => {
  const known = said.get(catalog) ?? {};
  said.set(catalog, known);
  known[language] ??= speaker(catalog, language);
  return known[language] as Say<Key>;
};

const speaker = <Key extends string>(catalog: Catalog<Key>, language: Language): Say<Key> => {
  const intl: IntlShape = createIntl(
    {
      locale: localeTags[language],
      messages: catalog[language],
      // A sentence that cannot be said is a fault of ours, which tests must hear of.
      onError: (fault) => console.error(fault),
    },
    cache,
  );
  // Which values a sentence wants, react-intl's types could only tell of a catalog that is registered as a whole.
  const format = intl.formatMessage as (sentence: { readonly id: Key }, values?: object) => unknown;
  const say = (id: Key, values?: Values) => format({ id }, values) as string;
  const rich = (id: Key, values: RichValues) => format({ id }, values) as ReactNode;
  return Object.assign(say, { rich });
};
