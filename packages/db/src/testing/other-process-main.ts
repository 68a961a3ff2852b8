import type { Report } from "./other-process.ts";
import { type TaskName, tasks } from "./other-process-tasks.ts";

const report = (message: Report): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });

process.once("message", async ({ name, given }: { readonly name: TaskName; readonly given: never }) => {
  try {
    const value = await tasks[name](given, () => report({ kind: "ready" }));
    await report({ kind: "answer", value });
  } catch (error) {
    await report({ kind: "error", value: error instanceof Error ? error.stack : error });
  }
  process.disconnect();
});
