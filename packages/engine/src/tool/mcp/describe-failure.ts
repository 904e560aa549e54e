import { errorMessage } from "@aiwhisperer/protocol";
import {
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  UnsupportedProtocolVersionError,
} from "@modelcontextprotocol/client";
import { AuthorizationFault, SignInNeeded } from "./kit/authorization-fault.ts";

/**
 * What went wrong with a server, as the rest of a sentence that begins with its name: "could not be reached
 * (ECONNREFUSED)". The one place where the errors of the MCP library, of fetch and of Node are read. `clean`
 * is given every text that came from outside.
 */
export function describeFailure(error: unknown, clean: (text: string) => string): string {
  if (error instanceof SignInNeeded) return error.message;
  if (error instanceof AuthorizationFault) return describeFault(error, clean);
  if (error instanceof SdkHttpError) return `answered with HTTP ${error.status}${wordsOf(error, clean)}`;
  if (error instanceof UnsupportedProtocolVersionError) {
    return `speaks no protocol version that this program knows, only ${clean(error.supported.join(", "))}`;
  }
  if (error instanceof ProtocolError) return `answered with error ${error.code}: ${clean(error.message)}`;
  const code = findCode(error);
  if (code !== undefined) {
    return isOfSpawn(error)
      ? `could not be started (${code})${hintOf(code)}`
      : `could not be reached (${code})`;
  }
  // The library wraps what went wrong while it asked for the protocol version.
  if (isOfNegotiation(error) && error.cause !== undefined) return describeFailure(error.cause, clean);
  return `failed: ${clean(errorMessage(error))}`;
}

const PASSING_STATUS = new Set([408, 425, 429]);

/**
 * Whether a server refused a connection in a way that will not pass by itself: its answer is that it does not
 * serve this client, or it is no MCP server.
 */
export function isRefusal(error: unknown): boolean {
  if (findCode(error) !== undefined) return false;
  if (error instanceof AuthorizationFault) return true;
  if (error instanceof SdkHttpError) return error.status < 500 && !PASSING_STATUS.has(error.status);
  return error instanceof ProtocolError || isOfNegotiation(error);
}

/**
 * Whether the error says that a server has no session of that id any more; the request was then not handled.
 */
export function isSessionLoss(error: unknown): boolean {
  return error instanceof SdkHttpError && error.status === 404;
}

/** Whether a request failed in a way that shows that the server is there. */
export function isAnswer(error: unknown): boolean {
  if (error instanceof ProtocolError) return true;
  return error instanceof SdkError && error.code === SdkErrorCode.InvalidResult;
}

/**
 * Whether a server left the question for its protocol version unanswered, or answered it in a form that is no
 * answer: it may be an older one.
 */
export function suggestsOlderGreeting(error: unknown): boolean {
  if (error instanceof SdkHttpError || findCode(error) !== undefined) return false;
  if (isOfNegotiation(error)) return true;
  return error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout;
}

/** Whether a server over HTTP may be one of revision 2024-11-05, which takes no POST at its address. */
export function suggestsOlderTransport(error: unknown): boolean {
  return error instanceof SdkHttpError && [400, 404, 405].includes(error.status);
}

function isOfNegotiation(error: unknown): error is SdkError {
  return error instanceof SdkError && error.code === SdkErrorCode.EraNegotiationFailed;
}

function describeFault({ message, cause }: AuthorizationFault, clean: (text: string) => string): string {
  if (cause === undefined) return message;
  const code = findCode(cause);
  const reason = code ?? errorMessage(cause);
  return `${message}: ${clean(reason)}`;
}

/**
 * Where a redirect leads, or the words of a JSON-RPC error in the body of an HTTP error. Other bodies are
 * pages for people.
 */
function wordsOf(error: SdkHttpError, clean: (text: string) => string): string {
  return redirectOf(error, clean) ?? refusalOf(error, clean);
}

/**
 * A redirect to another server is not followed: it would get the configured headers. Only the library's
 * message has its address.
 */
function redirectOf({ status, message }: SdkHttpError, clean: (text: string) => string): string | undefined {
  if (status === undefined || status < 300 || status > 399) return undefined;
  const target = /\b(?:Redirect to|; try) (\S+)/.exec(message)?.[1];
  if (target === undefined) return undefined;
  return `: it redirects to ${clean(target)}; if that is the server, configure that address`;
}

function refusalOf({ data }: SdkHttpError, clean: (text: string) => string): string {
  if (typeof data.text !== "string") return "";
  try {
    const { error } = JSON.parse(data.text);
    return typeof error?.message === "string" ? `: ${clean(error.message)}` : "";
  } catch {
    return "";
  }
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
