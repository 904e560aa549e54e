import type { ModelMessage, StepRequest } from "../model.ts";

/** Words of refusals that are about thoughts, their signatures or their encrypted form. */
const ABOUT_STATE = /signature|thinking|thought|reasoning|encrypted/i;
const STATUSES: ReadonlySet<unknown> = new Set([400, 404, 422]);

/**
 * Whether a provider refused a request for the state in it: a key of another account cannot read it, for
 * example, and never will.
 */
export function isStateRefusal(error: unknown, { messages }: StepRequest): boolean {
  if (!(error instanceof Error) || !messages.some(hasState)) return false;
  const fields: Readonly<Record<string, unknown>> = { ...error };
  const { statusCode, responseBody } = fields;
  return STATUSES.has(statusCode) && ABOUT_STATE.test(`${error.message} ${responseBody}`);
}

/** The request with its history alone. */
export function withoutState(request: StepRequest): StepRequest {
  const messages = request.messages.map((message) => {
    if (!hasState(message)) return message;
    const { state: _state, ...plain } = message;
    return plain;
  });
  return { ...request, messages };
}

function hasState(
  message: ModelMessage,
): message is Extract<ModelMessage, { role: "assistant" }> & { readonly state: object } {
  return message.role === "assistant" && message.state !== undefined;
}
