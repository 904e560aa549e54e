/** Returns the message of an error, or anything else that was thrown as text. Never throws. */
export function errorMessage(error: unknown, unprintable = "a value that cannot be printed"): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return unprintable;
  }
}
