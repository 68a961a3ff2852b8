import type { DomainErrorCode, FieldFault } from "@tocsin/core/kernel";
import { expect } from "vitest";

/** What a store refuses with, as a program reads it; whatever kind it is told by besides. */
export const aRefusal = (code: DomainErrorCode, message: string, faults: readonly FieldFault[] = []): Error =>
  expect.objectContaining({ code, message, faults });
