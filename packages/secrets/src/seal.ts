import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { fingerprintOf } from "./secret-key.ts";

/** Where a sealed secret is kept: it opens there and nowhere else. `id` is the row's. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly id: string;
}

/** Seals secrets that are stored and have to be read again: passwords of mail servers, client secrets, TOTP keys. */
export interface Seal {
  /** The envelope to store: `v1.<key>.<nonce>.<sealed>`, different at every call. */
  seal(secret: string, place: SealedPlace): string;
  /** The secret again. Throws a `SealFault` for an envelope of another key, another place, or that was changed. */
  open(envelope: string, place: SealedPlace): string;
}

/** Why a sealed secret cannot be read; `otherKey` says that the installation's secret key is not the one of then. */
export class SealFault extends Error {
  override readonly name = "SealFault";
  readonly reason: "otherKey" | "damaged";

  constructor(reason: SealFault["reason"]) {
    super(
      reason === "otherKey"
        ? "A stored secret was sealed with another secret key: give back the key of then, or enter the secret anew"
        : "A stored secret is damaged or was moved: enter it anew",
    );
    this.reason = reason;
  }
}

const version = "v1";
/** NIST SP 800-38D 5.2.1.1 and 8.2.2: a random nonce of 96 bits, and the full tag of 128. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under a key that follows from the installation's secret and serves nothing else. The place is
 * authenticated with it, so that an envelope which is copied into another row or column opens nothing.
 */
export const openSeal = (secretKey: string): Seal => {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "tocsin", "stored secrets v1", 32));
  const keyId = fingerprintOf(secretKey).slice(0, 8);
  return {
    seal: (secret, place) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes }).setAAD(placeBytes(place));
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [version, keyId, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
    },
    open: (envelope, place) => {
      const [ofVersion, ofKey, nonce = "", sealed = "", ...more] = envelope.split(".");
      if (ofVersion !== version || more.length > 0) throw new SealFault("damaged");
      if (ofKey !== keyId) throw new SealFault("otherKey");
      return decrypt(key, Buffer.from(nonce, "base64url"), Buffer.from(sealed, "base64url"), place);
    },
  };
};

const decrypt = (key: Buffer, nonce: Buffer, sealed: Buffer, place: SealedPlace): string => {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(placeBytes(place)).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    // OpenSSL's words say nothing to an administrator, and a nonce or tag of the wrong length is damage, too.
    throw new SealFault("damaged");
  }
};

/** As JSON, so that no two places look alike, whatever stands in a name. */
const placeBytes = ({ table, column, id }: SealedPlace): Buffer => Buffer.from(JSON.stringify([table, column, id]));
