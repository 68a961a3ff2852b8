export { newSecret, sameSecret, sha256 } from "./digest.ts";
export { hashPassword } from "./password.ts";
export { findSecretKey, fingerprintOf, keptKeyFile, loadSecretKey, type SecretKeyPlace } from "./secret-key.ts";
export { derivedToken, setupTokenOf } from "./token.ts";
