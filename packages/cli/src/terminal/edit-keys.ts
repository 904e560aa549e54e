import type { Key } from "node:readline";
import type { Draft } from "./draft.ts";

type Edit = (draft: Draft) => void;

/** What keys do to a draft; `ctrl-` and `meta-` are before the names of keys that are pressed with them. */
const EDITS: ReadonlyMap<string, Edit> = new Map<string, Edit>([
  ["left", (draft) => draft.move(-1)],
  ["ctrl-b", (draft) => draft.move(-1)],
  ["right", (draft) => draft.move(1)],
  ["ctrl-f", (draft) => draft.move(1)],
  ["home", (draft) => draft.moveToLineStart()],
  ["ctrl-a", (draft) => draft.moveToLineStart()],
  ["end", (draft) => draft.moveToLineEnd()],
  ["ctrl-e", (draft) => draft.moveToLineEnd()],
  ["meta-b", (draft) => draft.moveByWord(-1)],
  ["ctrl-left", (draft) => draft.moveByWord(-1)],
  ["meta-left", (draft) => draft.moveByWord(-1)],
  ["meta-f", (draft) => draft.moveByWord(1)],
  ["ctrl-right", (draft) => draft.moveByWord(1)],
  ["meta-right", (draft) => draft.moveByWord(1)],
  ["backspace", (draft) => draft.delete(-1)],
  ["ctrl-h", (draft) => draft.delete(-1)],
  ["delete", (draft) => draft.delete(1)],
  ["ctrl-d", (draft) => draft.delete(1)],
  ["ctrl-w", (draft) => draft.deleteWord(-1)],
  ["ctrl-backspace", (draft) => draft.deleteWord(-1)],
  ["meta-backspace", (draft) => draft.deleteWord(-1)],
  ["meta-d", (draft) => draft.deleteWord(1)],
  ["ctrl-u", (draft) => draft.deleteToLineStart()],
  ["ctrl-k", (draft) => draft.deleteToLineEnd()],
  ["ctrl-y", (draft) => draft.yank()],
]);

/** Name of a key with what is held. */
export function keyName({ name = "", ctrl, meta }: Key): string {
  return `${ctrl === true ? "ctrl-" : ""}${meta === true ? "meta-" : ""}${name}`;
}

/** Does to a draft what a key means. Returns whether it means something. */
export function editDraft(draft: Draft, name: string): boolean {
  const edit = EDITS.get(name);
  edit?.(draft);
  return edit !== undefined;
}
