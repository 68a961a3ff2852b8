import { refused } from "@tocsin/core/kernel";
import { type Passwords, PasswordsBusy } from "@tocsin/secrets";

/** Whether it is the password; takes as long where there is none. Throws `unavailable` while too many others are checked. */
export const checkPassword = (passwords: Passwords, hash: string | null, password: string): Promise<boolean> =>
  passwords.verify(hash, password).catch(translate);

export const hashNewPassword = (passwords: Passwords, password: string): Promise<string> =>
  passwords.hash(password).catch(translate);

const translate = (error: unknown): never => {
  if (error instanceof PasswordsBusy) throw refused("signInBusy");
  throw error;
};
