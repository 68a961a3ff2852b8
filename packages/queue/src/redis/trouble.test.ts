import { minuteMs } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { openFaultTeller, type QueueTrouble } from "./trouble.ts";

test("of many faults one a minute is told, and how many were not", () => {
  const told: QueueTrouble[] = [];
  let at = 0;
  const tell = openFaultTeller(
    (trouble) => told.push(trouble),
    () => at,
  );
  for (const reason of ["first", "second", "third"]) tell(reason);
  at = minuteMs;
  tell("fourth");
  expect(told).toEqual([
    { kind: "fault", reason: "first", untold: 0 },
    { kind: "fault", reason: "fourth", untold: 2 },
  ]);
});
