import { describe, expect, test } from "vitest";
import { dark, light, type Scheme, severityFill, styleSheets } from "./theme.ts";

/** Contrast of WCAG 2.2, "relative luminance". */
const contrast = (a: string, b: string): number => {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
};

const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const pairs = ({ card, box, text, muted, link, button, onButton, severity }: Scheme) => [
  ...[text, muted, link, ...Object.values(severity)].map((color) => [color, card]),
  [text, box],
  [onButton, button],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("in the %s scheme", (_name, scheme) => {
  test.each(pairs(scheme))("%s on %s can be read", (color = "", ground = "") => {
    expect(contrast(color, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

test.each(Object.entries(severityFill))("white on the block of %s can be read", (_severity, fill) => {
  expect(contrast("#ffffff", fill)).toBeGreaterThanOrEqual(4.5);
});

test("critical is darker than high", () => {
  expect(luminance(severityFill.critical)).toBeLessThan(luminance(severityFill.high));
});

test("the style sheets hold nothing that React would escape", () => {
  expect(styleSheets.join("")).not.toMatch(/[<>&"']/);
});
