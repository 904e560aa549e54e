import { APICallError, InvalidResponseDataError, JSONParseError } from "ai";
import { describe, expect, it } from "vitest";
import { toModelFault } from "./model-fault.ts";
import type { StepPhase } from "./provider-failure.ts";

const KEY = "planted-key-of-the-server";
const source = {
  title: "OpenAI",
  modelName: "gpt-x",
  keyVariable: "OPENAI_API_KEY",
  addressVariable: "OPENAI_BASE_URL",
  secrets: [KEY],
};

function faultOf(error: unknown, phase: StepPhase = "request") {
  return toModelFault(error, { source, phase, now: Date.UTC(2026, 0, 1) });
}

function refusal(statusCode: number, body: { error?: object } = {}, headers: Record<string, string> = {}) {
  const message = (body.error as { message?: string } | undefined)?.message ?? "";
  const url = `https://user:${KEY}@host/v1`;
  return new APICallError({
    message,
    url,
    requestBodyValues: { key: KEY },
    statusCode,
    responseHeaders: headers,
    responseBody: KEY,
    data: body,
  });
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

describe("toModelFault", () => {
  it.each([
    [400, "provider_error", false],
    [401, "unauthenticated", false],
    [402, "insufficient_credit", false],
    [403, "permission_denied", false],
    [404, "model_not_found", false],
    [408, "timeout", true],
    [409, "provider_error", true],
    [413, "context_too_long", false],
    [429, "rate_limited", true],
    [500, "provider_error", true],
    [502, "provider_error", true],
    [503, "overloaded", true],
    [504, "timeout", true],
    [529, "overloaded", true],
  ] as const)("takes HTTP %i for %s", (status, code, retryable) => {
    expect(faultOf(refusal(status))).toMatchObject({ code, retryable });
  });

  it("names the variable to check when the key or the model is refused", () => {
    expect(faultOf(refusal(401)).message).toContain("OPENAI_API_KEY");
    expect(faultOf(refusal(403)).message).toContain("OPENAI_API_KEY");
    expect(faultOf(refusal(404)).message).toMatch(/“gpt-x”.*OPENAI_BASE_URL/);
  });

  it("returns the wait that the provider asks for", () => {
    expect(faultOf(refusal(429, {}, { "retry-after": "3" }))).toMatchObject({ retryAfterMs: 3000 });
    expect(faultOf(refusal(429))).not.toHaveProperty("retryAfterMs");
  });

  it("does not retry when the credit is used up", () => {
    const fault = faultOf(
      refusal(429, { error: { message: "You exceeded your quota", code: "insufficient_quota" } }),
    );
    expect(fault).toMatchObject({ code: "insufficient_credit", retryable: false });
    expect(fault.message).toContain("credit");
  });

  it.each([
    { message: "too long", code: "context_length_exceeded" },
    { message: "prompt is too long: 250000 tokens > 200000 maximum", type: "invalid_request_error" },
    { message: "This endpoint's maximum context length is 8192 tokens." },
  ])("knows a conversation that is too long: %o", (error) => {
    expect(faultOf(refusal(400, { error }))).toMatchObject({ code: "context_too_long", retryable: false });
  });

  it("knows a request that the provider's filter refused", () => {
    const error = { message: "Your request was refused", code: "content_filter" };
    expect(faultOf(refusal(400, { error }))).toMatchObject({ code: "content_filtered" });
    const flagged = { message: "Refused", metadata: { reasons: ["violence"] } };
    expect(faultOf(refusal(403, { error: flagged }))).toMatchObject({ code: "content_filtered" });
  });

  it("quotes the provider's sentence, but nothing that looks like a key, and no body or address", () => {
    const error = { message: `Project of sk-other-987654 and ${KEY} is archived` };
    const { message } = faultOf(refusal(403, { error }));
    expect(message).toContain("OpenAI says: “Project of [redacted] and [redacted] is archived” (HTTP 403)");
    expect(faultOf(refusal(401, { error })).message).not.toContain("OpenAI says");
    expect(message).not.toContain("host");
  });

  it("classifies errors inside the stream by their status", () => {
    const overloaded = { type: "overloaded_error", message: "Overloaded" };
    expect(faultOf(overloaded, "answer")).toMatchObject({ code: "overloaded", retryable: true });
    expect(faultOf({ message: "Slow down", code: 429 }, "answer")).toMatchObject({ code: "rate_limited" });
    expect(faultOf({ message: "?" }, "answer")).toMatchObject({ code: "provider_error", retryable: true });
    const nested = { message: "long", statusCode: 400, data: { error: { code: "context_length_exceeded" } } };
    expect(faultOf(nested, "answer")).toMatchObject({ code: "context_too_long" });
  });

  it.each([
    ["ECONNREFUSED", "connection_failed", true],
    ["ENOTFOUND", "connection_failed", true],
    ["ECONNRESET", "connection_failed", true],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "connection_failed", false],
    ["UND_ERR_HEADERS_TIMEOUT", "timeout", true],
  ] as const)("takes %s before an answer for %s", (code, expected, retryable) => {
    const error = new APICallError({
      message: "x",
      url: "u",
      requestBodyValues: {},
      cause: withCode("x", code),
    });
    expect(faultOf(error)).toMatchObject({ code: expected, retryable });
  });

  it("takes a connection lost within an answer for a cut stream", () => {
    const cause = new TypeError("terminated", { cause: withCode("other side closed", "UND_ERR_SOCKET") });
    const url = "u";
    const lost = new APICallError({ message: "x", url, requestBodyValues: {}, statusCode: 200, cause });
    expect(faultOf(lost, "answer")).toMatchObject({ code: "stream_cut", retryable: true });
    expect(faultOf(cause, "answer")).toMatchObject({ code: "stream_cut" });
    const unfinished = new InvalidResponseDataError({ data: undefined, message: "x" });
    expect(faultOf(unfinished, "answer")).toMatchObject({ code: "stream_cut" });
  });

  it("takes a chunk that cannot be read for a malformed response", () => {
    const broken = new JSONParseError({ text: `{"${KEY}`, cause: new SyntaxError(KEY) });
    expect(faultOf(broken, "answer")).toMatchObject({ code: "malformed_response" });
    expect(faultOf(new InvalidResponseDataError({ data: {}, message: "x" }), "answer")).toMatchObject({
      code: "malformed_response",
    });
    expect(faultOf(undefined, "answer")).toMatchObject({ code: "malformed_response" });
  });

  it("takes what fails on our side for an internal fault and keeps its text to itself", () => {
    const fault = faultOf(new TypeError(`"Bearer ${KEY}" is an invalid header value`));
    expect(fault).toMatchObject({ code: "internal", retryable: false });
  });

  it("never repeats a key, whatever fails", () => {
    const errors = [
      ...[400, 401, 403, 404, 429, 500].map((status) =>
        refusal(status, { error: { message: `key ${KEY}` } }),
      ),
      new Error(KEY),
      withCode(KEY, "ECONNREFUSED"),
      { message: KEY },
      KEY,
    ];
    for (const error of errors) expect(faultOf(error, "answer").message).not.toContain(KEY);
  });
});
