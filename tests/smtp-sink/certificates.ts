import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the sink shows to a client that asks for TLS. All are signed by `testAuthority` and hold for 127.0.0.1. */
export type CertificateName =
  | "valid"
  /** Ended in 2021. */
  | "expired"
  /** Is for other.example alone. */
  | "other-host";

const pem = (name: string): string => readFileSync(join(import.meta.dirname, "certificates", `${name}.pem`), "utf8");

/** The path of the authority's certificate, for `NODE_EXTRA_CA_CERTS` of a process under test. */
export const testAuthorityPath = join(import.meta.dirname, "certificates", "authority.pem");

/** The certificate (PEM) that a client under test has to trust. Its key was thrown away. */
export const testAuthority = (): string => pem("authority");

export const certificate = (name: CertificateName): { readonly key: string; readonly cert: string } => ({
  key: pem("key"),
  cert: pem(name),
});
