import type { z } from "zod";
import type { Digest, Result } from "../kernel/index.ts";
import type { IncomingIncident } from "./incident.ts";
import type { PollKind } from "./poll-kind.ts";
import type { ForeignRecord } from "./read.ts";

/** What normalising may know besides the payload. */
export interface NormaliseContext {
  readonly sourceId: string;
  /** The organization's tenant id at the vendor, for payloads that do not say it themselves; may be empty. */
  readonly tenantId: string;
  /** The source's own settings, in the shape of the kind's `settings`. */
  readonly settings: unknown;
  readonly digest: Digest;
}

/** Why a payload cannot be read. `path` leads to the fault (`alerts.0.severity`), empty for the whole. */
export interface PayloadFault {
  readonly path: string;
  readonly problem: string;
  /** The kind of source that such payloads come from, where it is plain that they are of another than this one. */
  readonly looksLike?: string;
}

/** A message that is no detection (an audit event, a passed check): accepted, and mails nobody. */
export interface Ignored {
  readonly kind: "ignored";
  readonly externalId: string | null;
  readonly reason: string;
}

export type Normalised = { readonly kind: "incident"; readonly incident: IncomingIncident } | Ignored;

/**
 * A piece of the sending product's own configuration. Our address in it is `http://127.0.0.1:3000` or
 * `https://tocsin.contoso.example`, and the key `THE_KEY_OF_THE_SOURCE`, to be replaced.
 */
export interface Configuration {
  /** In English: in which file or on which page of the product it belongs. */
  readonly where: string;
  readonly text: string;
}

/**
 * Everything about one kind of source: what its settings are, how its envelope is opened and
 * how one document becomes an incident. Shared code asks the kind and never branches on it.
 */
export interface SourceKind {
  readonly kind: string;
  readonly title: string;
  /** For the console and the documentation: which product, and what it sends. */
  readonly description: string;
  readonly settings: z.ZodType;
  /** What has to be set in the product that sends, as the kind's page in `docs/sources` has it. */
  readonly connect: readonly Configuration[];
  /** The documents inside a body that is this kind's own envelope; null where the body is none. */
  open(body: unknown): readonly unknown[] | null;
  normalise(payload: unknown, context: NormaliseContext): Result<Normalised, PayloadFault>;
  /** How we ask for its incidents ourselves; absent where they can only be sent. */
  readonly poll?: PollKind;
  /**
   * Whether a document is certainly this kind's own: it has what no other kind's has. Documents of which this is false
   * may still be readable; it is asked when a source sends what looks like another kind's.
   */
  recognises(document: ForeignRecord): boolean;
  /** Documents of other kinds that it takes on purpose; none where it is not said. */
  takesToo?(document: ForeignRecord): boolean;
}

/** A kind as its file says it, before the settings that every kind has are added. */
export interface PlainKind extends SourceKind {
  readonly settings: z.ZodObject;
}
