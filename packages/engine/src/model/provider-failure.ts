import { readRefusalBody } from "./refusal/refusal-body.ts";
import type { ResponseHeaders } from "./retry-after.ts";

/**
 * How far a step had come when it failed: `request` until the provider's stream was handed over, `answer`
 * while it was read.
 */
export type StepPhase = "request" | "answer";

/**
 * What went wrong with a provider, as data: the one place where the shapes of errors of the AI SDK, of fetch
 * and of Node are read.
 */
export type ProviderFailure =
  /**
   * The provider reported it, by HTTP status or by an error inside its stream (which is mapped to the
   * equivalent status).
   */
  | {
      readonly kind: "refused";
      readonly status: number;
      /** The provider's own names of the error: `code`, `type` and the like. */
      readonly names: readonly string[];
      /** The provider's own words; empty when it says nothing. */
      readonly text: string;
      /** Whether the body is a page, as proxies send it. */
      readonly isMarkup: boolean;
      readonly headers: ResponseHeaders;
    }
  /** No answer came, with the code of Node or undici. */
  | { readonly kind: "network"; readonly code: string }
  /** The answer began and broke off. */
  | { readonly kind: "cut" }
  /** The answer is not what the provider's protocol says. */
  | { readonly kind: "malformed" }
  /** A fault on our side. */
  | { readonly kind: "unknown" };

type Fields = { readonly [name: string]: unknown };

const MALFORMED = new Set([
  "AI_JSONParseError",
  "AI_TypeValidationError",
  "AI_InvalidResponseDataError",
  "AI_EmptyResponseBodyError",
]);

/** Reads anything that an AI SDK model throws or puts into its stream as an error. Never throws. */
export function readProviderFailure(error: unknown, phase: StepPhase): ProviderFailure {
  if (!(error instanceof Error)) return readErrorFrame(error);
  const fields: Fields = { ...error };
  const status = fields.statusCode;
  if (typeof status === "number" && status >= 400) return readRefusal(fields, status);
  const hasAnswer = phase === "answer" || typeof status === "number";
  const code = findErrorCode(error);
  if (code !== undefined) return hasAnswer ? { kind: "cut" } : { kind: "network", code };
  if (error.name === "AI_InvalidResponseDataError" && fields.data === undefined) return { kind: "cut" };
  if (hasAnswer || MALFORMED.has(error.name)) return { kind: "malformed" };
  // A request that fetch itself gave up without a code of the system, such as one that is redirected in a
  // circle. The packages report that as a call without a status.
  if (error.name === "AI_APICallError" && status === undefined) return { kind: "network", code: "ERR_FETCH" };
  // Providers that look into the start of a stream throw a bare Error when they cannot read it; fetch's own
  // complaints about what we gave it are TypeErrors, and the SDK's about our request have names of their own.
  return error.name === "Error" ? { kind: "malformed" } : { kind: "unknown" };
}

/**
 * The SDK's message is the status in words where the body has not the shape that it expects, and its `data`
 * lacks what its schema does not know: the body itself is what is read.
 */
function readRefusal(fields: Fields, status: number): ProviderFailure {
  const headers = toFields(fields.responseHeaders) as ResponseHeaders;
  const body = readRefusalBody(fields.responseBody ?? "");
  const parsed = readRefusalBody(fields.data);
  const names = [...new Set([...parsed.names, ...body.names])];
  const text = body.form === "json" ? body.text : parsed.text || body.text;
  return { kind: "refused", status, names, text, isMarkup: body.form === "markup", headers };
}

/**
 * An error that came as a chunk of the stream: a plain object or a text, after the stream had begun with
 * status 200.
 */
function readErrorFrame(value: unknown): ProviderFailure {
  const { text, names, form } = readRefusalBody(value);
  if (text === "") return { kind: "malformed" };
  const outer = toFields(value);
  const frame = findErrorFields(value);
  const status = [outer.statusCode, frame.status, frame.code].map(Number).find(isErrorStatus);
  return {
    kind: "refused",
    status: status ?? toStatus(names),
    names,
    text,
    isMarkup: form === "markup",
    headers: {},
  };
}

/** Providers put the error into `error`, into `response.error`, or into the body itself. */
function findErrorFields(body: unknown): Fields {
  const fields = toFields(body);
  const places = [fields.error, toFields(fields.response).error, toFields(fields.data).error, body];
  return toFields(places.find((place) => typeof place === "object" && place !== null));
}

/** The HTTP status that a provider would have sent, had its stream not begun already. */
function toStatus(names: readonly string[]): number {
  const joined = names.join(" ").toLowerCase();
  const known: readonly (readonly [RegExp, number])[] = [
    [/rate_limit|quota|too_many/, 429],
    [/authentication|api_key/, 401],
    [/permission|forbidden/, 403],
    [/not_found/, 404],
    [/overload|unavailable/, 503],
    [/invalid|context_length|bad_request|moderation|content/, 400],
  ];
  return known.find(([pattern]) => pattern.test(joined))?.[1] ?? 500;
}

/**
 * Codes of Node's own checks, of arguments and modules for example: faults on our side. Those of TLS are the
 * peer's.
 */
const OWN_CODE = /^ERR_(?!TLS|SSL)/;

/** First code of the system, of undici or of OpenSSL down the chain of causes. */
function findErrorCode(error: Error): string | undefined {
  const seen = new Set<unknown>();
  let current: unknown = error;
  while (current instanceof Error && !seen.has(current)) {
    seen.add(current);
    const code = "code" in current ? current.code : undefined;
    if (typeof code === "string" && !OWN_CODE.test(code)) return code;
    current = current.cause;
  }
  return undefined;
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599;
}

function toFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
