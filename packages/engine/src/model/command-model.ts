import type { Model, ModelCatalog } from "./model.ts";

/** Name of the model that runs commands; no client can choose it. */
export const COMMAND_MODEL = "internal:command";

/** Name of the server's tool that runs a command. */
export const COMMAND_TOOL = "run_command";

/**
 * A model of one fixed habit: it calls the tool that runs commands with the newest message as the command,
 * and ends when it has the result. So a command of a plan takes the way of every tool call: its policy, a
 * person's decision, the log, a crash.
 */
export const commandModel: Model = {
  id: COMMAND_MODEL,
  async *stream({ messages }) {
    const last = messages.at(-1);
    if (last?.role !== "user") {
      yield { type: "finish", reason: "stop", usage: {} };
      return;
    }
    const toolCallId = `command-${messages.length}`;
    yield {
      type: "toolCall",
      call: { toolCallId, toolName: COMMAND_TOOL, arguments: { command: last.text } },
    };
    yield { type: "finish", reason: "tool_calls", usage: {} };
  },
};

/**
 * The catalogue with the model that runs commands. For turns only; lookups of models by name use the
 * catalogue without it.
 */
export function withCommandModel(models: ModelCatalog): ModelCatalog {
  return {
    defaultModel: models.defaultModel,
    resolve: (id) => (id === COMMAND_MODEL ? { model: commandModel } : models.resolve(id)),
    list: () => models.list(),
  };
}
