export { newSecret, sameSecret, sha256 } from "./digest.ts";
export { hashPassword } from "./password.ts";
export { openSeal, type Seal, type SealedPlace, SealFault } from "./seal.ts";
export {
  findSecretKey,
  fingerprintOf,
  keptKeyFile,
  loadSecretKey,
  SecretKeyFault,
  type SecretKeyPlace,
} from "./secret-key.ts";
export { derivedToken, setupTokenOf } from "./token.ts";
