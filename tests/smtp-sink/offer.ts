import type { CertificateName } from "./certificates.ts";

export interface SinkAuth {
  readonly user: string;
  readonly pass: string;
  readonly methods: readonly ("PLAIN" | "LOGIN" | "XOAUTH2")[];
  /** Whether a token of XOAUTH2 holds. */
  readonly holds?: (token: string) => boolean;
}

/** What the sink says that it can, in its EHLO. */
export interface SinkOffer {
  /** TLS from the first byte, by STARTTLS, or not at all. */
  readonly tls: "none" | "starttls" | "implicit";
  readonly certificate: CertificateName;
  /** Null: takes mail from anybody. */
  readonly auth: SinkAuth | null;
  readonly smtputf8: boolean;
  readonly pipelining: boolean;
  /** Bytes; null does not offer SIZE. */
  readonly sizeMax: number | null;
}

export const plainOffer: SinkOffer = {
  tls: "none",
  certificate: "valid",
  auth: null,
  smtputf8: false,
  pipelining: true,
  sizeMax: null,
};
