import { meResponseSchema, type Verb } from "@tocsin/core/access";
import type { z } from "zod";
import { type Answer, useAnswer } from "./api.ts";
import { mePath } from "./session.tsx";

export type Me = z.output<typeof meResponseSchema>;

/** What a person may be allowed to do. The api decides; the console only says beforehand what it will say. */
export type Right = Verb;

/** Who is signed in, as the api knows them. */
export const useMeAnswer = (): Answer<Me> => useAnswer(mePath, meResponseSchema, { freshMs: 60_000 });

/** Null until the api has said who is signed in. */
export const useMe = (): Me | null => useMeAnswer().value;

export interface Permissions {
  /** Whether it may be done at all, be it in one device group. True until it is known: the api has the last word. */
  readonly may: (right: Right) => boolean;
  /** The device groups that the person may see; null: all of them. */
  readonly deviceGroups: Me["deviceGroups"];
}

/** What the person who is signed in may do. */
export const usePermissions = (): Permissions => {
  const me = useMe();
  return {
    may: (right) => me === null || me.permissions.includes(right),
    deviceGroups: me?.deviceGroups ?? null,
  };
};
