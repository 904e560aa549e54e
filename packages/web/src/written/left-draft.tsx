import { type ReactElement, useId } from "react";
import { navigate } from "../navigation/route.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { useDraft } from "./use-draft.ts";

/**
 * Shows the draft of a conversation that takes no messages any more, and what can become of it; nothing where
 * there is none.
 */
export function LeftDraft({ sessionId }: { readonly sessionId: string }): ReactElement | null {
  const { text, change } = useDraft(sessionId);
  const next = useDraft("new");
  const fieldId = useId();
  if (text.trim() === "") return null;
  const move = () => {
    next.change(next.text.trim() === "" ? text : `${next.text}\n\n${text}`);
    change("");
    navigate();
  };
  return (
    <div className="mb-3 space-y-2 rounded-2xl border border-caution/60 bg-raised p-4 text-left text-sm">
      <label htmlFor={fieldId} className="text-caution">
        This text was not sent. This conversation accepts no more messages:
      </label>
      <textarea
        id={fieldId}
        value={text}
        rows={3}
        dir="auto"
        onChange={(event) => change(event.target.value)}
        className="w-full rounded-lg border border-edge bg-paper px-3 py-2"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={move}>Use in a new conversation</Button>
        <CopyButton what="text" getText={() => text} />
        <Button look="quiet" onClick={() => change("")}>
          Discard
        </Button>
      </div>
    </div>
  );
}
