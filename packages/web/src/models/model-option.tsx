import type { ModelInfo } from "@aiwhisperer/protocol";
import { type FormEvent, type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { CheckIcon } from "../ui/icons.tsx";
import { isDemo, shortModelName, takesAnyName } from "./model-name.ts";

/** An entry of the list of models, and what is chosen now. */
export interface ModelOptionProps {
  readonly entry: ModelInfo;
  readonly value: string | undefined;
  readonly onChoose: (model: string) => void;
}

/** A model to choose; a provider that takes any name asks for one; what cannot be used says why. */
export function ModelOption({ entry, value, onChoose }: ModelOptionProps): ReactElement {
  if (!entry.usable) return <UnusableModel entry={entry} />;
  if (takesAnyName(entry)) return <NamedModel entry={entry} value={value} onChoose={onChoose} />;
  const isChosen = entry.model === value;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(entry.model)}
      className="flex w-full items-center gap-2 rounded-lg px-2.5 py-2 text-left text-sm hover:bg-accent-soft"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{shortModelName(entry.model)}</span>
        <span className="block text-muted text-xs">
          {isDemo(entry.model) ? "Built in, needs no key: scripted answers" : entry.provider}
        </span>
      </span>
      {entry.isDefault && <span className="text-muted text-xs">default</span>}
      <span className={isChosen ? "text-accent" : "invisible"}>
        <CheckIcon />
      </span>
    </button>
  );
}

function UnusableModel({ entry }: Pick<ModelOptionProps, "entry">): ReactElement {
  return (
    <div aria-disabled="true" className="px-2.5 py-2 text-muted text-sm">
      <span className="block truncate font-medium">{shortModelName(entry.model)}</span>
      <span className="block text-xs [overflow-wrap:anywhere]">
        {entry.reason ?? "It cannot be used now."}
      </span>
    </div>
  );
}

function NamedModel({ entry, value, onChoose }: ModelOptionProps): ReactElement {
  const [name, setName] = useState(value?.startsWith(entry.model) ? value.slice(entry.model.length) : "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form sits, as React sees it, inside the composer's form.
    event.stopPropagation();
    if (name.trim() !== "") onChoose(entry.model + name.trim());
  };
  return (
    <form onSubmit={submit} className="px-2.5 py-2 text-sm">
      <label className="block">
        <span className="font-medium">{entry.provider}</span>
        <span className="text-muted text-xs"> · any model by name</span>
        <span className="mt-1 flex gap-2">
          <input
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder="model name"
            autoComplete="off"
            spellCheck={false}
            className="h-8 min-w-0 flex-1 rounded-lg border border-edge bg-paper px-2.5 font-mono text-[0.8125rem] placeholder:text-muted"
          />
          <Button type="submit" shape="small" disabled={name.trim() === ""}>
            Use
          </Button>
        </span>
      </label>
    </form>
  );
}
