import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ToolDisplay } from "@aiwhisperer/protocol";
import { onTestFinished } from "vitest";
import { systemClock } from "../../packages/engine/src/kit/clock.ts";
import type { Tool, ToolOutcome, ToolProgress } from "../../packages/engine/src/tool/tool.ts";
import { DEFAULT_WORKSPACE_LIMITS } from "../../packages/engine/src/tool/workspace/kit/workspace-limits.ts";
import { FileThreads } from "../../packages/engine/src/tool/workspace/threads/file-threads.ts";
import {
  createWorkspaceTools,
  type WorkspaceToolsOptions,
} from "../../packages/engine/src/tool/workspace/workspace-tools.ts";

/** Starting a thread takes longer than most tests. */
const threads = new FileThreads(systemClock, DEFAULT_WORKSPACE_LIMITS);

/** What a call is made with beside its arguments. */
export interface CallOptions {
  readonly toolCallId?: string;
  readonly signal?: AbortSignal;
  /** What a person was shown and allowed. */
  readonly shown?: ToolDisplay | undefined;
  /** Called with the tool's output while it runs. */
  readonly onText?: (text: string) => void;
}

/** What a test wants to be otherwise. */
export interface WorkspaceFolderOptions extends Omit<Partial<WorkspaceToolsOptions>, "root" | "exclude"> {
  readonly exclude?: (root: string) => readonly string[];
  /** The workspace's folder. Default: a new one. */
  readonly root?: string;
}

/** A folder of one test's own with the built-in tools for it, beside one that no tool may reach. */
export interface WorkspaceFolder {
  /** The workspace, by its real path. */
  readonly root: string;
  /** A folder outside of it, which holds `secret.txt` with `top secret`. */
  readonly outside: string;
  tool(name: string): Tool;
  call(name: string, args: object, options?: CallOptions): Promise<ToolOutcome>;
  /** The result's text. */
  result(name: string, args: object, options?: CallOptions): Promise<string>;
  preview(name: string, args: object, options?: CallOptions): Promise<ToolDisplay | undefined>;
  /** Makes a file in the workspace, with the folders it is in. */
  file(path: string, content?: string | Uint8Array): Promise<void>;
}

/**
 * Makes the folders, which are removed when the test has finished. What is excluded is set once the
 * workspace has its path.
 */
export async function createWorkspaceFolder({
  exclude,
  root: givenRoot,
  ...options
}: WorkspaceFolderOptions = {}): Promise<WorkspaceFolder> {
  const base = await realpath(await mkdtemp(join(tmpdir(), "workspace-")));
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  const [root, outside] = [givenRoot ?? join(base, "root"), join(base, "outside")];
  await mkdir(root, { recursive: true });
  await mkdir(outside);
  await writeFile(join(outside, "secret.txt"), "top secret");
  const tools = await createWorkspaceTools({
    root,
    threads,
    exclude: exclude?.(root) ?? [],
    ...options,
  });
  const call: WorkspaceFolder["call"] = (name, args, callOptions) =>
    find(tools, name).run(args, toContext(callOptions));
  return {
    root,
    outside,
    tool: (name) => find(tools, name),
    call,
    result: async (name, args, callOptions) => String((await call(name, args, callOptions)).result),
    preview: async (name, args, callOptions) => find(tools, name).preview?.(args, toContext(callOptions)),
    async file(path, content = "") {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    },
  };
}

function find(tools: readonly Tool[], name: string): Tool {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool;
}

function toContext({ toolCallId = "call-1", signal, shown, onText }: CallOptions = {}) {
  return {
    ...(shown === undefined ? {} : { shown }),
    sessionId: "session-1",
    toolCallId,
    signal: signal ?? new AbortController().signal,
    ask: async () => ({ kind: "cancelled" }) as const,
    progress: ({ text = "" }: ToolProgress) => onText?.(text),
  };
}
