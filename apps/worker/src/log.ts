import { errorFacts } from "@tocsin/core/kernel";
import pino, { type LevelWithSilent, type Logger } from "pino";

/** This program's log: a JSON object a line. It holds ids, counts and reasons, never a payload, address or secret. */
export const openLog = (level: LevelWithSilent): Logger =>
  pino({ level, base: { program: "worker" }, serializers: { err: errorFacts } });
