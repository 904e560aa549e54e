import type { DelegateManager, Model, TaskKind, Tool, ToolSource } from "@aiwhisperer/engine";
import type { Logger } from "pino";
import type { Extension } from "./server.ts";

/** What a user adds to a server: a module exports one under the name `plugin`. */
export interface Plugin {
  /** Names it in logs, in the source of its tools, and in failures. */
  readonly name: string;
  /**
   * Registers what the plug-in brings, before the engine starts. The server does not start when this throws
   * or rejects.
   */
  register(host: PluginHost): void | Promise<void>;
}

/** Where a plug-in registers what it brings. */
export interface PluginHost {
  /** For notification and control delegates. */
  readonly delegates: DelegateManager;
  /** Adds a tool of the server; its calls go through the same policies and approvals as any other's. */
  addTool(tool: Tool): void;
  /**
   * Adds a model, which sessions and `--model` choose by its id. The id must not be taken, nor begin with the
   * name of a provider and a colon.
   */
  addModel(model: Model): void;
  /** Adds a kind of task that plans can have. */
  addTaskKind(kind: TaskKind): void;
  /** Adds methods of the plug-in's own `.def`. */
  addMethods(extension: Extension): void;
  /** Sets what is called when the server has ended: the place to close files. */
  onClose(close: () => void | Promise<void>): void;
  /** Writes to the server's log under the plug-in's name. */
  readonly logger: Logger;
}

/** What plug-ins have registered. */
export interface RegisteredPlugins {
  /** One source for each plug-in that brought tools, `plugin:` and its name. */
  readonly tools: readonly ToolSource[];
  /** For the catalogue of models. */
  readonly models: readonly Model[];
  /** For `engine.plans.kinds`, before the engine starts. */
  readonly taskKinds: readonly TaskKind[];
  readonly extensions: readonly Extension[];
  /** Those that plug-ins were given, made of the server's. */
  readonly loggers: readonly Logger[];
  /**
   * Lets every plug-in close what it opened, in the reverse order; one that fails is logged and keeps no
   * other from it.
   */
  close(): Promise<void>;
}

/**
 * Lets plug-ins register, one after the other. Rejects with the error of the first one that fails, named
 * after it.
 */
export async function registerPlugins(
  plugins: readonly Plugin[],
  { delegates, logger }: { readonly delegates: DelegateManager; readonly logger: Logger },
): Promise<RegisteredPlugins> {
  const sources: ToolSource[] = [];
  const models: Model[] = [];
  const taskKinds: TaskKind[] = [];
  const extensions: Extension[] = [];
  const loggers: Logger[] = [];
  const closers: { readonly plugin: string; readonly close: () => void | Promise<void> }[] = [];
  for (const plugin of plugins) {
    const tools: Tool[] = [];
    const pluginLogger = logger.child({ plugin: plugin.name });
    loggers.push(pluginLogger);
    const host: PluginHost = {
      delegates,
      logger: pluginLogger,
      addTool: (tool) => void tools.push(tool),
      addModel: (model) => void models.push(model),
      addTaskKind: (kind) => void taskKinds.push(kind),
      addMethods: (extension) => void extensions.push(extension),
      onClose: (close) => void closers.push({ plugin: plugin.name, close }),
    };
    try {
      await plugin.register(host);
    } catch (cause) {
      throw new Error(`The plug-in ${plugin.name} could not be registered.`, { cause });
    }
    if (tools.length > 0) {
      sources.push({ name: `plugin:${plugin.name}`, list: () => tools.map((tool) => ({ tool })) });
    }
  }
  return {
    tools: sources,
    models,
    taskKinds,
    extensions,
    loggers,
    async close() {
      for (const { plugin, close } of closers.toReversed()) {
        try {
          await close();
        } catch (error) {
          logger.error({ err: error, plugin }, "a plug-in could not be closed");
        }
      }
    },
  };
}
