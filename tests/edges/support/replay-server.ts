import { createInterface } from "node:readline";

/** What a server that replays literal JSON sends. `ID` in a text represents the id of the request. */
export interface Replay {
  /** Results of `tools/list`, page by page; the last one is repeated. */
  readonly pages: readonly string[];
  /** Results of `tools/call` by the tool's name. */
  readonly results?: Readonly<Record<string, string>>;
  /** Whole messages in place of results, by the tool's name. */
  readonly messages?: Readonly<Record<string, string>>;
  /** The result of `initialize`. */
  readonly greeting?: string;
  /** Notifications that are sent after each `tools/list`. */
  readonly afterList?: string;
}

const GREETING = `{
  "protocolVersion": "2025-06-18",
  "capabilities": { "tools": { "listChanged": true } },
  "serverInfo": { "name": "replay", "version": "1" }
}`;

interface Incoming {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: { readonly name?: string };
}

/** Answers the requests of a client; `counts.lists` counts the lists that it was asked for. */
export function createReplay(replay: Replay) {
  const counts = { lists: 0 };
  let page = 0;
  const results: Readonly<Record<string, (message: Incoming) => string | undefined>> = {
    initialize: () => replay.greeting ?? GREETING,
    ping: () => "{}",
    "tools/list": ({ params }) => {
      counts.lists += 1;
      page = params !== undefined && "cursor" in params ? page + 1 : 0;
      return replay.pages[Math.min(page, replay.pages.length - 1)];
    },
    "tools/call": ({ params }) => replay.results?.[params?.name ?? ""] ?? count(params?.name),
  };
  const count = (name: string | undefined): string | undefined =>
    name === "lists" ? `{"content": [{"type": "text", "text": "${counts.lists}"}]}` : undefined;
  return {
    counts,
    /** The messages that answer, as texts of one line. */
    answer(message: Incoming): readonly string[] {
      const { id, method, params } = message;
      const whole = method === "tools/call" ? replay.messages?.[params?.name ?? ""] : undefined;
      const result = results[method]?.(message);
      const error = `{"jsonrpc": "2.0", "id": ID, "error": {"code": -32601, "message": "unknown"}}`;
      const text =
        whole ?? (result === undefined ? error : `{"jsonrpc": "2.0", "id": ID, "result": ${result}}`);
      const answers = id === undefined ? [] : [text.replaceAll("ID", JSON.stringify(id))];
      const after = method === "tools/list" && replay.afterList !== undefined ? [replay.afterList] : [];
      return [...answers, ...after].map((line) => line.replaceAll(/\n\s*/g, " "));
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const replay = createReplay(JSON.parse(process.argv[2] ?? "{}"));
  createInterface({ input: process.stdin }).on("line", (line) => {
    for (const answer of replay.answer(JSON.parse(line))) process.stdout.write(`${answer}\n`);
  });
}
