import type { Actor, Instant, Job, Page, PageRequest, Scope, SilenceId } from "../kernel/index.ts";
import type { Silence, SilenceDraft, SilenceState } from "./silence.ts";

/** What a silence has held, as it stands now. */
export interface HeldBySilence {
  readonly notifications: number;
  readonly incidents: number;
}

export interface SilenceWithHeld {
  readonly silence: Silence;
  /** How many of its device groups the reader cannot see: `silence` does not name them. */
  readonly hiddenDeviceGroups: number;
  readonly held: HeldBySilence;
}

/** An incident of which a silence held something. */
export interface SilencedIncident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  /** When it was last held. */
  readonly at: Instant;
  readonly notifications: number;
}

/**
 * Every write outdates what decisions know, in one transaction. Throws `notFound`; `conflict` for one that is over;
 * `invalid` where its times or a device group that it names cannot be.
 */
export interface SilenceStore {
  /** Latest end first. */
  list(scope: Scope, states: readonly SilenceState[], page: PageRequest): Promise<Page<SilenceWithHeld>>;
  get(scope: Scope, id: SilenceId): Promise<SilenceWithHeld>;
  create(scope: Scope, draft: SilenceDraft, actor: Actor): Promise<SilenceWithHeld>;
  /** One that is over stays as it was. */
  save(scope: Scope, id: SilenceId, draft: SilenceDraft): Promise<SilenceWithHeld>;
  /** From here on everything is told again. What it held stays held, and is listed. */
  end(scope: Scope, id: SilenceId): Promise<SilenceWithHeld>;
  /** What it held, latest first. */
  heldBy(scope: Scope, id: SilenceId, page: PageRequest): Promise<Page<SilencedIncident>>;
  /** Plans a notice for every silence that ends soon and has not been told of, of every organization. */
  warnOfEnds(now: Instant): Promise<readonly Job[]>;
}
