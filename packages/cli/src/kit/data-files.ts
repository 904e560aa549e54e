/** Name of the event log in a data folder. */
export const LOG_FILE = "log.sqlite";
/** Name of the file with a data folder's own token. */
export const TOKEN_FILE = "local-token";
