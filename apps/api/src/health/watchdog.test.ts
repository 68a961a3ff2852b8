import { overdueMs } from "@tocsin/core/deliveries";
import { noon } from "@tocsin/core/testing";
import { expect, test, vi } from "vitest";
import { startWatchdog } from "./watchdog.ts";

test("the log says once that mails are late and once that they no longer are, also where the database failed between", async () => {
  const said: string[] = [];
  const answers: (number | null | Error)[] = [
    null,
    noon - overdueMs - 1,
    new Error("busy"),
    noon - overdueMs - 1,
    noon,
  ];
  let looks = 0;
  const watchdog = startWatchdog({
    oldestDueAt: async () => {
      const answer = answers[Math.min(looks, answers.length - 1)] ?? null;
      looks += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    now: () => noon,
    log: {
      warn: (_given: object, sentence: string) => void said.push(`warn: ${sentence}`),
      info: (sentence: string) => void said.push(`info: ${sentence}`),
    } as never,
    everyMs: 1,
  });
  await vi.waitFor(() => expect(looks).toBeGreaterThan(answers.length + 2));
  watchdog.stop();
  expect(said).toEqual([expect.stringMatching(/^warn: Mails are late/), "info: Mails are on time again"]);
});
