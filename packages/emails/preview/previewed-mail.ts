/** A rendered example, as the page gets it. */
export interface PreviewedMail {
  readonly example: string;
  readonly language: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** In the order of a mail, with those that the transport writes. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of the HTML. */
  readonly bytes: number;
}

/** What the files of an example are called. */
export const fileName = ({ example, language }: PreviewedMail, kind: "html" | "txt"): string =>
  `${example}.${language}.${kind}`;
