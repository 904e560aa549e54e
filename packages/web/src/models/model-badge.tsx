import type { ReactElement } from "react";
import { isDemo, shortModelName } from "./model-name.ts";

/** Which model answers; the demonstration is marked as such, so that no one takes it for an AI. */
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
