export { type JwtKeys, publicKeys, secretKeys, storedKeys } from "./auth/jwt-keys.ts";
export { RemoteKeySet } from "./auth/key-set.ts";
