import type { ModelFault, ModelFaultCode } from "./model.ts";
import { type ProviderFailure, readProviderFailure, type StepPhase } from "./provider-failure.ts";
import { cleanProviderMessage } from "./provider-message.ts";
import { type RefusalKind, toRefusalKind } from "./refusal/refusal-kind.ts";
import { explainRefusal, type RemedySource } from "./refusal/refusal-remedy.ts";
import { parseRetryAfter, parseWaitInWords } from "./retry-after.ts";

/** What a fault's message needs to know of the provider that caused it. */
export interface FaultSource extends RemedySource {
  /** Keys that must not appear in any text. */
  readonly secrets: readonly string[];
}

type Refusal = Extract<ProviderFailure, { kind: "refused" }>;

/** The code of each kind. */
const CODES: { readonly [Kind in RefusalKind]: ModelFaultCode } = {
  key: "unauthenticated",
  permission: "permission_denied",
  credit: "insufficient_credit",
  rate: "rate_limited",
  tooLargeForRate: "rate_limited",
  contextTooLong: "context_too_long",
  bodyTooLarge: "request_too_large",
  filtered: "content_filtered",
  unknownModel: "model_not_found",
  noTools: "tools_unsupported",
  badToolCall: "malformed_response",
  noMedia: "input_unsupported",
  memory: "out_of_memory",
  loading: "overloaded",
  overloaded: "overloaded",
  ownFault: "provider_error",
  timeout: "timeout",
  other: "provider_error",
};

/** What passes whatever the status says. */
const PASSING = new Set<RefusalKind>(["rate", "badToolCall", "loading", "overloaded", "ownFault"]);
/**
 * Faults that may pass, if their status says so. Every other kind needs a change of settings or of the
 * request.
 */
const PASSING_BY_STATUS = new Set<RefusalKind>(["timeout", "other"]);
const PASSING_STATUSES = new Set([408, 409, 425, 429]);

/** Kinds that are about what a request holds; the others are about the account, the model or the server. */
const ABOUT_INPUT = new Set<RefusalKind>([
  "contextTooLong",
  "bodyTooLarge",
  "filtered",
  "noMedia",
  "tooLargeForRate",
  "other",
]);
/** Kinds whose text says that the input is refused, whatever status a local server returns. */
const SURELY_INPUT = new Set<RefusalKind>(["contextTooLong", "filtered", "noMedia"]);
/**
 * Client errors of the account, the model and the moment; no message is excluded for one, whatever the words.
 */
const NOT_ABOUT_INPUT = new Set([401, 403, 404, 408, 429]);

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS|ERR_SSL/;
const NAME_LOOKUP = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"]);

/**
 * Turns whatever a provider's model throws or reports into a fault. Never throws. The message names what to
 * do and the variable to check, and holds neither keys nor addresses nor response bodies, only the provider's
 * own sentence, cleaned and cut.
 */
export function toModelFault(
  error: unknown,
  options: { readonly source: FaultSource; readonly phase: StepPhase; readonly now: number },
): ModelFault {
  const { source, phase, now } = options;
  const failure = readProviderFailure(error, phase);
  switch (failure.kind) {
    case "refused":
      return toRefusal(failure, source, now);
    case "network":
      return toConnectionFault(failure.code, source);
    case "cut":
      return streamCut(source);
    case "malformed":
      return {
        code: "malformed_response",
        message: `${source.title} sent an answer that cannot be read. If it happens again, check ${source.addressVariable} and the model.`,
        retryable: true,
      };
    case "unknown":
      return {
        code: "internal",
        message: `${source.title} could not be asked: the request failed inside this server, whose log has more.`,
        retryable: false,
      };
  }
}

/** The fault of an answer that ended without the provider saying that it is complete. */
export function streamCut(source: FaultSource): ModelFault {
  return {
    code: "stream_cut",
    message: `${source.title} ended its answer before it was complete.`,
    retryable: true,
  };
}

function toRefusal(failure: Refusal, source: FaultSource, now: number): ModelFault {
  const kind = toRefusalKind(failure);
  const retryAfterMs = parseRetryAfter(failure.headers, now) ?? parseWaitInWords(failure.text);
  return {
    code: CODES[kind],
    message: `${explainRefusal(kind, source)}${quote(kind, failure, source)}`,
    retryable: isPassing(kind, failure.status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(refusesInput(kind, failure.status) ? { refusedInput: true } : {}),
  };
}

function isPassing(kind: RefusalKind, status: number): boolean {
  if (PASSING.has(kind)) return true;
  return PASSING_BY_STATUS.has(kind) && (PASSING_STATUSES.has(status) || status >= 500);
}

function refusesInput(kind: RefusalKind, status: number): boolean {
  if (NOT_ABOUT_INPUT.has(status) || !ABOUT_INPUT.has(kind)) return false;
  return status < 500 || SURELY_INPUT.has(kind);
}

/** What the provider says of a key may hold pieces of it, and says nothing that the fault does not say. */
function quote(kind: RefusalKind, failure: Refusal, source: FaultSource): string {
  if (kind === "key") return "";
  const text = cleanProviderMessage(failure.text, source.secrets);
  return text === ""
    ? ` (HTTP ${failure.status})`
    : ` ${source.title} says: “${text}” (HTTP ${failure.status})`;
}

function toConnectionFault(code: string, source: FaultSource): ModelFault {
  const { title, addressVariable } = source;
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    return { code: "timeout", message: `${title} took too long to answer.`, retryable: true };
  }
  if (CERTIFICATE.test(code)) {
    const message = `${title} shows no valid certificate (${code}). Check the address in ${addressVariable}.`;
    return { code: "connection_failed", message, retryable: false };
  }
  const reason = toReason(code);
  const message = `${title} cannot be reached: ${reason} (${code}). Check the network, and the address in ${addressVariable} if you set one.`;
  return { code: "connection_failed", message, retryable: true };
}

function toReason(code: string): string {
  if (code === "ECONNREFUSED") return "nothing answers at its address";
  if (NAME_LOOKUP.has(code)) return "its name is not known to DNS";
  return "the connection failed";
}
