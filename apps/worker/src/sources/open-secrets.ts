import type { PollClaim, PollSecrets } from "@tocsin/core/sources";
import type { Seal } from "@tocsin/secrets";

/** Opens the client secrets of a poll. Throws where they were sealed under another key. */
export const openSecrets =
  (seal: Pick<Seal, "open">) =>
  ({ source, poll: { secrets } }: PollClaim): PollSecrets => {
    const at = (column: keyof PollSecrets) => ({ table: "source_polls", column, id: source.id });
    return {
      first: seal.open(secrets.first, at("first")),
      second: secrets.second === null ? null : seal.open(secrets.second, at("second")),
    };
  };
