import type { PromptInfo } from "@aiwhisperer/protocol";
import { Popover } from "@base-ui/react/popover";
import { type ReactElement, useState } from "react";
import { ChevronIcon } from "../ui/icons.tsx";
import { PromptForm } from "./prompt-form.tsx";
import { promptButtonClass, usePrompts } from "./use-prompts.ts";

/** The callback for a prompt's text. */
export interface PromptMenuProps {
  readonly onInsert: (text: string) => void;
}

/**
 * A button with the prompts of tool servers, open at first. The chosen one is filled in and becomes part of
 * what is being written. Absent while there are none.
 */
export function PromptMenu({ onInsert }: PromptMenuProps): ReactElement | null {
  const { prompts, refresh } = usePrompts();
  const [isOpen, setOpen] = useState(true);
  const [chosen, setChosen] = useState<PromptInfo>();
  if (prompts.length === 0) return null;
  const open = (next: boolean) => {
    setOpen(next);
    setChosen(undefined);
    if (next) refresh();
  };
  const insert = (text: string) => {
    open(false);
    onInsert(text);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={open}>
      <Popover.Trigger className={promptButtonClass}>
        Prompts
        <ChevronIcon size={14} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-50">
          <Popover.Popup className="max-h-[min(26rem,var(--available-height))] w-[min(24rem,calc(100vw-2rem))] overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-black/20 shadow-xl outline-none">
            <Popover.Title className="px-2.5 pt-1.5 pb-1 font-medium text-muted text-xs">
              {chosen?.name ?? "Prompts of tool servers"}
            </Popover.Title>
            {chosen === undefined ? (
              prompts.map((prompt) => <PromptOption key={prompt.name} prompt={prompt} onChoose={setChosen} />)
            ) : (
              <PromptForm prompt={chosen} onFilled={insert} />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface PromptOptionProps {
  readonly prompt: PromptInfo;
  readonly onChoose: (prompt: PromptInfo) => void;
}

function PromptOption({ prompt, onChoose }: PromptOptionProps): ReactElement {
  return (
    <button
      type="button"
      onClick={() => onChoose(prompt)}
      className="block w-full rounded-lg px-2.5 py-2 text-left text-sm hover:bg-accent-soft"
    >
      <span className="block truncate font-medium">{prompt.title ?? prompt.name}</span>
      <span className="line-clamp-2 block text-muted text-xs">{prompt.description ?? prompt.name}</span>
    </button>
  );
}
