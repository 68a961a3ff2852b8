// C0 and C1 controls, line and paragraph separators, and the marks that turn the direction of text around:
// what is left can stand in a mail header, a log line or a page without acting there.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the purpose
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]+/g;

/** What is fit already, as most text is: printable ASCII with single blanks. Seeing that costs a tenth of cleaning it. */
const fit = /^[!-~]+(?: [!-~]+)*$/;

/** Foreign text made fit for one line: no controls, no direction marks, single spaces, trimmed. */
export const oneLine = (text: string): string =>
  fit.test(text) ? text : text.replace(unsafe, " ").replace(/\s+/g, " ").toWellFormed().trim();

/** At most `max` characters, cut at a word where one ends in the last third, with an ellipsis. */
export const clip = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const characters = [...text];
  if (characters.length <= max) return text;
  const cut = characters.slice(0, max - 1).join("");
  const lastSpace = cut.lastIndexOf(" ");
  return `${lastSpace > cut.length * 0.66 ? cut.slice(0, lastSpace) : cut}…`;
};
