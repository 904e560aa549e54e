import { createClient } from "@aiwhisperer/client";
import { createModelCatalog } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { AnswerRepair } from "../../packages/engine/src/model/provider/wire/answer-repair.ts";
import { ChatRepair } from "../../packages/engine/src/model/provider/wire/chat/chat-repair.ts";
import { MessagesRepair } from "../../packages/engine/src/model/provider/wire/messages/messages-repair.ts";
import type { StreamRepair } from "../../packages/engine/src/model/provider/wire/repair/stream-repair.ts";
import { ResponsesRepair } from "../../packages/engine/src/model/provider/wire/responses/responses-repair.ts";
import { atMost, countFrom, report } from "../chaos/support/bounds.ts";
import { Random } from "../chaos/support/random.ts";
import { FRAMES } from "../models/frames.ts";
import { PROVIDER_KINDS, type ProviderKind } from "../models/provider-kinds.ts";
import { startSseServer } from "../models/sse-server.ts";
import { collect } from "../models/steps.ts";
import { startTestServer } from "../support/server.ts";
import { BlockWatch } from "./support/block-watch.ts";
import { FUZZ_LIMITS, modelOf } from "./support/stream-models.ts";
import { drawStream, type MutatedStream, splitBytes } from "./support/stream-source.ts";

const streams = countFrom("FUZZ_STREAMS", 2_000);
const seed = countFrom("FUZZ_SEED", 1 + Math.floor(Math.random() * 4_000_000_000));
/** One stream of so many goes through a whole server. */
const TURN_EVERY = 20;
const MAX_BLOCKED_MS = 750;
const PATIENCE_MS = 30_000;

/** A repair whose ids are the same in every run. */
function createCountingRepair({ dialect }: MutatedStream): StreamRepair {
  let count = 0;
  const newId = (): string => {
    count += 1;
    return `id-${count}`;
  };
  if (dialect === "messages") return new MessagesRepair(FUZZ_LIMITS, newId);
  if (dialect === "responses") return new ResponsesRepair(FUZZ_LIMITS, newId);
  return new ChatRepair(FUZZ_LIMITS, { isOpenRouter: dialect === "openrouter", newId });
}

function repair(stream: MutatedStream, pieces: readonly Uint8Array[]): string {
  const answer = new AnswerRepair(createCountingRepair(stream), FUZZ_LIMITS);
  return pieces.map((piece) => answer.push(piece)).join("") + answer.end();
}

/** What is wrong with how the stream is read; `undefined` where nothing is. */
async function examine(stream: MutatedStream, random: Random): Promise<string | undefined> {
  const pieces = splitBytes(stream.bytes, random);
  if (repair(stream, pieces) !== repair(stream, [stream.bytes])) return "depends on how it is split";
  const faults: unknown[] = [];
  const parts = await collect(modelOf(stream.dialect, pieces, (error) => faults.push(error)));
  const ends = parts.filter(({ type }) => type === "finish" || type === "fault");
  if (ends.length !== 1 || ends[0] !== parts.at(-1)) return `ends ${ends.length} times`;
  if (faults.length > 0) return `fails inside: ${String(faults[0])}`;
  const calls = parts.flatMap((part) => (part.type === "toolCall" ? [part.call] : []));
  const ids = calls.map(({ toolCallId }) => toolCallId);
  if (new Set(ids).size < ids.length || ids.some((id) => id.trim() === ""))
    return `has the ids ${ids.join()}`;
  return calls.some(({ toolName }) => toolName.trim() === "") ? "has a call without a name" : undefined;
}

const kindOf = ({ dialect }: MutatedStream, random: Random): ProviderKind | undefined => {
  const kinds = PROVIDER_KINDS.filter(
    (kind) => kind.dialect === (dialect === "openrouter" ? "chat" : dialect),
  );
  const [first, ...others] = kinds;
  return first === undefined ? undefined : random.pick([first, ...others]);
};

/** A whole server whose provider sends the next stream, and a sound answer to everything else. */
async function startFuzzedTurns() {
  let next: Uint8Array | undefined;
  const provider = await startSseServer(({ request, response }) => {
    const dialect = request.url?.endsWith("/messages") === true ? "messages" : "chat";
    const { begin, delta, end } = FRAMES[dialect];
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(next ?? begin + delta("fine") + end);
    next = undefined;
  });
  const env = Object.assign({}, ...PROVIDER_KINDS.map((kind) => kind.env(provider.origin, "key-of-a-test")));
  const server = await startTestServer({
    models: createModelCatalog({ env, defaultModel: "demo" }),
    engine: { limits: { maxModelAttempts: 1 } },
  });
  const client = createClient({ url: server.wsUrl });
  onTestFinished(async () => {
    client.close();
    await server.stop();
    await provider[Symbol.asyncDispose]();
  });
  return async (stream: MutatedStream, kind: ProviderKind): Promise<string | undefined> => {
    const session = await client.startSession({ model: kind.model });
    next = stream.bytes;
    await session.send("odd").result.catch(() => undefined);
    next = undefined;
    await session.send("harmless").result.catch(() => undefined);
    const status = session.state.turns.at(-1)?.status;
    const text = session.state.messages.at(-1)?.text;
    await session.stop();
    await session.detach();
    session.dispose();
    return status === TurnStatus.Completed && text === "fine"
      ? undefined
      : `then ends as ${status} with ${text}`;
  };
}

describe("streams that no provider should send", () => {
  it(
    "are read the same however they are split, end once, and leave the session usable",
    async () => {
      report(`streams: FUZZ_STREAMS=${streams} FUZZ_SEED=${seed}`);
      const runTurn = await startFuzzedTurns();
      const random = new Random(seed);
      const watch = new BlockWatch();
      const findings: string[] = [];
      for (let number = 0; number < streams && findings.length < 10; number += 1) {
        const stream = drawStream(random);
        const work = async (): Promise<void> => {
          const kind = number % TURN_EVERY === 0 ? kindOf(stream, random) : undefined;
          const found = kind === undefined ? await examine(stream, random) : await runTurn(stream, kind);
          if (found !== undefined) findings.push(describeFinding(stream, number, found));
        };
        if (!(await atMost(PATIENCE_MS, work()))) findings.push(describeFinding(stream, number, "hangs"));
      }
      watch.stop();
      report(`streams: ${JSON.stringify({ streams, longestBlockedMs: watch.longestMs })}`);
      expect(findings).toEqual([]);
      expect(watch.longestMs).toBeLessThan(MAX_BLOCKED_MS);
    },
    60_000 + 20 * streams,
  );
});

function describeFinding({ dialect, bytes }: MutatedStream, number: number, found: string): string {
  return `${number} (${dialect}) ${found}: ${new TextDecoder().decode(bytes).slice(0, 3_000)}`;
}
