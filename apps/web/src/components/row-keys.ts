import type { KeyboardEvent } from "react";

const steps: Readonly<Record<string, number>> = { j: 1, k: -1 };

/**
 * `j` and `k` move from row to row of the table that has the focus, by the link that names each; Enter then opens it. They
 * work nowhere else, so that nobody who speaks to his computer meets them unasked.
 */
export const moveByRows = (event: KeyboardEvent<HTMLElement>): void => {
  const step = steps[event.key];
  const { target, currentTarget } = event;
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyped(target)) return;
  const links = [...currentTarget.querySelectorAll<HTMLElement>("tbody tr > th a")];
  const row = target instanceof Element ? target.closest("tbody tr") : null;
  const now = links.findIndex((link) => row?.contains(link));
  links[now === -1 ? (step > 0 ? 0 : links.length - 1) : now + step]?.focus();
};

const isTyped = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
