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

/** The tools of a server: what its sources offer now. Of two tools of one name the one of the earlier source counts. */
export class ToolRegistry {
  #sources: readonly ToolSource[];

  constructor(sources: readonly ToolSource[] = []) {
    this.#sources = sources;
  }

  /** Adds a source behind those already there; gives the way to remove it. */
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
        if (!byName.has(name)) byName.set(name, { ...sourced, source: source.name });
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
      if (sourced !== undefined) return { ...sourced, source: source.name };
    }
    return undefined;
  }
}
