import { expect, test } from "vitest";
import { framed } from "./framed.ts";

test("a mail comes under its policy before a byte of it is read", () => {
  const document = framed('<!DOCTYPE html PUBLIC "-//W3C//DTD"><html><head></head><body>Hello</body></html>');
  expect(document.indexOf("Content-Security-Policy")).toBeLessThan(document.indexOf("<html>"));
  expect(document.match(/<!doctype/gi)).toHaveLength(1);
  expect(document).toContain("default-src 'none'");
});
