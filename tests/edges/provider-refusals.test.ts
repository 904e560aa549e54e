import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { ModelFault } from "../../packages/engine/src/model/model.ts";
import { kindOf, PROVIDER_KINDS, type ProviderKind } from "../models/provider-kinds.ts";
import { startSseServer } from "../models/sse-server.ts";
import { collect, openModel, PLANTED_KEY } from "../models/steps.ts";
import { ownTimeOf } from "../support/own-time.ts";
import { TOO_LONG } from "./support/long-contexts.ts";
import { NO_TOOLS } from "./support/no-tools.ts";
import { OTHERS } from "./support/other-refusals.ts";
import { json, page, type Refusal, text } from "./support/refusal.ts";

/** The fault of a step whose request is refused so, through the kind's own package over HTTP. */
async function faultOf(
  kind: ProviderKind,
  { status, body, type = "application/json" }: Refusal,
): Promise<ModelFault> {
  const refuse = (response: ServerResponse) => response.writeHead(status, { "content-type": type }).end(body);
  await using server = await startSseServer(({ response }) => void refuse(response));
  const parts = await collect(openModel(kind, server.origin));
  const [last] = parts.slice(-1);
  if (parts.length !== 1 || last?.type !== "fault") throw new Error(`ended with ${JSON.stringify(parts)}`);
  return last.fault;
}

describe.each(PROVIDER_KINDS)("a refusal of $name reaches the person in the provider's own words", (kind) => {
  const WORDS = "The field messages is not what it should be.";
  it.each<[string, Refusal]>([
    ["error as a text", json(400, { error: WORDS })],
    ["error with a message", json(400, { error: { message: WORDS } })],
    ["error as a list of texts", json(400, { error: [WORDS] })],
    ["error as a list of objects", json(400, { error: [{ message: WORDS }] })],
    ["a list of errors", json(400, [{ error: { code: 400, message: WORDS, status: "INVALID_ARGUMENT" } }])],
    ["errors", json(400, { errors: [{ message: WORDS }] })],
    ["message", json(400, { object: "error", message: WORDS, type: "BadRequestError", code: 400 })],
    ["detail as a text", json(422, { detail: WORDS })],
    ["detail as a list", json(422, { detail: [{ msg: WORDS, type: "missing" }] })],
    ["a message that is an object", json(400, { error: { message: { detail: WORDS } } })],
    ["a message that is an object of unknown members", json(400, { error: { message: { cause: WORDS } } })],
    ["members that are not known", json(400, { fault: { faultstring: WORDS } })],
    ["error_msg", json(400, { error_code: 336, error_msg: WORDS })],
    ["base_resp", json(400, { base_resp: { status_code: 2013, status_msg: WORDS } })],
    [
      "a text that holds JSON",
      json(400, {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: JSON.stringify({ error: { message: WORDS } }), provider_name: "x" },
        },
      }),
    ],
    [
      "JSON in JSON in JSON",
      json(400, {
        error: {
          message: "Provider returned error",
          metadata: { raw: JSON.stringify({ message: JSON.stringify({ detail: WORDS }) }) },
        },
      }),
    ],
    [
      "words before JSON",
      json(400, { error: { message: `400 ${JSON.stringify({ error: { message: WORDS } })}` } }),
    ],
    ["plain text", text(400, WORDS)],
    [
      "JSON behind a byte order mark, as text",
      text(400, `\uFEFF${JSON.stringify({ error: { message: WORDS } })}`),
    ],
    [
      "the title of a page",
      page(400, `<!DOCTYPE html><html><head><title>${WORDS}</title></head><body>x</body></html>`),
    ],
  ])("as %s", async (_shape, refusal) => {
    const fault = await faultOf(kind, refusal);
    expect(fault).toMatchObject({ code: "provider_error", retryable: false, refusedInput: true });
    expect(fault.message).toContain(`says: “${WORDS}” (HTTP ${refusal.status})`);
  });

  it("with the places that FastAPI names, message by message", async () => {
    const detail = [
      { loc: ["body", "messages", 0], msg: "Field required", type: "missing" },
      { loc: ["body", "top_k"], msg: "Input should be a valid integer", type: "int_parsing" },
    ];
    expect((await faultOf(kind, json(422, { detail }))).message).toContain(
      "“Field required (body.messages.0); Input should be a valid integer (body.top_k)”",
    );
  });

  it.each<[string, Refusal]>([
    ["an empty body", text(400, "")],
    ["an empty object", json(400, {})],
    ["null", json(400, null)],
    ["a page without a title", page(400, "<html><body>internal-host-17</body></html>")],
  ])("with the status alone where it says nothing: %s", async (_shape, refusal) => {
    const fault = await faultOf(kind, refusal);
    expect(fault.message).toMatch(/could not answer the request\. \(HTTP 400\)$/);
  });

  it("cleaned of keys and control characters, and bounded", async () => {
    const words = `Project of ${PLANTED_KEY} \u202eis\u0007 archived. token=abcdefgh1234 ${"more ".repeat(200)}`;
    for (const refusal of [
      json(400, { error: words }),
      json(400, { detail: [{ msg: words }] }),
      text(400, words),
    ]) {
      const { message } = await faultOf(kind, refusal);
      expect(message).toContain("Project of [redacted] is archived. [redacted] more");
      expect(message).not.toContain("planted");
      expect(message.length).toBeLessThan(400);
    }
  });

  it("from a body as deep or as long as it likes", async () => {
    const deep = `${'{"error":'.repeat(20_000)}"x"${"}".repeat(20_000)}`;
    const lists = "[".repeat(50_000);
    for (const body of [deep, lists, `{"error":"${"limit 1 ".repeat(100_000)}"}`]) {
      const usedMs = await ownTimeOf(async () =>
        expect(await faultOf(kind, { status: 400, body })).toMatchObject({ code: "provider_error" }),
      );
      expect(usedMs).toBeLessThan(2_000);
    }
  });
});

describe("a conversation that is too long", () => {
  it.each(TOO_LONG)("is recognised from %s", async (_who, name, refusal) => {
    const fault = await faultOf(kindOf(name), refusal);
    expect(fault).toMatchObject({ code: "context_too_long", retryable: false, refusedInput: true });
    expect(fault.message).toContain("Start a new session, or choose a model with a larger context.");
    expect(fault.message).toContain(`(HTTP ${refusal.status})`);
  });

  it("is recognised in an error inside the stream", async () => {
    const words = "request (9000 tokens) exceeds the available context size (8192 tokens)";
    const frames = [
      `data: ${JSON.stringify({ error: { code: 400, message: words, type: "exceed_context_size_error" } })}\n\n`,
      `data: ${JSON.stringify({ error: { message: words } })}\n\n`,
    ];
    for (const name of ["openai", "openrouter", "ollama", "compatible"]) {
      for (const frame of frames) {
        await using server = await startSseServer(({ write, response }) => {
          write(frame);
          response.end();
        });
        const last = (await collect(openModel(kindOf(name), server.origin))).at(-1);
        expect(last, `${name} ${frame}`).toMatchObject({
          fault: { code: "context_too_long", refusedInput: true },
        });
      }
    }
  });
});

describe("a refusal names its remedy", () => {
  it.each(OTHERS)("of %s", async (_what, name, refusal, expected, remedy) => {
    const fault = await faultOf(kindOf(name), refusal);
    expect(fault).toMatchObject(expected);
    if (expected.refusedInput === undefined) expect(fault).not.toHaveProperty("refusedInput");
    expect(fault.message).toMatch(remedy);
    expect(fault.message).not.toContain("secret words");
  });

  it.each(NO_TOOLS)("of a model without tools at %s", async (_what, name, refusal) => {
    const fault = await faultOf(kindOf(name), refusal);
    expect(fault).toMatchObject({ code: "tools_unsupported", retryable: false });
    expect(fault).not.toHaveProperty("refusedInput");
    expect(fault.message).toMatch(/supports tools.*--jinja/);
  });
});
