/** What an error says of itself, in one line as a rule. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
