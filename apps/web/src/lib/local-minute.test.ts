import { expect, test } from "vitest";
import { ofLocalMinute, toLocalMinute } from "./local-minute.ts";

test.each([0, Date.UTC(2026, 0, 5, 3, 7), Date.UTC(2026, 6, 31, 23, 59)])(
  "a minute that is shown in the reader's zone is the minute that is read back: %d",
  (at) => {
    expect(toLocalMinute(at)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    expect(ofLocalMinute(toLocalMinute(at))).toBe(at);
  },
);

test.each(["", "soon", "2026-13-45T99:99"])("what names no moment is none: “%s”", (text) => {
  expect(ofLocalMinute(text)).toBeNull();
});
