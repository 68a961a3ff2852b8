/** What a log may know of an error. */
export interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  /** A system's or a database's name for it, such as `ECONNREFUSED`. */
  readonly code?: string;
  /** Where it was thrown, without its message. */
  readonly at: readonly string[];
}

const framesMax = 15;
const messageMax = 500;

/**
 * An error as a log may have it: messages lose their mail addresses, and those that quote what they were given (a
 * query's parameters, a text that is no JSON) are left out whole, because a log holds no payload, address or secret.
 */
export const errorFacts = (error: unknown): ErrorFacts => {
  if (!(error instanceof Error)) return { name: typeof error, message: "what was thrown is no error", at: [] };
  // drizzle puts the statement and all of its parameters into the message; the database's own words are in the cause.
  if (isQueryError(error) && error.cause instanceof Error) return errorFacts(error.cause);
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { name: error.name, message: messageOf(error), ...code, at: framesOf(error) };
};

const isQueryError = ({ message }: Error): boolean => message.startsWith("Failed query");

const messageOf = (error: Error): string => {
  if (error instanceof SyntaxError || isQueryError(error)) return "not logged: it may quote what was sent";
  return error.message.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;]+/g, "<address>").slice(0, messageMax);
};

const framesOf = ({ stack = "" }: Error): readonly string[] =>
  stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line))
    .slice(0, framesMax);
