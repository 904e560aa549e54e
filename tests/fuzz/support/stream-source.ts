import type { WireDialect } from "../../../packages/engine/src/model/provider/wire/provider-fetch.ts";
import type { Random } from "../../chaos/support/random.ts";
import { type Json, mutateJson } from "./mutate-json.ts";
import { STREAMS } from "./stream-samples.ts";

/** An answer of a provider that no provider should send. */
export interface MutatedStream {
  readonly dialect: WireDialect;
  readonly bytes: Uint8Array;
}

const DIALECTS = ["chat", "openrouter", "responses", "messages"] as const;
const ODD_LINES = [
  ":",
  ": keep-alive",
  "",
  "data:",
  "data: [DONE]",
  "data: {",
  "data: null",
  'data: {"type":"ping"}',
  'data: {"error":null}',
  "<html>",
  "event: error",
  "event: ping",
  "retry: 1",
  "{}",
  '{"error":{"message":"gone"}}',
  "\ud83d",
] as const;

/** A stream with some of its events, lines and bytes changed. */
export function drawStream(random: Random): MutatedStream {
  const dialect = random.pick(DIALECTS);
  const events = random.pick(STREAMS[dialect]).map((event): Json => structuredClone(event));
  const mutated = shuffle(events, random).map((event) =>
    random.chance(0.25) ? mutateJson(event, random) : event,
  );
  const lines = mutated.flatMap((event) => toLines(event, random));
  if (random.chance(0.8)) lines.push("data: [DONE]", "");
  const end = random.pick(["\n", "\n", "\n", "\r\n", "\r"]);
  const text = random.chance(0.05) ? `${JSON.stringify(mutated)}` : `${lines.join(end)}${end}`;
  return { dialect, bytes: spoil(new TextEncoder().encode(text), random) };
}

/** Splits bytes at places of chance. */
export function splitBytes(bytes: Uint8Array, random: Random): readonly Uint8Array[] {
  const places = Array.from({ length: random.between(0, 8) }, () => random.between(0, bytes.length));
  const sorted = [0, ...places.sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

/** Leaves events out, doubles them, and changes their order. */
function shuffle(events: readonly Json[], random: Random): readonly Json[] {
  const result = events.flatMap((event) =>
    random.chance(0.05) ? [] : random.chance(0.05) ? [event, event] : [event],
  );
  if (random.chance(0.1)) {
    const at = random.between(0, result.length);
    result.push(...result.splice(0, at));
  }
  return result;
}

function toLines(event: Json, random: Random): string[] {
  const odd = random.chance(0.1) ? [random.pick(ODD_LINES)] : [];
  const type = typeof event === "object" && event !== null && "type" in event ? event.type : undefined;
  const name = typeof type === "string" && random.chance(0.5) ? [`event: ${type}`] : [];
  const gap = random.chance(0.05) ? [] : [""];
  return [...odd, ...name, `data:${random.chance(0.9) ? " " : ""}${JSON.stringify(event)}`, ...gap];
}

/** Changes bytes, or ends the stream before its time. */
function spoil(bytes: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.1)) return bytes.subarray(0, random.between(0, bytes.length));
  if (!random.chance(0.1) || bytes.length === 0) return bytes;
  const spoilt = Uint8Array.from(bytes);
  for (let count = random.between(1, 5); count > 0; count -= 1) {
    spoilt[random.between(0, spoilt.length - 1)] = random.between(0, 255);
  }
  return spoilt;
}
