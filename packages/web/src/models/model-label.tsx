import type { ReactElement } from "react";
import { ChevronIcon } from "../ui/icons.tsx";
import { isDemo, shortModelName } from "./model-name.ts";

/** The look of the button with the chosen model. */
export const modelButtonClass =
  "inline-flex h-8 max-w-full items-center gap-1 rounded-lg px-2 font-medium text-[0.8125rem] text-ink hover:bg-accent-soft disabled:text-muted";

/** The accessible name of the button. */
export function modelButtonName(value: string | undefined): string {
  return `Model: ${value ? shortModelName(value) : "not known yet"}. Choose another`;
}

/** The chosen model in a button. */
export function ModelLabel({ value }: { readonly value: string | undefined }): ReactElement {
  return (
    <>
      <span className="truncate">{value ? shortModelName(value) : "Model"}</span>
      <ChevronIcon size={14} />
    </>
  );
}

/** The model of the conversation. The demo model is marked, so that it is not mistaken for an AI. */
export function ModelBadge({ model }: { readonly model: string }): ReactElement {
  const look = isDemo(model) ? "border-caution/50 bg-caution-soft text-caution" : "border-line text-muted";
  return (
    <span
      className={`max-w-[14rem] shrink-0 truncate rounded-full border px-2.5 py-0.5 font-medium text-xs ${look}`}
      title={isDemo(model) ? "Scripted answers of the built-in demo model: no AI is asked" : model}
    >
      {shortModelName(model)}
    </span>
  );
}
