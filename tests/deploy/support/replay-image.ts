import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CopyFromContext } from "./build-context.ts";
import type { Instruction, Stage } from "./dockerfile.ts";
import { runShell } from "./run-shell.ts";

/** Where the stages of a build become folders. */
export interface ReplayOptions {
  readonly copyFromContext: CopyFromContext;
  /** Folder that gets one folder for each stage, the root of its image. */
  readonly folder: string;
}

/**
 * Does what a Dockerfile says in plain folders, without an engine: `COPY` and `RUN` for real, in the order of
 * the stages. Resolves with the root folder of the last stage. What needs an image, such as its users, is
 * left out.
 */
export async function replayImage(stages: readonly Stage[], options: ReplayOptions): Promise<string> {
  for (const stage of stages) {
    let workFolder = "/";
    for (const instruction of stage.instructions) {
      if (instruction.keyword === "WORKDIR") workFolder = instruction.value;
      await replay(instruction, { ...options, stage: stage.name, workFolder });
    }
  }
  return join(options.folder, stages.at(-1)?.name ?? "");
}

interface Place extends ReplayOptions {
  readonly stage: string;
  readonly workFolder: string;
}

async function replay({ keyword, value }: Instruction, place: Place): Promise<void> {
  const root = join(place.folder, place.stage);
  switch (keyword) {
    case "WORKDIR":
      await mkdir(join(root, value), { recursive: true });
      return;
    case "COPY":
      await copy(value.split(" "), place);
      return;
    case "RUN":
      await run(value, root, place.workFolder);
      return;
    default:
      // The rest describes the container and changes no file.
      return;
  }
}

async function copy(
  words: readonly string[],
  { folder, stage, workFolder, copyFromContext }: Place,
): Promise<void> {
  const [, from] = /^--from=(\S+)$/.exec(words[0] ?? "") ?? [];
  const paths = from === undefined ? words : words.slice(1);
  const target = paths.at(-1) ?? "";
  const targetPath = join(folder, stage, target.startsWith("/") ? target : join(workFolder, target));
  for (const source of paths.slice(0, -1)) {
    const inside = target.endsWith("/") ? join(targetPath, source.split("/").at(-1) ?? "") : targetPath;
    if (from === undefined) await copyFromContext(source, inside);
    else await cp(join(folder, from, source), inside, { recursive: true, verbatimSymlinks: true });
  }
}

async function run(line: string, root: string, workFolder: string): Promise<void> {
  // A folder for a user that only the image has.
  const [, made] = /^install -d (?:-\w \S+ )*(\/\S+)$/.exec(line) ?? [];
  if (made === undefined) await runShell(line, join(root, workFolder));
  else await mkdir(join(root, made), { recursive: true });
}
