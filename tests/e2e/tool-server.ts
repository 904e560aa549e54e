import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

/** A server whose tools work in a folder of the test's. */
export interface ToolServer extends ServerProcess {
  /** Writes a file of the folder, and the folders above it. */
  write(path: string, text: string): Promise<void>;
  /** Reads a file of the folder; undefined while there is none. */
  read(path: string): Promise<string | undefined>;
}

/** Starts a server with a folder that holds nothing yet. Stopping it removes the folder. */
export async function startToolServer(): Promise<ToolServer> {
  const workspace = await mkdtemp(join(tmpdir(), "aiwhisperer-e2e-workspace-"));
  const server = await startServerProcess({ workspace });
  return {
    ...server,
    async write(path, text) {
      const file = join(workspace, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    },
    async read(path) {
      try {
        return await readFile(join(workspace, path), "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    async stop() {
      await server.stop();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}
