import type { OutputUnit } from "@cfworker/json-schema";

const MAX_FAULTS = 10;
const MAX_FAULT_LENGTH = 2_000;

/**
 * The first faults, a line each, without those that only report that another one is inside. Takes time in
 * proportion to their number.
 */
export function describeFaults(errors: readonly OutputUnit[]): string {
  const outer = outerLocations(errors);
  const faults = errors.filter(({ keywordLocation }) => !outer.has(keywordLocation));
  const lines = faults
    .slice(0, MAX_FAULTS)
    .map(({ instanceLocation, error }) => `- ${instanceLocation.slice(1) || "/"}: ${error}`)
    .map((line) => (line.length > MAX_FAULT_LENGTH ? `${line.slice(0, MAX_FAULT_LENGTH)}…` : line));
  const rest = faults.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}

/** Places in the schema that have a faulty one inside them. */
function outerLocations(errors: readonly OutputUnit[]): ReadonlySet<string> {
  const outer = new Set<string>();
  for (const location of new Set(errors.map(({ keywordLocation }) => keywordLocation))) {
    for (let end = location.lastIndexOf("/"); end > 0; end = location.lastIndexOf("/", end - 1)) {
      const before = location.slice(0, end);
      // Everything around a place that is there already is there, too.
      if (outer.has(before)) break;
      outer.add(before);
    }
  }
  return outer;
}
