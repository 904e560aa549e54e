import type { ModelInfo } from "@aiwhisperer/protocol";
import { Popover } from "@base-ui/react/popover";
import { type ReactElement, useState } from "react";
import { ModelLabel, modelButtonClass, modelButtonName } from "./model-label.tsx";
import { ModelOption } from "./model-option.tsx";
import { useModelSearch } from "./use-model-search.ts";

/** The models to choose from, and the chosen one. */
export interface ModelPickerProps {
  readonly models: readonly ModelInfo[];
  /** `provider:model`; undefined until the models are known. */
  readonly value: string | undefined;
  readonly onChange: (model: string) => void;
  /** Whether the list is open at first. Default true: the picker loads when it is asked for. */
  readonly isOpenAtFirst?: boolean;
}

/**
 * A button that shows the chosen model and the list of all, open at first: those that cannot be used say what
 * to set.
 */
export function ModelPicker({
  models,
  value,
  onChange,
  isOpenAtFirst = true,
}: ModelPickerProps): ReactElement {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
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
            <ModelList models={models} value={value} onChoose={choose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface ModelListProps {
  readonly models: readonly ModelInfo[];
  readonly value: string | undefined;
  readonly onChoose: (model: string) => void;
}

/** The list of models below a search field: providers may have hundreds. */
function ModelList({ models, value, onChoose }: ModelListProps): ReactElement {
  const [query, setQuery] = useState("");
  const found = useModelSearch(models, query);
  return (
    <>
      <input
        type="search"
        aria-label="Search models"
        placeholder="Search models"
        value={query}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setQuery(event.target.value)}
        // The list is, as React sees it, inside the composer's form.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        className="mx-2.5 mb-1 h-8 w-[calc(100%-1.25rem)] rounded-lg border border-edge bg-paper px-2.5 text-[0.8125rem] placeholder:text-muted"
      />
      <fieldset aria-label="Model">
        {found.models.map((entry) => (
          <ModelOption key={entry.model} entry={entry} value={value} onChoose={onChoose} />
        ))}
      </fieldset>
      <p aria-live="polite" className="px-2.5 text-muted text-xs">
        {found.models.length === 0 && "No model has that in its name."}
        {found.hasMore && "There are more: type a part of the name."}
      </p>
    </>
  );
}
