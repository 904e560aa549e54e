import type { Folder } from "../kit/folder.ts";
import type { Workspace } from "../kit/workspace.ts";
import { withPlace } from "./place.ts";

/**
 * Opens the folder that a path leads to for an action, and closes it when that returns. Throws a
 * `WorkspaceFault` for anything else.
 */
export function withFolder<T>(workspace: Workspace, path: string, action: (folder: Folder) => T): T {
  return withPlace(workspace, path, ({ folder, name }) => {
    if (name === "") return action(folder);
    const target = folder.openChild(name);
    try {
      return action(target);
    } finally {
      target.close();
    }
  });
}
