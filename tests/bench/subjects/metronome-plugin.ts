import type { Model, StepPart, StepRequest } from "@aiwhisperer/engine";
import type { Plugin } from "@aiwhisperer/server";
import { streamPieces } from "../load/piece-stream.ts";

/** A model for measurements: it streams the pieces that the last message asks for, and knows nothing else. */
const metronome: Model = { id: "metronome", stream };

/** The plug-in that brings the model `metronome`. */
export const plugin: Plugin = {
  name: "metronome",
  register: (host) => host.addModel(metronome),
};

async function* stream({ messages, signal }: StepRequest): AsyncGenerator<StepPart, void> {
  const last = messages.at(-1);
  for await (const text of streamPieces(last?.role === "user" ? last.text : "")) {
    if (signal.aborted) return;
    yield { type: "delta", channel: "final", text };
  }
  yield { type: "finish", reason: "stop", usage: {} };
}
