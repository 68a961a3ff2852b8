import type { SourceId, UserId } from "./ids.ts";

/** Who acts: recorded with every change and every version. */
export type Actor =
  | { readonly kind: "user"; readonly id: UserId; readonly name: string }
  /** Whoever reads the mail of an address and used a link in it. */
  | { readonly kind: "recipient"; readonly address: string }
  | { readonly kind: "source"; readonly id: SourceId; readonly name: string }
  | { readonly kind: "system" };

/** Who acts, as people are told of it. */
export const nameOfActor = (actor: Actor): string => {
  switch (actor.kind) {
    case "user":
    case "source":
      return actor.name;
    case "recipient":
      return actor.address;
    case "system":
      return "Tocsin";
  }
};
