import type { Block } from "./blocks.ts";
import { markdownBounds } from "./bounds.ts";

const definitionPattern = /^ {0,3}\[([^\]^[\n][^\][\n]*)\]:[ \t]*\S.*$/gm;
const labelPattern = /\[([^\]^[][^\][]*)\]/g;

interface BlockLinks {
  readonly labels: ReadonlySet<string>;
  /** Lines of definitions by label; the first of a label counts. */
  readonly definitions: ReadonlyMap<string, string>;
}

const noLinks: BlockLinks = { labels: new Set(), definitions: new Map() };

/**
 * The link definitions (`[label]: address`) of a text. Each block is searched once: its links are kept with
 * it as long as it is the same object.
 */
export class LinkDefinitions {
  readonly #known = new WeakMap<Block, BlockLinks>();

  /**
   * For each block, the definitions in other blocks that it refers to, as Markdown to put after it. Empty for
   * nearly every block.
   */
  forBlocks(blocks: readonly Block[]): readonly string[] {
    const all = new Map<string, string>();
    for (const block of blocks) {
      for (const [label, line] of this.#linksOf(block).definitions) if (!all.has(label)) all.set(label, line);
    }
    return blocks.map((block) => (all.size === 0 ? "" : this.#definitionsFor(block, all)));
  }

  #definitionsFor(block: Block, all: ReadonlyMap<string, string>): string {
    const { labels, definitions } = this.#linksOf(block);
    const lines: string[] = [];
    let length = 0;
    for (const label of labels) {
      const line = definitions.has(label) ? undefined : all.get(label);
      if (line === undefined) continue;
      length += line.length + 1;
      if (length > markdownBounds.maxDefinitionsLength) break;
      lines.push(line);
    }
    return lines.join("\n");
  }

  #linksOf(block: Block): BlockLinks {
    if (block.kind !== "markdown" || !block.source.includes("[")) return noLinks;
    const known = this.#known.get(block);
    if (known) return known;
    const links = readLinks(block.source);
    this.#known.set(block, links);
    return links;
  }
}

function readLinks(source: string): BlockLinks {
  const labels = new Set(Array.from(source.matchAll(labelPattern), ([, label]) => normalise(label)));
  const definitions = new Map<string, string>();
  for (const [line, label] of source.matchAll(definitionPattern)) {
    const key = normalise(label);
    if (!definitions.has(key)) definitions.set(key, line);
  }
  return { labels, definitions };
}

function normalise(label: string | undefined): string {
  return (label ?? "").trim().replace(/\s+/g, " ").toLowerCase();
}
