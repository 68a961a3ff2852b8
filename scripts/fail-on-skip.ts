import type { Reporter, TestCase } from "vitest/node";

/** Under CI every test must run: a skipped one would be a promise that nobody checked. */
export default class FailOnSkip implements Reporter {
  readonly #skipped: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.result().state === "skipped") this.#skipped.push(test.fullName);
  }

  onTestRunEnd(): void {
    if (this.#skipped.length === 0) return;
    console.error(`Skipped under CI, which counts as a failure:\n  ${this.#skipped.join("\n  ")}`);
    process.exitCode = 1;
  }
}
