import type { ReactNode } from "react";

/** The bell, as in the favicon. */
export const Mark = (): ReactNode => (
  <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#0f5ba7" />
    <path
      fill="#fff"
      d="M16 5a2 2 0 0 0-2 2v.6C10.5 8.5 8 11.6 8 15.3V20l-2 3v1h20v-1l-2-3v-4.7c0-3.7-2.5-6.8-6-7.7V7a2 2 0 0 0-2-2Zm-3 20.5a3 3 0 0 0 6 0Z"
    />
  </svg>
);
