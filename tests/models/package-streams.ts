import { crc32 } from "node:zlib";
import type { SseExchange } from "./sse-server.ts";

/** An installed package as these tests use it. */
export interface PackageCase {
  readonly name: string;
  readonly model: string;
  /** The variables that lead it to a server on this machine. */
  readonly env: (origin: string, key: string) => Readonly<Record<string, string>>;
  /** Path of its requests, with the header or the text that shows the key. */
  readonly path: RegExp;
  readonly keyHeader: string;
  /** Whether it would store conversations unless it is asked not to. */
  readonly stores?: boolean;
  /** Writes an answer: the text, then its end. */
  readonly answer: (exchange: SseExchange, text: string) => void;
}

const line = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

function answerAsGoogle({ write, response }: SseExchange, text: string): void {
  const content = { role: "model", parts: [{ text }] };
  const usageMetadata = { promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7 };
  write(line({ candidates: [{ content }] }));
  write(
    line({ candidates: [{ content: { role: "model", parts: [] }, finishReason: "STOP" }], usageMetadata }),
  );
  response.end();
}

function answerAsMistral({ write, response }: SseExchange, text: string): void {
  const head = { id: "1", object: "chat.completion.chunk", created: 1, model: "mistral-test" };
  write(
    line({
      ...head,
      choices: [{ index: 0, delta: { role: "assistant", content: text }, finish_reason: null }],
    }),
  );
  const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
  write(line({ ...head, choices: [{ index: 0, delta: { content: "" }, finish_reason: "stop" }], usage }));
  write("data: [DONE]\n\n");
  response.end();
}

function answerAsResponses({ write, response }: SseExchange, text: string): void {
  const head = {
    id: "resp_1",
    object: "response",
    created_at: 1,
    model: "test",
    status: "in_progress",
    output: [],
  };
  const item = { id: "msg_1", type: "message", role: "assistant", status: "in_progress", content: [] };
  const part = { type: "output_text", text, annotations: [] };
  const usage = {
    input_tokens: 5,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 2,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 7,
  };
  const done = { ...item, status: "completed", content: [part] };
  const events = [
    { type: "response.created", response: head },
    { type: "response.output_item.added", output_index: 0, item },
    { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: text },
    { type: "response.output_item.done", output_index: 0, item: done },
    { type: "response.completed", response: { ...head, status: "completed", output: [done], usage } },
  ];
  for (const [index, event] of events.entries()) {
    write(`event: ${event.type}\n${line({ ...event, sequence_number: index })}`);
  }
  response.end();
}

function answerAsBedrock({ response }: SseExchange, text: string): void {
  response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
  const usage = { inputTokens: 5, outputTokens: 2, totalTokens: 7 };
  response.write(eventFrame("messageStart", { role: "assistant" }));
  response.write(eventFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }));
  response.write(eventFrame("contentBlockStop", { contentBlockIndex: 0 }));
  response.write(eventFrame("messageStop", { stopReason: "end_turn" }));
  response.end(eventFrame("metadata", { usage, metrics: { latencyMs: 1 } }));
}

/** An event of an AWS event stream: lengths, headers and payload with their checksums. */
function eventFrame(type: string, payload: unknown): Buffer {
  const headers = Buffer.concat(
    [
      [":event-type", type],
      [":content-type", "application/json"],
      [":message-type", "event"],
    ].map(([name = "", value = ""]) => {
      const size = Buffer.alloc(3);
      size.writeUInt8(7);
      size.writeUInt16BE(Buffer.byteLength(value), 1);
      return Buffer.concat([
        Buffer.from([Buffer.byteLength(name)]),
        Buffer.from(name),
        size,
        Buffer.from(value),
      ]);
    }),
  );
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + headers.length + body.length);
  prelude.writeUInt32BE(headers.length, 4);
  const start = Buffer.concat([prelude, checksum(prelude), headers, body]);
  return Buffer.concat([start, checksum(start)]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}

/** The packages with documented variables. */
export const PACKAGE_CASES: readonly PackageCase[] = [
  {
    name: "Google",
    model: "ai-sdk:@ai-sdk/google:gemini-test",
    env: (origin, key) => ({ GOOGLE_BASE_URL: `${origin}/v1beta`, GOOGLE_GENERATIVE_AI_API_KEY: key }),
    path: /^\/v1beta\/models\/gemini-test:streamGenerateContent/,
    keyHeader: "x-goog-api-key",
    answer: answerAsGoogle,
  },
  {
    name: "Mistral",
    model: "ai-sdk:@ai-sdk/mistral:mistral-test",
    env: (origin, key) => ({ MISTRAL_BASE_URL: `${origin}/v1`, MISTRAL_API_KEY: key }),
    path: /^\/v1\/chat\/completions/,
    keyHeader: "authorization",
    answer: answerAsMistral,
  },
  {
    name: "xAI",
    model: "ai-sdk:@ai-sdk/xai:grok-test",
    env: (origin, key) => ({ XAI_BASE_URL: `${origin}/v1`, XAI_API_KEY: key }),
    path: /^\/v1\/responses/,
    stores: true,
    keyHeader: "authorization",
    answer: answerAsResponses,
  },
  {
    name: "Azure",
    model: "ai-sdk:@ai-sdk/azure:my-deployment",
    env: (origin, key) => ({ AZURE_BASE_URL: `${origin}/openai/v1`, AZURE_API_KEY: key }),
    path: /^\/openai\/v1\/responses/,
    keyHeader: "api-key",
    stores: true,
    answer: answerAsResponses,
  },
  {
    name: "Bedrock",
    model: "ai-sdk:@ai-sdk/amazon-bedrock:amazon.nova-test-v1:0",
    env: (origin, key) => ({
      BEDROCK_BASE_URL: origin,
      AWS_REGION: "us-east-1",
      AWS_BEARER_TOKEN_BEDROCK: key,
    }),
    path: /^\/model\/amazon\.nova-test-v1(?::|%3A)0\/converse-stream/,
    keyHeader: "authorization",
    answer: answerAsBedrock,
  },
];
