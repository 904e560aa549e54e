import { type SessionHandle, type SessionUpdate, toMarkdown } from "@aiwhisperer/client";
import { Menu } from "@base-ui/react/menu";
import { type ReactElement, useState } from "react";
import { GrantsDialog } from "../grants/grants-dialog.tsx";
import { ModelSettingsDialog } from "../models/model-settings-dialog.tsx";
import { DeleteSessionDialog } from "../sessions/delete-session-dialog.tsx";
import { EndSessionDialog } from "../sessions/end-session-dialog.tsx";
import { RenameDialog } from "../sessions/rename-dialog.tsx";
import { useSessionSummary } from "../sessions/use-session-summary.ts";
import { Button } from "../ui/button.tsx";
import {
  ArchiveIcon,
  BinIcon,
  CheckIcon,
  ComposeIcon,
  DownloadIcon,
  EndIcon,
  MoreIcon,
  PinIcon,
  SettingsIcon,
  SummaryIcon,
} from "../ui/icons.tsx";

/** The conversation's title and, if known, its model. */
export interface ConversationFacts {
  readonly title: string;
  readonly model: string | undefined;
}

/** The conversation that something is to be done with as a whole. */
export interface ConversationMenuProps {
  readonly session: SessionHandle;
  readonly facts: ConversationFacts;
  /** Whether it can still be ended: it is neither ended nor deleted. */
  readonly canEnd: boolean;
  readonly canDelete: boolean;
}

/** A button that unfolds what can be done with a conversation as a whole, unfolded at first. */
export function ConversationMenu({ session, facts, canEnd, canDelete }: ConversationMenuProps): ReactElement {
  const [asked, setAsked] = useState<"name" | "model" | "grants" | "end" | "delete">();
  const { pinned, archived } = { ...useSessionSummary(session.sessionId), ...session.state.changes };
  // A failure shows in the conversation, which is then not up to date.
  const update = (changes: SessionUpdate) => void session.update(changes).catch(() => undefined);
  const close = () => setAsked(undefined);
  const download = () => {
    const { title, model } = facts;
    const about = model === undefined ? {} : { about: `*Answers by ${model}*` };
    downloadText(markdownFileName(title), toMarkdown(session.state, { title, ...about }), "text/markdown");
  };
  return (
    <>
      <Menu.Root defaultOpen>
        <Menu.Trigger
          render={<Button look="quiet" shape="icon" className="-mr-1.5" />}
          aria-label="Conversation menu"
          title="Actions for this conversation"
        >
          <MoreIcon size={18} />
        </Menu.Trigger>
        <Menu.Portal container={menuContainer}>
          <Menu.Positioner sideOffset={4} align="end" className="z-30 outline-none">
            <Menu.Popup className={menuClass}>
              <Menu.Item className={menuItemClass} onClick={download}>
                <DownloadIcon />
                Download as Markdown
              </Menu.Item>
              <Menu.Item className={menuItemClass} onClick={() => setAsked("name")}>
                <ComposeIcon />
                Rename…
              </Menu.Item>
              <Menu.Item className={menuItemClass} onClick={() => update({ pinned: pinned !== true })}>
                <PinIcon />
                {pinned === true ? "Unpin" : "Pin"}
              </Menu.Item>
              <Menu.Item className={menuItemClass} onClick={() => update({ archived: archived !== true })}>
                <ArchiveIcon />
                {archived === true ? "Take out of the archive" : "Archive"}
              </Menu.Item>
              {canEnd && (
                <Menu.Item
                  className={menuItemClass}
                  onClick={() => void session.compact().catch(() => undefined)}
                >
                  <SummaryIcon />
                  Summarise for the model
                </Menu.Item>
              )}
              {canEnd && (
                <Menu.Item className={menuItemClass} onClick={() => setAsked("model")}>
                  <SettingsIcon />
                  Model and settings…
                </Menu.Item>
              )}
              <Menu.Item className={menuItemClass} onClick={() => setAsked("grants")}>
                <CheckIcon />
                Allowed calls…
              </Menu.Item>
              {canEnd && (
                <Menu.Item className={menuItemClass} onClick={() => setAsked("end")}>
                  <EndIcon />
                  End conversation…
                </Menu.Item>
              )}
              {canDelete && (
                <Menu.Item
                  className={`${menuItemClass} ${menuDangerClass}`}
                  onClick={() => setAsked("delete")}
                >
                  <BinIcon />
                  Delete…
                </Menu.Item>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <RenameDialog session={session} title={facts.title} isOpen={asked === "name"} onClose={close} />
      <ModelSettingsDialog session={session} isOpen={asked === "model"} onClose={close} />
      <GrantsDialog session={session} isOpen={asked === "grants"} onClose={close} canRevoke={canEnd} />
      <EndSessionDialog session={session} isOpen={asked === "end"} onClose={close} />
      <DeleteSessionDialog
        sessionId={session.sessionId}
        title={facts.title}
        isOpen={asked === "delete"}
        onClose={close}
      />
    </>
  );
}

/** A name for the document's file: the words of the title that every file system takes. */
export function markdownFileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.join("-").slice(0, 60).replace(/-$/, "");
  return `${name || "conversation"}.md`;
}

/** A list of actions that unfolds from a button. */
export const menuClass =
  "min-w-[13.5rem] rounded-xl border border-line bg-raised p-1.5 text-ink shadow-black/20 shadow-xl outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** An action in a menu; `menuDangerClass` beside it for one that takes something away. */
export const menuItemClass =
  "flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 text-sm outline-none data-highlighted:bg-accent-soft";

/** The look of an action that takes something away. */
export const menuDangerClass = "text-danger data-highlighted:bg-danger-soft";

/** The parent element of menus: the page's main part, so that they belong to a landmark. */
export const menuContainer = {
  get current(): HTMLElement | null {
    return document.querySelector("main");
  },
};

/** Downloads a text as a file, by the browser's own download. */
export function downloadText(fileName: string, text: string, mediaType: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own hold on the data from the click on.
  URL.revokeObjectURL(address);
}
