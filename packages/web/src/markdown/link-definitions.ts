const definitionPattern = /^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S.*$/gm;
const labelPattern = /\[([^\]^][^\]]*)\]/g;

/**
 * The link definitions (`[label]: address`) of a whole text that one of its blocks refers to, as Markdown to put after the block.
 * Empty for nearly every block.
 */
export function linkDefinitionsFor(block: string, text: string): string {
  if (!block.includes("[") || !text.includes("]:")) return "";
  const labels = new Set(Array.from(block.matchAll(labelPattern), ([, label]) => normalise(label)));
  const definitions = Array.from(text.matchAll(definitionPattern));
  return definitions
    .filter(([line, label]) => labels.has(normalise(label)) && !block.includes(line))
    .map(([line]) => line)
    .join("\n");
}

function normalise(label: string | undefined): string {
  return (label ?? "").trim().replace(/\s+/g, " ").toLowerCase();
}
