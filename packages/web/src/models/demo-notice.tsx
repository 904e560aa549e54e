import type { ModelInfo } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { isDemo } from "./model-name.ts";

/** Says that no AI answers here, and how to change that. */
export function DemoNotice({ models }: { readonly models: readonly ModelInfo[] }): ReactElement {
  const hasOthers = models.some(({ model, usable }) => usable && !isDemo(model));
  return (
    <p className="mb-3 rounded-lg border border-caution/40 bg-caution-soft px-3 py-2 text-caution text-sm leading-snug">
      <strong className="font-semibold">The demo model answers here.</strong> It plays scripted answers and
      understands nothing.{" "}
      {hasOthers
        ? "Choose another model below for a real conversation."
        : "To talk to an AI, set a provider's key on the server; the list of models below names each variable."}
    </p>
  );
}
