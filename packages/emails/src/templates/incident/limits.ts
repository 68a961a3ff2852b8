/** How much of what can be long one mail shows. Rendering lowers it until the HTML is small enough. */
export interface Limits {
  readonly alerts: number;
  readonly rules: number;
}

/** As much as a person reads on a phone; the rest is counted. */
export const alertsShown = 10;
export const namesShown = 5;
export const changeLinesShown = 5;

/** In characters, after which a foreign text is cut at a word. */
export const titleMax = 300;
export const nameMax = 120;

/** As much as an inbox shows beside the subject. */
export const preheaderMax = 110;

/** Gmail cuts a mail near 102 KB and hides its footer with it. */
export const htmlBytesMax = 80_000;
