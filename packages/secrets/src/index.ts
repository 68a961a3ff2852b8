export { newSecret, sameSecret, sha256 } from "./digest.ts";
export { hashPassword, openPasswords, type Passwords, PasswordsBusy } from "./password.ts";
export { newRecoveryCodes, recoveryCodeHash } from "./recovery-code.ts";
export { openSeal, type Seal, type SealedPlace, SealFault } from "./seal.ts";
export {
  findSecretKey,
  fingerprintOf,
  keptKeyFile,
  loadSecretKey,
  SecretKeyFault,
  type SecretKeyPlace,
} from "./secret-key.ts";
export { isSigned, newSigningSecret, type SignedContent, signatureOf } from "./signature.ts";
export { derivedToken, linkToken, setupTokenOf } from "./token.ts";
export { newTotpKey, totpStepOf, totpUri } from "./totp.ts";
