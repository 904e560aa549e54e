import { type Clock, systemClock } from "../../kit/clock.ts";
import type { ProgramSandbox } from "../../sandbox/confinement.ts";
import type { Tool } from "../tool.ts";
import { createChangingTools } from "./changing-tools.ts";
import { createCommandTool } from "./command-tool.ts";
import { findWorkspace } from "./kit/workspace.ts";
import { DEFAULT_WORKSPACE_LIMITS, type WorkspaceLimits } from "./kit/workspace-limits.ts";
import { createReadingTools } from "./reading-tools.ts";
import { FileThreads } from "./threads/file-threads.ts";

/** Which folder the tools work in, and within which bounds. */
export interface WorkspaceToolsOptions extends Partial<WorkspaceLimits> {
  /** The folder; may be a symbolic link to one. */
  readonly root: string;
  /**
   * Folders that no tool for files enters, lists or searches, by whatever path they are reached. They need
   * not exist yet. Default: none.
   */
  readonly exclude?: readonly string[];
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** The variables of which commands are given those that are no secret. Default: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What confines commands. Default: nothing. */
  readonly programs?: ProgramSandbox;
  /** Threads to share with the tools of other folders. Default: own ones. */
  readonly threads?: FileThreads;
}

/**
 * The built-in tools: `read_file`, `list_files`, `search_files`, `write_file`, `edit_file` and `run_command`,
 * which work in one folder.
 *
 * The tools for files cannot leave it. Absolute paths, `..` and symbolic links that lead out are refused,
 * before anything outside is opened. On systems with paths through open descriptors (Linux with `/proc`) this
 * holds even if other processes change folders and links meanwhile. Elsewhere each folder on the way is
 * checked again after use, so that only a change that is made and undone within microseconds is missed. Not
 * detected: hard links and mounts in the folder that others have created.
 *
 * Commands begin in the folder. A sandbox confines them to it; without one they can do what the server's user
 * can, such as read the variables of the server's own process, and processes that leave their group
 * (`setsid`) outlive their command.
 *
 * No result names the folder's own path, save the output of commands. Rejects with the system's error when
 * the folder cannot be read, and when it is itself to be excluded.
 */
export async function createWorkspaceTools(options: WorkspaceToolsOptions): Promise<readonly Tool[]> {
  const {
    root,
    exclude,
    clock = systemClock,
    environment = process.env,
    programs = { reason: "" },
    threads,
    ...bounds
  } = options;
  const workspace = await findWorkspace(root, { ...DEFAULT_WORKSPACE_LIMITS, ...bounds }, exclude);
  const runWork = (threads ?? new FileThreads(clock, workspace.limits)).runnerFor(workspace);
  const tools = [
    ...createReadingTools(runWork),
    ...createChangingTools(workspace, runWork),
    createCommandTool({ workspace, clock, environment, programs }),
  ];
  return tools.map((tool) => ({ ...tool, requiresFit: true }));
}
