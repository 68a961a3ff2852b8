import type { TransportKind } from "../deliveries/index.ts";
import type { Instant, TransportTestId } from "../kernel/index.ts";
import type { TransportStep } from "./staircase.ts";
import type { SecretName, Secrets, TransportSettings } from "./transport-settings.ts";

/** One kind of transport as it was entered. Secrets are sealed by whoever hands them over; the store never reads them. */
export interface KeptTransport {
  readonly settings: TransportSettings;
  readonly sealed: Secrets;
  readonly secretsSetAt: Readonly<Partial<Record<SecretName, Instant>>>;
  readonly changedAt: Instant;
  /** The name of who changed it last. */
  readonly changedBy: string;
}

export interface KeptTransports {
  /** Which of them carries mail; null where the environment says what does. */
  readonly active: TransportKind | null;
  readonly items: readonly KeptTransport[];
  /** Grows whenever what carries mail may have changed. */
  readonly revision: number;
}

export interface TransportTest {
  readonly id: TransportTestId;
  readonly settings: TransportSettings;
  readonly sealed: Secrets;
  readonly to: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly steps: readonly TransportStep[];
}

/** What choosing a transport sets in motion. */
export interface TransportStakes {
  /** Rules that are on and the addresses that they name. */
  readonly rules: number;
  readonly recipients: number;
  /** Mails on their way or retried: the chosen transport will carry them. Newest first, a bounded number. */
  readonly waiting: readonly { readonly address: string; readonly count: number }[];
  readonly waitingCount: number;
  /** Mails that were kept as files so far; they stay that. */
  readonly capturedCount: number;
}

/** The installation's transports: one of each kind, of which one carries mail. */
export interface TransportStore {
  all(): Promise<KeptTransports>;
  /** Changes with every change of what carries mail; cheap, because workers look often. */
  revision(): Promise<number>;
  /** Sets one to what `change` makes of the one that is kept; nothing comes between reading and writing. */
  save(
    kind: TransportKind,
    change: (kept: KeptTransport | null) => Omit<KeptTransport, "changedAt" | "changedBy">,
    by: string,
  ): Promise<KeptTransport>;
  /** Throws `conflict` for the one that carries mail, `notFound` for one that was never entered. */
  remove(kind: TransportKind): Promise<void>;
  /** Null gives the word back to the environment. Throws `notFound` for a kind that was never entered. */
  activate(kind: TransportKind | null): Promise<void>;
  /** Of the whole installation: numbers, and addresses for those who may see the transport. */
  stakes(): Promise<TransportStakes>;
  /** Asks the workers for a test; `sealedFor` seals its secrets once its id is known. */
  askTest(
    test: Pick<TransportTest, "settings" | "to" | "askedBy"> & {
      readonly sealedFor: (id: TransportTestId) => Secrets;
    },
  ): Promise<TransportTest>;
  test(id: TransportTestId): Promise<TransportTest>;
  /** Gives a test that nobody has begun to one worker; null where there is none. */
  claimTest(): Promise<TransportTest | null>;
  /** Keeps the steps so far; with the last ones its secrets are forgotten. */
  recordSteps(id: TransportTestId, steps: readonly TransportStep[], ended: boolean): Promise<void>;
}
