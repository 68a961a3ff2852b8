/**
 * What may be said of a fault of the Redis client: its code and message. Never the error itself: it carries the command
 * with its arguments, of which the password can be one.
 */
export const faultText = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { readonly code?: unknown };
  // A host with several addresses fails with an empty message and a code.
  return error.message === "" ? String(code ?? error.name) : error.message.split("\n", 1).join("").slice(0, textMax);
};

const textMax = 300;
