import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Catalog, type Say, sayIn } from "./catalog.ts";
import { chooseLanguage, isLanguage, type Language, languages } from "./choose-language.ts";
import type { Sentences } from "./en.ts";

interface Chosen {
  readonly language: Language;
  /** Chooses for this device. */
  readonly choose: (language: Language) => void;
  /** What this person chose for himself; a choice for this device goes before it. */
  readonly prefer: (language: Language) => void;
}

const LanguageContext = createContext<Chosen | null>(null);

const storageKey = "tocsin.language";

/** The reader's own choice on this device, else the first of the browser's languages that we have. */
const firstLanguage = (): Language => choiceOfDevice() ?? chooseLanguage(navigator.languages);

const choiceOfDevice = (): Language | null => {
  try {
    const chosen = window.localStorage.getItem(storageKey);
    return isLanguage(chosen) ? chosen : null;
  } catch {
    // A browser that withholds its storage still says which languages it wants.
    return null;
  }
};

export const LanguageProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const chosen = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        setLanguage(next);
        try {
          window.localStorage.setItem(storageKey, next);
        } catch {
          // Then the choice lasts as long as the page.
        }
      },
      prefer: (own: Language) => {
        if (choiceOfDevice() === null) setLanguage(own);
      },
    }),
    [language],
  );
  return <LanguageContext value={chosen}>{children}</LanguageContext>;
};

const useChosen = (): Chosen => {
  const chosen = useContext(LanguageContext);
  if (chosen === null) throw new Error("useLanguage stands outside LanguageProvider");
  return chosen;
};

/** Goes on in the language that a person chose for himself; null is none. */
export const useOwnLanguage = (own: string | null): void => {
  const { prefer } = useChosen();
  useEffect(() => {
    if (isLanguage(own)) prefer(own);
  }, [own, prefer]);
};

/** The reader's language, the way to change it, and the sentences of pages whose sentences are not in catalogs yet. */
export const useLanguage = (): Chosen & { readonly sentences: Sentences } => {
  const chosen = useChosen();
  return { ...chosen, sentences: languages[chosen.language] };
};

/** Says the sentences of a catalog: `say("title")`, `say("count", { count: 3 })`. */
export const useSay = <Key extends string>(catalog: Catalog<Key>): Say<Key> => sayIn(catalog, useChosen().language);
