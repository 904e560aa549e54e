import { systemCode } from "../../../kit/system-code.ts";
import { ImpossibleCall } from "../../tool.ts";
import { showPath } from "./show-path.ts";

/**
 * Why a tool could not do what it was asked, in words for the model: they say what to do, and name no path
 * outside of the workspace.
 */
export class WorkspaceFault extends ImpossibleCall {
  override readonly name = "WorkspaceFault";
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist. list_files shows what is there.",
  ENOTDIR: "is no folder, or leads through something that is none.",
  EISDIR: "is a folder, not a file.",
  EACCES: "cannot be used: the server has no permission.",
  EPERM: "cannot be used: the server has no permission.",
  ELOOP: "became a symbolic link while it was being opened. Try again.",
  EEXIST: "has been created meanwhile. Read it, then decide again.",
  ENAMETOOLONG: "is too long: a name has at most 255 bytes, a path 4,096.",
  ENOSPC: "cannot be written: the disk is full.",
  EDQUOT: "cannot be written: the disk quota is used up.",
  EROFS: "cannot be written: the disk is read-only.",
  EFBIG: "cannot be written: the file would be too large.",
  EMFILE: "cannot be opened now: too many files are open. Try again.",
  ENFILE: "cannot be opened now: too many files are open. Try again.",
  ETXTBSY: "cannot be written while it runs as a program.",
};

/**
 * What went wrong at that path of the workspace. Errors that do not come from the operating system are given
 * back as they are.
 */
export function toWorkspaceFault(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const reason = REASONS[code] ?? `cannot be used (${code}).`;
  return new WorkspaceFault(`${showPath(path)} ${reason}`, { cause: error });
}

/** Runs an action on that path and converts its system errors to faults. */
export function faultsAt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toWorkspaceFault(error, path);
  }
}
