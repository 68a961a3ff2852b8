import { DomainError, fieldFaults, type Instant, refused, type TransportTestId } from "@tocsin/core/kernel";
import {
  destinationOf,
  type KeptTransport,
  type SecretName,
  type Secrets,
  secretNames,
  type TransportDraft,
} from "@tocsin/core/transports";
import { type Seal, SealFault } from "@tocsin/secrets";

type Given = { readonly [name in SecretName]?: string | null | undefined };

const placeOf = (table: "transports" | "transport_tests", id: string, name: SecretName) => ({
  table,
  column: "secrets",
  id: `${id}/${name}`,
});

/** What is kept of a transport once a draft is entered over it. */
export const changeKept = (
  before: KeptTransport | null,
  draft: TransportDraft,
  seal: Seal,
  now: Instant,
): Omit<KeptTransport, "changedAt" | "changedBy"> => {
  const { secrets, ...settings } = draft;
  const given: Given = secrets;
  const kept = keepable(before, draft);
  const sealed: Partial<Record<SecretName, string>> = {};
  const secretsSetAt: Partial<Record<SecretName, Instant>> = {};
  for (const name of secretNames) {
    const fresh = given[name];
    const old = kept[name];
    if (typeof fresh === "string") {
      sealed[name] = seal.seal(fresh, placeOf("transports", draft.kind, name));
      secretsSetAt[name] = now;
    } else if (fresh === undefined && old !== undefined) {
      sealed[name] = old;
      secretsSetAt[name] = before?.secretsSetAt[name] ?? now;
    }
  }
  return { settings, sealed, secretsSetAt };
};

/** The secrets of a test: those of the draft, and of the kept ones those that it leaves out. */
export const sealedForTest = (
  before: KeptTransport | null,
  draft: TransportDraft,
  seal: Seal,
): ((id: TransportTestId) => Secrets) => {
  const given: Given = draft.secrets;
  const kept = keepable(before, draft);
  const plain = new Map<SecretName, string>();
  for (const name of secretNames) {
    const fresh = given[name];
    const old = kept[name];
    if (typeof fresh === "string") plain.set(name, fresh);
    else if (fresh === undefined && old !== undefined) {
      plain.set(name, openedAgain(seal, old, draft.kind, name));
    }
  }
  return (id) =>
    Object.fromEntries(
      [...plain].map(([name, secret]) => [name, seal.seal(secret, placeOf("transport_tests", id, name))]),
    );
};

const openedAgain = (seal: Seal, envelope: string, kind: string, name: SecretName): string => {
  try {
    return seal.open(envelope, placeOf("transports", kind, name));
  } catch (error) {
    if (!(error instanceof SealFault)) throw error;
    throw new DomainError("invalid", error.message, [{ path: `secrets.${name}`, message: fieldFaults.secretLost }]);
  }
};

/** Secrets that were entered for this place. Those for another are refused rather than sent there. */
const keepable = (before: KeptTransport | null, draft: TransportDraft): Secrets => {
  if (before === null) return {};
  const { secrets, ...settings } = draft;
  if (destinationOf(before.settings) === destinationOf(settings)) return before.sealed;
  const given: Given = secrets;
  const unsaid = secretNames.filter((name) => before.sealed[name] !== undefined && given[name] === undefined);
  const faults = unsaid.map((name) => ({
    path: `secrets.${name}`,
    message: fieldFaults.secretOfAnotherServer,
  }));
  if (faults.length > 0) throw refused("secretMoves", null, faults);
  return {};
};
