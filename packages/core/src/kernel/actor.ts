import type { SourceId, UserId } from "./ids.ts";

/** Who acts: recorded with every change and every version. */
export type Actor =
  | { readonly kind: "user"; readonly id: UserId; readonly name: string }
  | { readonly kind: "source"; readonly id: SourceId; readonly name: string }
  | { readonly kind: "system" };
