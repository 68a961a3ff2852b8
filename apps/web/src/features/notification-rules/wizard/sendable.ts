import type { Draft } from "./draft.ts";

/**
 * A draft as far as a mail of it needs: what is still missing is filled with something that reads well, and what asks
 * nothing yet is left out.
 */
export const sendable = (draft: Draft, name: string): Draft => ({
  ...replayable(draft),
  name: draft.name.trim() || name,
  recipients: draft.recipients.length > 0 ? draft.recipients : [{ address: "reader@example.org", tier: 0 }],
});

/** A draft without what is half entered, so that what it would do can be told meanwhile. */
export const replayable = (draft: Draft): Draft => ({
  ...draft,
  conditions: draft.conditions.filter(({ anyOf }) => anyOf.length > 0),
  sources: draft.sources.filter(({ serviceSource }) => serviceSource.trim() !== ""),
});
