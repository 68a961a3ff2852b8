import { hash } from "@node-rs/argon2";

// OWASP Password Storage: argon2id with 19 MiB, two passes and one lane; the library's default variant is argon2id.
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password as it is kept: argon2id with a salt of its own, in the PHC format that carries its parameters. */
export const hashPassword = (password: string): Promise<string> => hash(password, argon2);
