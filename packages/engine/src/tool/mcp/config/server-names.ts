const MAX_LENGTH = 48;

/**
 * A name as it may be the part of its tools' names before the dot, different from those taken: `files` of
 * `github.com/example/files`.
 */
export function toServerName(name: string, taken: ReadonlySet<string>): string {
  const last =
    name
      .split(/[/\\]/)
      .filter((part) => part.trim() !== "")
      .at(-1) ?? "";
  const whole = toAllowed(name).length <= MAX_LENGTH ? toAllowed(name) : toAllowed(last);
  const wanted = whole.slice(0, MAX_LENGTH) || "server";
  let free = wanted;
  for (let count = 2; taken.has(free); count += 1) {
    const suffix = `-${count}`;
    free = `${wanted.slice(0, MAX_LENGTH - suffix.length)}${suffix}`;
  }
  return free;
}

function toAllowed(name: string): string {
  return name.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "");
}
