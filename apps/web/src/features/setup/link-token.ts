import { useEffect, useState } from "react";

/** The token that a set-up link carries: in the fragment, which browsers keep to themselves, or else in the query. */
export const tokenIn = ({ hash, search }: { readonly hash: string; readonly search: string }): string => {
  for (const part of [hash, search]) {
    const encoded = /[#?&]token=([^&]*)/.exec(part)?.[1];
    if (encoded) return decoded(encoded);
  }
  return "";
};

// Not URLSearchParams, which reads a plus sign as a space.
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The token of the link that is open, also after another is pasted over it. */
export const useLinkToken = (): string => {
  const [token, setToken] = useState(() => tokenIn(window.location));
  useEffect(() => {
    // A token in the query would go on to the logs of whatever is opened from here.
    if (window.location.search !== "" && token !== "") {
      window.history.replaceState(null, "", `${window.location.pathname}#token=${encodeURIComponent(token)}`);
    }
    const read = () => setToken(tokenIn(window.location));
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [token]);
  return token;
};
