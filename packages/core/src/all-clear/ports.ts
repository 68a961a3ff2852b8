import type { Instant, Job } from "../kernel/index.ts";
import type { AllClearGiven, AllClearSetting, Trouble } from "./all-clear.ts";

/** The setting as it is kept. The address is sealed by whoever hands it over; the store never reads it. */
export interface KeptAllClear extends AllClearSetting, AllClearGiven {
  readonly sealedAddress: string | null;
  readonly host: string | null;
  /** What came of the last call. */
  readonly said: string | null;
}

/** What a worker is to do: call the address, and announce the mails that were planned. */
export interface AllClearTaken {
  readonly troubles: readonly Trouble[];
  readonly call: { readonly method: "GET" | "POST"; readonly sealedAddress: string } | null;
  readonly jobs: readonly Job[];
}

export interface AllClearStore {
  get(): Promise<KeptAllClear>;
  save(setting: AllClearSetting, address: { readonly sealed: string; readonly host: string } | "kept"): Promise<void>;
  /** The api shows that what comes can be stored, by storing this. */
  apiTakes(now: Instant): Promise<void>;
  /** What keeps it back now. */
  troubles(now: Instant): Promise<readonly Trouble[]>;
  /** Gives what is due to one worker, once, where nothing keeps it back; plans the mails of every organization. */
  take(now: Instant): Promise<AllClearTaken>;
  /** Keeps what came of a call; one that failed is due again at once. */
  called(said: string, ok: boolean): Promise<void>;
}
