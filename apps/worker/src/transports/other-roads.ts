import { ok, type Result } from "@tocsin/core/kernel";
import type { OtherRoad } from "@tocsin/core/outages";
import type { Carrying } from "./carrier.ts";
import type { Carried } from "./kept.ts";
import { createRevealing } from "./revealing.ts";
import { openKept, type TakeUpParts } from "./take-up.ts";

/** The roads beside the one that carries mail, for words about that one's trouble. */
export interface OtherRoads {
  /** Those that could carry a mail to somebody: entered with all their secrets, and no mere folder. */
  names(): Promise<readonly OtherRoad[]>;
  /** What carries mail there; null where it can no longer be used. */
  carrying(road: OtherRoad): Promise<Carrying | null>;
  close(): Promise<void>;
}

interface Opened {
  readonly revision: number;
  readonly carrying: Carrying;
}

export const createOtherRoads = (parts: TakeUpParts): OtherRoads => {
  const opened = new Map<OtherRoad, Opened>();
  const retired: Opened[] = [];

  const open = (road: OtherRoad, revision: number, { setting, from }: Carried): Carrying => {
    const before = opened.get(road);
    if (before?.revision === revision) return before.carrying;
    if (before !== undefined) retired.push(before);
    const carrying = { transport: createRevealing(setting, parts.roads, parts.tokenOf), from, problem: null };
    opened.set(road, { revision, carrying });
    return carrying;
  };

  return {
    names: async () => {
      const { active, items } = await parts.transports.all();
      const entered = items
        .filter((kept) => kept.settings.kind !== active && kept.settings.kind !== "capture" && openKept(parts, kept).ok)
        .map(({ settings }) => settings.kind);
      const { kind } = parts.environment.setting;
      return active === null || kind === "capture" ? entered : [...entered, "environment"];
    },

    carrying: async (road) => {
      const { items, revision } = await parts.transports.all();
      const kept = items.find(({ settings }) => settings.kind === road);
      const found: Result<Carried, string> | null =
        road === "environment" ? ok(parts.environment) : kept === undefined ? null : openKept(parts, kept);
      return found?.ok ? open(road, revision, found.value) : null;
    },

    close: async () => {
      await Promise.all([...opened.values(), ...retired].map(({ carrying }) => carrying.transport.close()));
    },
  };
};
