export { addKey, readKeys, revokeKey } from "./auth/api-key-file.ts";
export { type ApiKey, ApiKeyError, isPlainText, MAX_KEY_NAME_LENGTH } from "./auth/api-key-record.ts";
export { isUserId, MAX_USER_ID_LENGTH } from "./kit/principal.ts";
