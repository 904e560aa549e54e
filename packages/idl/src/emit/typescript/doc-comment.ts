/** What is said about a declaration, field or member. */
export interface Remarks {
  readonly docs?: string;
  readonly deprecated?: string;
}

/**
 * Lines of the JSDoc comment for remarks; none when there is nothing to say. `indent` precedes every line.
 */
export function docComment({ docs, deprecated }: Remarks, indent = ""): string[] {
  const lines = [
    ...(docs?.split("\n") ?? []),
    ...(deprecated === undefined ? [] : [`@deprecated ${deprecated}`]),
  ];
  const safe = lines.flatMap((line) => line.replaceAll("*/", "*\\/").split("\n"));
  if (safe.length === 0) return [];
  if (safe.length === 1) return [`${indent}/** ${safe[0]} */`];
  return [`${indent}/**`, ...safe.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
