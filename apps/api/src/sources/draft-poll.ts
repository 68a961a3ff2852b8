import { type PollKind, sourceKindOf } from "@tocsin/core/incidents";
import { type DomainError, refused, type SourceId } from "@tocsin/core/kernel";
import { hostFault, type Poll, type PollDraft, type PollSecrets, type PollSetting } from "@tocsin/core/sources";
import type { Seal } from "@tocsin/secrets";

export interface DraftedPoll {
  readonly kind: PollKind;
  readonly setting: PollSetting;
  /** Open, never to be stored so. */
  readonly secrets: PollSecrets;
}

/** Where a secret is sealed for. */
const placeOf = (column: keyof PollSecrets, id: SourceId) => ({ table: "source_polls", column, id });

export const sealSecrets = ({ first, second }: PollSecrets, id: SourceId, seal: Seal): PollSecrets => ({
  first: seal.seal(first, placeOf("first", id)),
  second: second === null ? null : seal.seal(second, placeOf("second", id)),
});

/**
 * What an administrator says of a poll, checked, with the secrets that it leaves as they are. A kept secret never
 * follows to another tenant, application or address: who may change those could else have it sent to himself.
 */
export const draftedPoll = (
  kindName: string,
  { clientSecret, secondClientSecret, ...said }: PollDraft,
  kept: { readonly id: SourceId; readonly poll: Poll } | null,
  { seal, pollHosts }: { readonly seal: Seal; readonly pollHosts: readonly string[] },
): DraftedPoll => {
  const kind = sourceKindOf(kindName)?.poll;
  if (kind === undefined) throw invalid("poll", `is not for sources of kind ${kindName}`);
  const setting: PollSetting = { ...said, baseUrl: said.baseUrl ?? kept?.poll.setting.baseUrl ?? kind.baseUrl };
  for (const name of ["baseUrl", "loginUrl"] as const) {
    const fault = hostFault(setting[name] ?? "", pollHosts);
    if (fault !== null) throw invalid(`poll.${name}`, fault);
  }
  const held = kept !== null && isSameDoor(kept.poll.setting, setting) ? openKept(kept, seal) : null;
  const first = clientSecret ?? held?.first;
  if (first === undefined) {
    throw invalid(
      "poll.clientSecret",
      kept === null
        ? "is needed to sign in"
        : "is needed again, because tenant, application or address changed, or the kept one cannot be opened",
    );
  }
  const second = secondClientSecret === undefined ? (held?.second ?? null) : secondClientSecret;
  return { kind, setting, secrets: { first, second } };
};

const isSameDoor = (one: PollSetting, other: PollSetting): boolean =>
  (["tenantId", "clientId", "baseUrl", "loginUrl"] as const).every((name) => one[name] === other[name]);

const openKept = (
  { id, poll: { secrets } }: { readonly id: SourceId; readonly poll: Poll },
  seal: Seal,
): PollSecrets | null => {
  try {
    return {
      first: seal.open(secrets.first, placeOf("first", id)),
      second: secrets.second === null ? null : seal.open(secrets.second, placeOf("second", id)),
    };
  } catch {
    return null;
  }
};

const invalid = (path: string, message: string): DomainError => refused("invalid", null, [{ path, message }]);
