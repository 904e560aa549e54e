import { common, createLowlight } from "lowlight";
import type { CodeToken, ColourRequest } from "./coloured-code.ts";

// Made once: it registers every language's grammar.
const lowlight = createLowlight(common);

/**
 * The lines of code as tokens with class names, or undefined for an unknown language. A line beyond the
 * length is one plain token.
 */
export function colourLines({
  language,
  code,
  maxLineLength,
}: Omit<ColourRequest, "id">): (readonly CodeToken[])[] | undefined {
  if (!lowlight.registered(language)) return undefined;
  const lines: CodeToken[][] = [[]];
  addTokens(lowlight.highlight(language, code).children, "", lines);
  return lines.map((line) => (lengthOf(line) > maxLineLength ? [["", textOf(line)]] : line));
}

type Nodes = ReturnType<typeof lowlight.highlight>["children"][number][];

function addTokens(nodes: readonly Nodes[number][], look: string, lines: CodeToken[][]): void {
  for (const node of nodes) {
    if (node.type === "text") addText(node.value, look, lines);
    if (node.type === "element") {
      const own = Array.isArray(node.properties.className) ? node.properties.className.join(" ") : "";
      addTokens(node.children as Nodes, own || look, lines);
    }
  }
}

function addText(text: string, look: string, lines: CodeToken[][]): void {
  const [first = "", ...others] = text.split("\n");
  if (first !== "") lines.at(-1)?.push([look, first]);
  for (const line of others) lines.push(line === "" ? [] : [[look, line]]);
}

function lengthOf(line: readonly CodeToken[]): number {
  return line.reduce((sum, [, text]) => sum + text.length, 0);
}

function textOf(line: readonly CodeToken[]): string {
  return line.map(([, text]) => text).join("");
}
