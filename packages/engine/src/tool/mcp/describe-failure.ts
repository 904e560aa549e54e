import { ProtocolError, SdkHttpError } from "@modelcontextprotocol/client";

/**
 * What went wrong with a server, as the rest of a sentence that begins with its name: "could not be reached (ECONNREFUSED)". The one place
 * where the errors of the MCP library, of fetch and of Node are read. `clean` is given every text that came from outside.
 */
export function describeFailure(error: unknown, clean: (text: string) => string): string {
  if (error instanceof SdkHttpError) return `answered with HTTP ${error.status}`;
  if (error instanceof ProtocolError) return `answered with error ${error.code}: ${clean(error.message)}`;
  const code = findCode(error);
  if (code !== undefined) {
    return isOfSpawn(error)
      ? `could not be started (${code})${hintOf(code)}`
      : `could not be reached (${code})`;
  }
  return `failed: ${clean(error instanceof Error ? error.message : String(error))}`;
}

/** The code of Node or undici, which fetch hides in the cause. */
function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string" && /^E[A-Z]+$|^UND_/.test(error.code))
    return error.code;
  return findCode(error.cause);
}

function isOfSpawn(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && String(error.syscall).startsWith("spawn");
}

function hintOf(code: string): string {
  if (code === "ENOENT") return ": its command or its folder is not there";
  if (code === "EACCES") return ": its command may not be run";
  return "";
}
