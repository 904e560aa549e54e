import type { StoredEvent } from "@aiwhisperer/engine";
import type { AIMessageChunkNotification, HistoryEvent } from "@aiwhisperer/protocol";

/** How the text of every chunk begins: the log encodes the method first. */
const CHUNK_PREFIX = '{"method":"AIMessageChunkNotification"';

interface Run {
  readonly first: StoredEvent;
  readonly params: AIMessageChunkNotification;
  lastSequence: number;
  chunk: string;
}

/**
 * Joins neighbouring chunks of one message and channel into one, which carries the last one's `sequence` and
 * the first one's as `firstSequence`. Final chunks and all other events stay as they are.
 */
export function mergeChunks(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const merged: StoredEvent[] = [];
  let run: Run | undefined;
  const endRun = (): void => {
    if (run !== undefined) merged.push(toEvent(run));
    run = undefined;
  };
  for (const event of events) {
    const params = chunkParams(event);
    if (run !== undefined && params !== undefined && continues(run, params)) {
      run.chunk += params.chunk;
      run.lastSequence = event.sequence;
      continue;
    }
    endRun();
    if (params === undefined) merged.push(event);
    else run = { first: event, params, lastSequence: event.sequence, chunk: params.chunk };
  }
  endRun();
  return merged;
}

/** The params of a chunk that may be joined to others; `undefined` for anything else. */
function chunkParams({ text }: StoredEvent): AIMessageChunkNotification | undefined {
  if (!text.startsWith(CHUNK_PREFIX)) return undefined;
  const params = (JSON.parse(text) as HistoryEvent).params as AIMessageChunkNotification;
  return params.isFinal ? undefined : params;
}

function continues({ params: before }: Run, after: AIMessageChunkNotification): boolean {
  return before.messageId === after.messageId && before.channel === after.channel;
}

function toEvent({ first, params, lastSequence: sequence, chunk }: Run): StoredEvent {
  if (sequence === first.sequence) return first;
  const joined = { ...params, sequence, firstSequence: first.sequence, chunk };
  return { sequence, text: JSON.stringify({ method: "AIMessageChunkNotification", params: joined }) };
}
