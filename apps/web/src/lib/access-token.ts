/** Where the access token may be kept: until the tab closes, or on the device. Null where the browser withholds it. */
export interface Shelves {
  readonly tab: Shelf | null;
  readonly device: Shelf | null;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export const tokenKey = "tocsin.accessToken";

/** The token that this tab works with; null where nobody signed in. */
export const readToken = ({ tab, device }: Shelves): string | null => {
  for (const shelf of [tab, device]) {
    const token = attempt(() => shelf?.getItem(tokenKey));
    if (token) return token;
  }
  return null;
};

/** Keeps a token in one place only, so that signing out of it leaves none behind. */
export const keepToken = (shelves: Shelves, token: string, onDevice: boolean): void => {
  forgetToken(shelves);
  attempt(() => (onDevice ? shelves.device : shelves.tab)?.setItem(tokenKey, token));
};

export const forgetToken = ({ tab, device }: Shelves): void => {
  for (const shelf of [tab, device]) attempt(() => shelf?.removeItem(tokenKey));
};

/** A pasted token without what copying adds: spaces and line breaks, round it or where a terminal wrapped it. */
export const tidyToken = (pasted: string): string => pasted.replace(/\s+/g, "");

/** Whether a text could be a token at all; what could not would not even fit into a request. */
export const couldBeToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/** The browser's own shelves; naming one throws where cookies are blocked. */
export const browserShelves = (): Shelves => ({
  tab: attempt(() => window.sessionStorage) ?? null,
  device: attempt(() => window.localStorage) ?? null,
});

// A full or forbidden storage only means that the token lasts as long as the page.
const attempt = <Value>(act: () => Value): Value | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};
