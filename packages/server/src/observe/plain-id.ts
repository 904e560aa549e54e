/** What a client may name something without its becoming a way into the log. */
const PLAIN_ID = /^[\w.:-]{1,128}$/;

/** Whether that may stand in the log as the id of something. */
export function isPlainId(value: unknown): value is string {
  return typeof value === "string" && PLAIN_ID.test(value);
}
