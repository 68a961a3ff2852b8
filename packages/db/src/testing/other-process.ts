import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answers, TaskName, Tasks } from "./other-process-tasks.ts";

/** A task that another process has in hand. */
export interface OtherProcess<Name extends TaskName> {
  /** Resolves when the task says that it has come to the point which the test waits for. */
  readonly ready: Promise<void>;
  readonly answer: Promise<Answers[Name]>;
  /** Lets a task go on that waits for a word. */
  goOn(): void;
}

export interface Report {
  readonly kind: "ready" | "answer" | "error";
  readonly value?: unknown;
}

/** The word that a task may wait for. */
export const goOn = "go on";

/** Runs a task on a database file in a process of its own, as the api and the worker do beside each other. */
export const inOtherProcess = <Name extends TaskName>(
  name: Name,
  given: Parameters<Tasks[Name]>[0],
): OtherProcess<Name> => {
  const child = fork(fileURLToPath(new URL("./other-process-main.ts", import.meta.url)), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  let isReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const answer = new Promise<Answers[Name]>((resolve, reject) => {
    child.on("message", ({ kind, value }: Report) => {
      if (kind === "ready") isReady();
      if (kind === "answer") resolve(value as Answers[Name]);
      if (kind === "error") reject(new Error(String(value)));
    });
    child.on("exit", (code) => reject(new Error(`The other process ended with ${code} and without an answer`)));
  });
  child.send({ name, given });
  return { ready, answer, goOn: () => child.send(goOn) };
};
