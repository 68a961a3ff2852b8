import { errorFacts } from "@tocsin/core/kernel";
import pino, { type DestinationStream, type LevelWithSilent, type Logger } from "pino";

/** A program's log: a JSON object a line. It holds ids, counts and reasons, never a payload, address or secret. */
export const openLog = (program: string, level: LevelWithSilent, destination?: DestinationStream): Logger =>
  pino({ level, base: { program }, serializers: { err: errorFacts } }, destination);
