import { withPlace } from "./files/place.ts";
import type { Workspace } from "./kit/workspace.ts";
import { WorkspaceFault } from "./kit/workspace-fault.ts";

/**
 * The path that a grant counts for: from the workspace folder, symbolic links followed. A link that is made
 * later leads to a file that was not allowed. A path that leads nowhere stays as it was written.
 */
export function grantedPath(workspace: Workspace, path: string): string {
  try {
    return withPlace(workspace, path, (place) => place.path, { allowNewFolders: true });
  } catch (error) {
    if (error instanceof WorkspaceFault) return plainPath(path);
    throw error;
  }
}

/** A path as it was written, without empty and `.` names. `..` stays, for it may lead over links. */
function plainPath(path: string): string {
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  return `${path.startsWith("/") ? "/" : ""}${names.join("/")}`;
}
