import { setTimeout as sleep } from "node:timers/promises";
import type { Model, StepPart, StepRequest } from "@aiwhisperer/engine";
import type { Plugin } from "@aiwhisperer/server";
import { pieceText } from "../load/piece.ts";

/** A model for measurements: it streams as many pieces as it is told to, at the pace that it is told, and knows nothing else. */
const metronome: Model = { id: "metronome", stream };

/** The plug-in that brings the model `metronome`. */
export const plugin: Plugin = {
  name: "metronome",
  register: (host) => host.addModel(metronome),
};

/**
 * `burst 500` gives 500 pieces as fast as they are read, as a provider does whose connection has many of them at once; `pace 50 20` gives one every 20 ms, the
 * first at once.
 */
async function* stream({ messages, signal }: StepRequest): AsyncGenerator<StepPart, void> {
  const last = messages.at(-1);
  const [, count = "1", intervalMs = "0"] = last?.role === "user" ? last.text.split(" ") : [];
  const startedAt = performance.now();
  for (let index = 0; index < Number(count) && !signal.aborted; index += 1) {
    const waitMs = startedAt + index * Number(intervalMs) - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    yield { type: "delta", channel: "final", text: pieceText(index) };
  }
  yield { type: "finish", reason: "stop", usage: {} };
}
