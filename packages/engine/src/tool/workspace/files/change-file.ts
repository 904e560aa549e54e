import { createHash, randomUUID } from "node:crypto";
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { revealHidden } from "@aiwhisperer/protocol";
import { systemCode } from "../../../kit/system-code.ts";
import type { Folder } from "../kit/folder.ts";
import { showPath } from "../kit/show-path.ts";
import { countLines, countOf, toText } from "../kit/text.ts";
import type { Workspace } from "../kit/workspace.ts";
import { faultsAt, WorkspaceFault } from "../kit/workspace-fault.ts";
import { applyEdit, type Change } from "./change.ts";
import { assertFile, readBytes, withFile } from "./open-file.ts";
import { type Place, withPlace } from "./place.ts";
import { protectionOf } from "./protected-path.ts";
import { cutChange, type ShownChange, showChange, withWholeTexts } from "./unified-diff.ts";

const MAKE_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** A change that has not been made yet. */
export interface ChangePreview {
  readonly shown: ShownChange;
  /** Fingerprint of the file that the change was computed from: its place and its content. */
  readonly basis: string;
  /** Why the file needs a question of its own. */
  readonly protection?: string | undefined;
}

/**
 * The change that a person allowed; only that change is made. Nothing is checked if no person was asked.
 */
export interface AllowedChange {
  /** Of the preview, where this process made it. */
  readonly basis?: string | undefined;
  /** Text that was shown, perhaps by the process before. */
  readonly shownText?: string | undefined;
}

/** A change that has been made. */
export interface ChangeOutcome {
  /** For the model. */
  readonly text: string;
  /** Absent when there was nothing to change. */
  readonly shown?: ShownChange;
}

/** A file as it is before a change. */
interface Before {
  /** `undefined` for a file that does not exist. */
  readonly stats: BigIntStats | undefined;
  /** `undefined` for a file that does not exist, and for what is no text or too large. */
  readonly text: string | undefined;
  readonly basis: string;
}

/** A change worked out. */
interface Plan {
  readonly place: Place;
  readonly before: Before;
  readonly after: string;
}

/** Works out a change and makes none of it. Throws a `WorkspaceFault` when it cannot be made. */
export function previewChange(workspace: Workspace, change: Change): ChangePreview {
  return withPlan(workspace, change, (plan) => ({
    shown: assertShowable(
      show(plan, workspace.limits.maxShownTextLength),
      workspace.limits.maxShownChangeLength,
    ),
    basis: plan.before.basis,
    protection: protectionOf(plan.place.path),
  }));
}

/**
 * Why a change needs a question of its own, wherever links lead; `undefined` where it needs none or its path
 * cannot be used.
 */
export function guardChange(workspace: Workspace, { args, kind }: Change): string | undefined {
  const options = { allowNewFolders: kind === "write" };
  return withPlace(workspace, args.path, ({ path }) => protectionOf(path), options);
}

function assertShowable(shown: ShownChange, maxLength: number): ShownChange {
  if (shown.text.length <= maxLength) return shown;
  throw new WorkspaceFault(
    `The change of ${showPath(shown.path)} is longer than ${countOf(maxLength, "character")}, so a person cannot be shown all of it. Make smaller changes.`,
  );
}

/**
 * Applies a change. Creates missing folders and replaces the file atomically; the file keeps its owner and
 * permissions. Writes nothing unless the change still is the one that was allowed. Throws a `WorkspaceFault`,
 * also when the file changes meanwhile; then nothing has changed, except that folders may have been created.
 */
export function makeChange(workspace: Workspace, change: Change, allowed: AllowedChange): ChangeOutcome {
  return withPlan(workspace, change, (plan) => {
    const path = showPath(plan.place.path);
    const shown = show(plan, workspace.limits.maxShownTextLength);
    assertGuarded(plan, allowed);
    if (!isAllowed(plan, shown, allowed)) {
      throw new WorkspaceFault(
        `${path} has changed since this change was shown for approval, so nothing was written. Read it, then ask for the change again.`,
      );
    }
    if (plan.before.text === plan.after) {
      return { text: `${path} already is like that; nothing was written.` };
    }
    withNewFolders(plan.place, (folder) => replaceFile(folder, plan));
    return { text: describe(plan), shown: cutChange(shown, workspace.limits.maxWorkspaceOutputLength) };
  });
}

/**
 * A link may lead elsewhere since the policy allowed the call: a protected file is changed only if a person
 * saw the change.
 */
function assertGuarded({ place }: Plan, { basis, shownText }: AllowedChange): void {
  const protection = protectionOf(place.path);
  if (protection === undefined || basis !== undefined || shownText !== undefined) return;
  throw new WorkspaceFault(
    `${showPath(place.path)} was not written: ${protection} Ask for the change again.`,
  );
}

/** Compares the text that was shown only if there is no fingerprint. */
function isAllowed({ before }: Plan, shown: ShownChange, { basis, shownText }: AllowedChange): boolean {
  return basis === undefined ? shownText === undefined || shownText === shown.text : basis === before.basis;
}

function withPlan<T>(workspace: Workspace, change: Change, action: (plan: Plan) => T): T {
  const { path } = change.args;
  const options = { allowNewFolders: change.kind === "write" };
  const use = (place: Place): T => {
    const before = readBefore(place, workspace.limits.maxFileBytes);
    return action({ place, before, after: planAfter(change, before, workspace.limits.maxFileBytes) });
  };
  return withPlace(workspace, path, use, options);
}

function readBefore({ folder, newFolders, name, path }: Place, maxBytes: number): Before {
  if (name === "") throw new WorkspaceFault(`${showPath(path)} is a folder, not a file.`);
  if (newFolders.length > 0 || folder.stat(name) === undefined) {
    return { stats: undefined, text: undefined, basis: basisOf(path, "missing") };
  }
  return withFile(folder, name, (file) => {
    const { stats } = file;
    const bytes = readBytes(file, maxBytes + 1);
    const isLarge = bytes.length > maxBytes;
    const content = isLarge ? [stats.ino, stats.size, stats.mtimeNs].join() : bytes;
    const text = isLarge ? undefined : toText(bytes);
    return { stats, text, basis: basisOf(path, content) };
  });
}

/** A path cannot have the character that divides the two. */
function basisOf(path: string, content: string | Uint8Array): string {
  return createHash("sha256").update(`${path}\0`).update(content).digest("base64");
}

function planAfter(change: Change, before: Before, maxBytes: number): string {
  const { args } = change;
  const path = showPath(args.path);
  if (change.kind === "write") return assertSize(change.args.content, maxBytes);
  if (before.stats === undefined) {
    throw new WorkspaceFault(
      `${path} does not exist. list_files shows what is there; write_file makes a file.`,
    );
  }
  if (before.text === undefined) {
    const reason =
      before.stats.size > maxBytes ? `has more than ${countOf(maxBytes, "byte")}` : "is no UTF-8 text";
    throw new WorkspaceFault(`${path} ${reason}, so it cannot be edited.`);
  }
  return assertSize(applyEdit(before.text, change.args), maxBytes);
}

function assertSize(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) > maxBytes) {
    throw new WorkspaceFault(
      `The content has more than ${countOf(maxBytes, "byte")}. Write it in smaller files.`,
    );
  }
  return text;
}

function show({ place: { path }, before, after }: Plan, maxTextLength: number): ShownChange {
  if (before.stats === undefined || before.text !== undefined) {
    const change = { path, before: before.text, after };
    return withWholeTexts(showChange(change), change, maxTextLength);
  }
  const [from, added] = [countOf(Number(before.stats.size), "byte"), countLines(after)];
  const text = `Replaces ${from}, which cannot be shown as text, by ${countOf(added, "line")} of text:\n${revealHidden(after)}`;
  return { path, isDiff: false, text, added, removed: 0 };
}

function describe({ place, before, after }: Plan): string {
  const verb = before.stats === undefined ? "Made" : "Changed";
  return `${verb} ${showPath(place.path)}: it has ${countOf(countLines(after), "line")} now.`;
}

/** Makes the missing folders one in the other; the last one is open until the action returns. */
function withNewFolders(place: Pick<Place, "folder" | "newFolders">, action: (folder: Folder) => void): void {
  const [name, ...rest] = place.newFolders;
  if (name === undefined) {
    action(place.folder);
    return;
  }
  place.folder.makeChild(name);
  const folder = place.folder.openChild(name);
  try {
    withNewFolders({ folder, newFolders: rest }, action);
  } finally {
    folder.close();
  }
}

function replaceFile(folder: Folder, { place: { name, path }, before, after }: Plan): void {
  if (before.stats !== undefined && (before.stats.mode & 0o222n) === 0n) {
    throw new WorkspaceFault(`${showPath(path)} is write-protected.`);
  }
  const temporary = `.${randomUUID()}.tmp`;
  try {
    faultsAt(path, () => writeNew(folder.entry(temporary), after, before.stats));
    folder.confirm();
    assertUnchanged(folder.stat(name), before, path);
    faultsAt(path, () => renameSync(folder.entry(temporary), folder.entry(name)));
  } catch (error) {
    rmSync(folder.entry(temporary), { force: true });
    throw error;
  }
}

function writeNew(location: string, text: string, before: BigIntStats | undefined): void {
  const fd = openSync(location, MAKE_FILE, 0o666);
  try {
    writeFileSync(fd, text);
    if (before !== undefined) keepAccess(fd, before);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Restores the owner and the permissions of the file; an owner that only root may set is not restored.
 */
function keepAccess(fd: number, { uid, gid, mode }: BigIntStats): void {
  try {
    fchownSync(fd, Number(uid), Number(gid));
  } catch (error) {
    if (systemCode(error) !== "EPERM") throw error;
  }
  fchmodSync(fd, Number(mode & 0o777n));
}

function assertUnchanged(now: BigIntStats | undefined, { stats: before }: Before, path: string): void {
  if (now !== undefined) assertFile(now, path);
  if (now?.ino === before?.ino && now?.mtimeNs === before?.mtimeNs && now?.size === before?.size) return;
  throw new WorkspaceFault(
    `${showPath(path)} has changed meanwhile. Read it, then request the change again.`,
  );
}
