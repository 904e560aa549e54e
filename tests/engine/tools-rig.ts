import { Engine, type EngineOptions, MemoryEventLog, type Session, type Tool } from "@aiwhisperer/engine";
import { Delivery } from "@aiwhisperer/protocol";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, type Script, ScriptedModel } from "../support/scripted-model.ts";
import { type CalledTool, calling, reportResults, sourceOf } from "../support/scripted-tools.ts";

export interface Rig {
  readonly engine: Engine;
  readonly session: Session;
  readonly model: ScriptedModel;
  readonly recorder: EventRecorder;
  readonly clock: ManualClock;
  /** Sends a message and waits for the turn's end. */
  ask(message?: string): Promise<void>;
}

export async function rig(
  script: Script,
  tools: readonly Tool[],
  options: Partial<EngineOptions> = {},
): Promise<Rig> {
  const model = new ScriptedModel(script);
  const clock = new ManualClock();
  const engine = new Engine({
    log: new MemoryEventLog(),
    models: model.catalog,
    clock,
    tools: [sourceOf(...tools)],
    ...options,
  });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
  const ask = async (message = "go"): Promise<void> => {
    const ended = recorder.endings.length;
    await session.conversation.send({ message, delivery: Delivery.Queue });
    await recorder.turnsEnded(ended + 1);
  };
  return { engine, session, model, recorder, clock, ask };
}

/** A model that calls tools once and then says what they gave. */
export const once = (...calls: readonly CalledTool[]): Script =>
  async function* (request, step) {
    if (step === 1) return yield* calling(...calls);
    yield reportResults(request);
    yield finished;
  };

export const results = ({ recorder }: Rig) =>
  recorder.sessionEvents.flatMap((event) =>
    event.method === "ToolResultNotification" ? [event.params] : [],
  );

export const methods = ({ recorder }: Rig) =>
  recorder.sessionEvents.map(({ method }) => method.replace("Notification", ""));
