import type { ToolServerInfo } from "@aiwhisperer/protocol";
import { isDeeperThan } from "../kit/json/measure-json.ts";
import type { EngineLimits } from "../kit/limits.ts";
import type { SourcedTool, Tool, ToolSource } from "./tool.ts";

/** A tool with where it comes from. */
export interface RegisteredTool extends SourcedTool {
  readonly source: string;
}

/** What a source says about the use of its tools. */
export interface SourceInstructions {
  readonly source: string;
  readonly text: string;
}

/** Bounds of the engine that concern the tools of a server. */
export type RegistryLimits = Pick<EngineLimits, "maxJsonDepth">;

/**
 * The tools of a server: what its sources offer now. Of two tools of one name the one of the earlier source
 * counts. A tool whose schema is nested too deep to be sent cannot be used, and is listed without it.
 */
export class ToolRegistry {
  readonly #limits: RegistryLimits;
  readonly #isDeep = new WeakMap<object, boolean>();
  #sources: readonly ToolSource[];

  constructor(sources: readonly ToolSource[], limits: RegistryLimits) {
    this.#sources = sources;
    this.#limits = limits;
  }

  /** Adds a source after the existing ones. Returns the function that removes it. */
  add(source: ToolSource): () => void {
    this.#sources = [...this.#sources, source];
    return () => {
      this.#sources = this.#sources.filter((other) => other !== source);
    };
  }

  /** Every tool, also those that cannot be used now. */
  list(): readonly RegisteredTool[] {
    const byName = new Map<string, RegisteredTool>();
    for (const source of this.#sources) {
      for (const sourced of source.list()) {
        const { name } = sourced.tool;
        if (!byName.has(name)) byName.set(name, this.#register(sourced, source));
      }
    }
    return [...byName.values()];
  }

  /** The tools that can be used now. */
  usable(): readonly Tool[] {
    return this.list().flatMap(({ tool, unusable }) => (unusable === undefined ? [tool] : []));
  }

  /** The instructions of the sources of these tools, in the order of the sources. */
  instructions(tools: readonly Tool[]): readonly SourceInstructions[] {
    const offered = new Set(tools);
    return this.#sources.flatMap((source) => {
      const { name, instructions: text } = source;
      const isOffered = text !== undefined && source.list().some(({ tool }) => offered.has(tool));
      return isOffered ? [{ source: name, text }] : [];
    });
  }

  /** The tool of that name, whether it can be used or not. */
  find(name: string): RegisteredTool | undefined {
    for (const source of this.#sources) {
      const sourced = source.list().find(({ tool }) => tool.name === name);
      if (sourced !== undefined) return this.#register(sourced, source);
    }
    return undefined;
  }

  #register(sourced: SourcedTool, { name: source }: ToolSource): RegisteredTool {
    const { tool } = sourced;
    if (!this.#hasDeepSchema(tool)) return { ...sourced, source };
    const unusable = `The schema of ${tool.name} is nested deeper than ${this.#limits.maxJsonDepth} levels (limit maxJsonDepth).`;
    return { tool: { ...tool, inputSchema: { type: "object" } }, unusable, source };
  }

  #hasDeepSchema({ inputSchema }: Tool): boolean {
    const known = this.#isDeep.get(inputSchema);
    if (known !== undefined) return known;
    const isDeep = isDeeperThan(inputSchema, this.#limits.maxJsonDepth);
    this.#isDeep.set(inputSchema, isDeep);
    return isDeep;
  }
}

/** The servers that tools come from, for people. */
export interface ToolServers {
  /** Every configured server, in the order of the configuration. */
  list(): readonly ToolServerInfo[];
  /** Ends a server and starts it again at once; returns whether there is a running one of that name. */
  restart(name: string): boolean;
}

/** Where nothing is configured. */
export const NO_TOOL_SERVERS: ToolServers = { list: () => [], restart: () => false };
