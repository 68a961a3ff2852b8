import { hash, verify } from "@node-rs/argon2";

// OWASP Password Storage: argon2id with 19 MiB, two passes and one lane; the library's default variant is argon2id.
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password as it is kept: argon2id with a salt of its own, in the PHC format that carries its parameters. */
export const hashPassword = (password: string): Promise<string> => hash(password, argon2);

/** Hashes of passwords, so many at once: each takes 19 MiB and a core for a while. */
export interface Passwords {
  /** Throws `PasswordsBusy`. */
  hash(password: string): Promise<string>;
  /**
   * Whether it is the password that was hashed. Null, for somebody who has none or does not exist, takes the same work and is
   * never right. Throws `PasswordsBusy`.
   */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** More wait for their turn already than can be served in good time. */
export class PasswordsBusy extends Error {
  override readonly name = "PasswordsBusy";
}

/** Of a password that nobody knows, with the parameters above: what somebody without a password is compared with. */
const nobodys = "$argon2id$v=19$m=19456,t=2,p=1$V2hhdCBub2JvZHkga25vd3M$tX0Jx1d0b2NzaW4gbm9ib2R5IGtub3dzIHRoaXMgMTI";

/** `atOnce` hashes run beside each other, and `waitingMax` more wait for them in the order in which they came. */
export const openPasswords = (atOnce: number, waitingMax: number): Passwords => {
  let running = 0;
  const waiting: (() => void)[] = [];

  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) throw new PasswordsBusy("Too many passwords are being checked");
      // Whoever is let in takes over the place of the one that lets him in.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };

  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    verify: (passwordHash, password) =>
      inTurn(async () => (await verify(passwordHash ?? nobodys, password)) && passwordHash !== null),
  };
};
