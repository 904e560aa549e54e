import type { Plan } from "@aiwhisperer/protocol";
import { Dialog } from "@base-ui/react/dialog";
import { type ChangeEvent, type FormEvent, type ReactElement, useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { backdropClass, popupClass } from "../ui/dialog-class.ts";
import { CloseIcon } from "../ui/icons.tsx";
import { useDraft } from "../written/use-draft.ts";
import type { PlanFault } from "./plan-document.ts";
import { useStartPlan } from "./use-start-plan.ts";

/** The initial text of the dialog, and the callback for its end. */
export interface StartPlanDialogProps {
  readonly initialText?: string;
  /** Identifies the draft among those of such dialogs. */
  readonly draft?: string;
  readonly onClose: () => void;
}

/**
 * Takes a plan as JSON, pasted or from a file, and starts it. What is wrong with it is shown by its place in
 * the document.
 */
export function StartPlanDialog({
  initialText = "",
  draft = "plan",
  onClose,
}: StartPlanDialogProps): ReactElement {
  const { text: written, change: write, problem } = useDraft(draft);
  const [isChanged, setChanged] = useState(written !== "");
  const text = isChanged ? written : initialText;
  const change = (next: string) => {
    setChanged(true);
    write(next);
  };
  const { start, isStarting, faults } = useStartPlan(() => {
    change("");
    onClose();
  });
  const fieldId = useId();
  const faultsId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(text);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup className={`${popupClass} w-[min(44rem,calc(100vw-2rem))]`}>
          <form onSubmit={submit}>
            <div className="mb-1 flex items-center justify-between">
              <Dialog.Title className="font-semibold text-lg">Run a plan</Dialog.Title>
              <Dialog.Close render={<Button look="quiet" shape="icon" aria-label="Close" />}>
                <CloseIcon />
              </Dialog.Close>
            </div>
            <Dialog.Description className="mb-3 text-muted text-sm">
              Tasks that depend on each other, as JSON. They run on the server, whether or not a page is open.
            </Dialog.Description>
            <label htmlFor={fieldId} className="sr-only">
              Plan as JSON
            </label>
            <textarea
              id={fieldId}
              value={text}
              onChange={(event) => change(event.target.value)}
              aria-describedby={faults.length > 0 ? faultsId : undefined}
              aria-invalid={faults.length > 0}
              spellCheck={false}
              rows={14}
              placeholder={
                '{ "name": "…", "tasks": [ { "id": "first", "kind": "ai_interaction", "instructions": "…" } ] }'
              }
              className="block max-h-[46dvh] w-full resize-y rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-[0.8125rem] leading-[1.55] placeholder:text-muted"
            />
            {problem && <p className="mt-1 text-caution text-xs">A reload loses this text. {problem}</p>}
            <PlanFaults id={faultsId} faults={faults} />
            <div className="mt-4 flex flex-wrap items-center gap-2">
              <PlanFileButton onRead={change} />
              <Button look="quiet" onClick={() => change(JSON.stringify(examplePlan, undefined, 2))}>
                Example
              </Button>
              <span className="flex-1" />
              <Button type="submit" look="primary" disabled={isStarting || text.trim() === ""}>
                {isStarting ? "Starting…" : "Run"}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PlanFaults({
  id,
  faults,
}: {
  readonly id: string;
  readonly faults: readonly PlanFault[];
}): ReactElement {
  return (
    // A list alone would not be announced.
    <div id={id} role="alert" aria-label="Errors in the plan">
      <ul
        className={`space-y-1 rounded-lg bg-danger-soft text-danger text-sm ${faults.length > 0 ? "mt-2 max-h-48 overflow-y-auto px-3 py-2" : ""}`}
      >
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`} className="[overflow-wrap:anywhere]">
            {path !== "" && <code className="mr-2 font-mono text-xs">{path}</code>}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A button that reads a file of the person's into the field. */
function PlanFileButton({ onRead }: { readonly onRead: (text: string) => void }): ReactElement {
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const text = await target.files?.[0]?.text();
    // The same file chosen again must count as a change.
    target.value = "";
    if (text !== undefined) onRead(text);
  };
  return (
    <label className="inline-flex h-9 cursor-pointer items-center rounded-lg border border-edge px-3.5 font-medium text-sm focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2 hover:bg-accent-soft">
      Choose a file…
      <input
        type="file"
        accept=".json,application/json"
        className="sr-only"
        onChange={(event) => void read(event)}
      />
    </label>
  );
}

/** A plan that shows what plans can do, and that every model can carry out. */
export const examplePlan: Plan = {
  name: "Describe this project",
  tasks: [
    { id: "look", kind: "ai_interaction", title: "Look around", instructions: "List the files here" },
    { id: "read", kind: "ai_interaction", title: "Read the introduction", instructions: "Read README.md" },
    {
      id: "summary",
      kind: "ai_interaction",
      title: "Say what it is",
      instructions: "Say in a few sentences what this project is, from its files and its introduction.",
      inputs: { files: "look", introduction: "read" },
    },
    { id: "done", kind: "no_op", title: "Done", dependsOn: ["summary"] },
  ],
};
