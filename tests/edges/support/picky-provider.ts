import { FRAMES } from "../../models/frames.ts";
import type { Dialect } from "../../models/provider-kinds.ts";
import { startSseServer } from "../../models/sse-server.ts";

/** What a provider does about a request: says something, calls the tool `look`, or refuses. */
export type Reaction =
  | { readonly say: string }
  | { readonly call: "look" }
  | { readonly refuse: object | string; readonly status: number };

/** A provider that answers by what a request holds, and remembers the requests as text. */
export interface PickyProvider extends AsyncDisposable {
  readonly origin: string;
  readonly requests: string[];
}

const CALL_END = `data: ${JSON.stringify({
  id: "c1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }],
})}\n\ndata: [DONE]\n\n`;

/**
 * Starts the provider; `react` gets the request's body as text. Tool calls are for the dialect `chat` only.
 */
export async function startPickyProvider(
  dialect: Dialect,
  react: (body: string) => Reaction,
): Promise<PickyProvider> {
  const frames = FRAMES[dialect];
  const requests: string[] = [];
  const server = await startSseServer(({ body, response, write }) => {
    const text = JSON.stringify(body);
    requests.push(text);
    const reaction = react(text);
    if ("refuse" in reaction) {
      const refusal = typeof reaction.refuse === "string" ? reaction.refuse : JSON.stringify(reaction.refuse);
      response.writeHead(reaction.status, { "content-type": "application/json" }).end(refusal);
      return;
    }
    if ("say" in reaction) write(frames.begin + frames.delta(reaction.say) + frames.end);
    else write(frames.begin + frames.openToolCall + frames.toolCallDelta('ky"}') + CALL_END);
    response.end();
  });
  return { origin: server.origin, requests, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
