import { type Incoming, listed, send, serveLines, text } from "./line-server.ts";

/*
 * A server that asks: `ask` sends its arguments as an elicitation and returns what the client answered,
 * `late` does so after its own result, which `answered` returns, and `retract` takes the question back.
 * `wait` never ends.
 */

let count = 0;
let capabilities: unknown;

const late = Promise.withResolvers<object>();
const waiting = new Map<string, (answer: object) => void>();

serveLines({
  initialize: ({ params }) => {
    capabilities = (params as { capabilities?: unknown } | undefined)?.capabilities;
    return {
      protocolVersion: "2025-11-25",
      capabilities: { tools: {} },
      serverInfo: { name: "asking-server", version: "1.0.0" },
    };
  },
  "tools/list": () => ({
    tools: ["ask", "late", "answered", "retract", "wait", "capabilities"].map((name) => listed(name)),
  }),
  "tools/call": async ({ params }) => {
    const args = params?.arguments ?? {};
    switch (params?.name) {
      case "ask":
        return text(JSON.stringify(await elicit(args)));
      case "late":
        setTimeout(async () => late.resolve(await elicit(args)));
        return text("done");
      case "answered":
        return text(JSON.stringify(await late.promise));
      case "retract": {
        const answer = elicit(args);
        send({ method: "notifications/cancelled", params: { requestId: `ask-${count}` } });
        const timeout = new Promise((resolve) => setTimeout(resolve, 50, "taken back"));
        return text(JSON.stringify(await Promise.race([answer, timeout])));
      }
      case "capabilities":
        return text(JSON.stringify(capabilities));
      default:
        return undefined;
    }
  },
  undefined: (message) => {
    const { id, result, error } = message as unknown as { id: string; result?: object; error?: object };
    waiting.get(id)?.(result ?? { error });
    return undefined;
  },
} satisfies Parameters<typeof serveLines>[0]);

function elicit(params: Incoming["params"] | object): Promise<object> {
  count += 1;
  const id = `ask-${count}`;
  const { promise, resolve } = Promise.withResolvers<object>();
  waiting.set(id, resolve);
  send({ id, method: "elicitation/create", params });
  return promise;
}
