import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

const storageKey = "tocsin.returnTo";

/** Remembers where somebody was going, before a sign-in that leads away from the console and comes back to its start. */
export const rememberPlace = (): void => {
  try {
    window.sessionStorage.setItem(storageKey, window.location.pathname + window.location.search);
  } catch {
    // Then the way goes on from the start.
  }
};

/** Goes on to the place that was remembered, once somebody is signed in. */
export const useReturn = (signedIn: boolean): void => {
  const router = useRouter();
  useEffect(() => {
    const place = signedIn ? takePlace() : null;
    if (place !== null) router.history.replace(place);
  }, [signedIn, router]);
};

const takePlace = (): string | null => {
  try {
    const place = window.sessionStorage.getItem(storageKey);
    window.sessionStorage.removeItem(storageKey);
    return place;
  } catch {
    return null;
  }
};
