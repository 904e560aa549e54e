/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** All that follows it, with continued lines joined. */
  readonly value: string;
}

/** The lines from one `FROM` to the next. */
export interface Stage {
  /** Name, or the stage's number where it has none. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/**
 * Reads the stages of a Dockerfile, in order. Knows what this project's has: comments, continued lines, `FROM
 * … AS …`.
 */
export function parseDockerfile(text: string): readonly Stage[] {
  const stages: { name: string; instructions: Instruction[] }[] = [];
  for (const { keyword, value } of parseInstructions(text)) {
    if (keyword === "FROM")
      stages.push({ name: / AS (\S+)$/.exec(value)?.[1] ?? String(stages.length), instructions: [] });
    else stages.at(-1)?.instructions.push({ keyword, value });
  }
  return stages;
}

/** The value of the last instruction of that name in a stage. Throws where there is none. */
export function instructionValue({ name, instructions }: Stage, keyword: string): string {
  const found = instructions.findLast((instruction) => instruction.keyword === keyword);
  if (found === undefined) throw new Error(`the stage ${name} has no ${keyword}`);
  return found.value;
}

/** A command in its exec form, a JSON array of strings. Throws for the shell form. */
export function parseExecForm(value: string): readonly string[] {
  return JSON.parse(value.slice(value.indexOf("["))) as string[];
}

/** The variables that a stage sets. */
export function readEnvironment(stage: Stage): Readonly<Record<string, string>> {
  const pairs = stage.instructions
    .filter(({ keyword }) => keyword === "ENV")
    .flatMap(({ value }) => value.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => pair.split("=", 2)));
}

function parseInstructions(text: string): readonly Instruction[] {
  const lines = text.split("\n").filter((line) => !line.trimStart().startsWith("#"));
  const joined = lines.join("\n").replace(/\\\n\s*/g, "");
  return joined
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, keyword = "", value = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { keyword: keyword.toUpperCase(), value };
    });
}
