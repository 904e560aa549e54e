/**
 * The default `onFault`: one line with the error on the program's console, and nothing else. Never throws.
 */
export function reportToConsole(error: unknown): void {
  console.error("AIWhisperer client:", error);
}
