import { dirname } from "node:path";
import type { SandboxPlaces } from "../../../packages/engine/src/sandbox/sandbox.ts";

/** Places without anything but a workspace, a home and this Node. */
export function placesOf(workspace: string, home: string): SandboxPlaces {
  const path = [dirname(process.execPath)];
  return { workspace, home, path, hidden: [], readable: [], guarded: [], writable: [] };
}
