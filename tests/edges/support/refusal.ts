/** A refusal as a provider sends it. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

/** A body of JSON. */
export const json = (status: number, value: unknown): Refusal => ({ status, body: JSON.stringify(value) });
/** A body of plain text. */
export const text = (status: number, body: string): Refusal => ({ status, body, type: "text/plain" });
/** A page, as proxies send it. */
export const page = (status: number, body: string): Refusal => ({ status, body, type: "text/html" });
/** The shape of most: OpenAI's. */
export const openai = (status: number, message: string, fields: object = {}): Refusal =>
  json(status, { error: { message, type: "invalid_request_error", param: null, ...fields } });
