const stopWithinMs = 10_000;

/**
 * Stops once, whoever asks first: a signal, or the launcher that went away. A stop that fails, or takes longer than ten
 * seconds, ends the program with code 1.
 */
export const stopOnce = (stop: () => Promise<void>): void => {
  let stopping = false;
  const begin = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    stop().then(
      () => {
        if (process.connected) process.disconnect();
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", begin).once("SIGTERM", begin).once("disconnect", begin);
};
