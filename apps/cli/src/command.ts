import type { Config } from "./config.ts";

/** What a command was called with, read and checked against what it declares. */
export interface Call {
  readonly operands: readonly string[];
  /** True where an option without a value was given. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly json: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** The environment as settings. Ends the command, naming every fault of them, at the first call. */
  readonly config: () => Promise<Config>;
}

/** What a command has to say, for people and for programs. */
export interface Answer {
  /** 0: fine. 1: something is wrong, or was not done. Anything else is a program's own, passed on by `serve`. */
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** Printed instead of the lines with `--json`; nothing is printed for undefined. */
  readonly json: unknown;
}

export interface Operand {
  readonly name: string;
  readonly optional?: boolean;
}

export interface Option {
  /** What its value is called; absent where it takes none. */
  readonly value?: string;
  readonly about: string;
}

export interface Command {
  /** One word, or two: `backup`, `user reset-password`. */
  readonly name: string;
  readonly summary: string;
  readonly operands: readonly Operand[];
  readonly options: Readonly<Record<string, Option>>;
  /** What its reader should know before calling it, a paragraph each. */
  readonly about: readonly string[];
  /** What exit code 1 means here. */
  readonly failsWhen: string;
  readonly run: (call: Call) => Promise<Answer>;
}

/** Ends a command with words for the person who called it: 1 where it could not be done, 2 where it was called wrongly. */
export class CommandFault extends Error {
  override readonly name = "CommandFault";
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
