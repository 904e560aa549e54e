import type { ModelInfo } from "@aiwhisperer/protocol";
import { Popover } from "@base-ui/react/popover";
import { type ReactElement, useState } from "react";
import { ModelLabel, modelButtonClass, modelButtonName } from "./model-label.tsx";
import { ModelOption } from "./model-option.tsx";

/** The models to choose from, and the chosen one. */
export interface ModelPickerProps {
  readonly models: readonly ModelInfo[];
  /** `provider:model`; undefined until the models are known. */
  readonly value: string | undefined;
  readonly onChange: (model: string) => void;
}

/**
 * A button that shows the chosen model and the list of all, open at first: those that cannot be used say what
 * to set.
 */
export function ModelPicker({ models, value, onChange }: ModelPickerProps): ReactElement {
  const [isOpen, setOpen] = useState(true);
  const choose = (model: string) => {
    onChange(model);
    setOpen(false);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        disabled={models.length === 0}
        className={modelButtonClass}
        aria-label={modelButtonName(value)}
      >
        <ModelLabel value={value} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-50">
          <Popover.Popup className="max-h-[min(26rem,var(--available-height))] w-[min(24rem,calc(100vw-2rem))] overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-black/20 shadow-xl outline-none">
            <Popover.Title className="px-2.5 pt-1.5 pb-1 font-medium text-muted text-xs">
              Model of this conversation
            </Popover.Title>
            <fieldset aria-label="Model">
              {models.map((entry) => (
                <ModelOption key={entry.model} entry={entry} value={value} onChoose={choose} />
              ))}
            </fieldset>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
