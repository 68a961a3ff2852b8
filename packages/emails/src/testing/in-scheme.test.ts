import { expect, test } from "vitest";
import { exampleDate, exampleSender, examples } from "../examples.ts";
import { renderMail } from "../index.ts";
import { inScheme } from "./in-scheme.ts";

test.each(["light", "dark"] as const)(
  "a mail that is shown in %s leaves nothing for the device to choose",
  (scheme) => {
    const left = examples.filter(({ message }) => {
      const html = inScheme(renderMail(message, exampleSender, exampleDate).html, scheme);
      return /prefers-color-scheme|[:"]light dark/.test(html.replace("supported-color-schemes:light dark", ""));
    });
    expect(left).toEqual([]);
  },
);
