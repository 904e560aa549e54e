import { type FormEvent, type KeyboardEvent, type ReactElement, useEffect, useId, useRef } from "react";
import { Button } from "../ui/button.tsx";

/** The callbacks for a reason, and for cancelling. */
export interface DenyFormProps {
  readonly reason: string;
  /** Called with the reason as it is, and whether the keys go to it. */
  readonly onReason: (reason: string, hasFocus: boolean) => void;
  readonly onDeny: () => void;
  readonly onBack: () => void;
  readonly isSent: boolean;
}

const maxReasonLength = 4_000;

/** Asks for an optional reason, which is sent to the model. Enter denies, Escape goes back. */
export function DenyForm({ reason, onReason, onDeny, onBack, isSent }: DenyFormProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDeny();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    // Else it would stop the answer.
    event.preventDefault();
    onBack();
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <label htmlFor={fieldId} className="sr-only">
        Reason, sent to the model
      </label>
      <input
        id={fieldId}
        ref={field}
        value={reason}
        maxLength={maxReasonLength}
        onChange={(event) => onReason(event.target.value, true)}
        onFocus={() => onReason(reason, true)}
        onBlur={() => onReason(reason, false)}
        onKeyDown={leave}
        placeholder="Why not? Sent to the model (optional)"
        autoComplete="off"
        className="h-9 min-w-48 flex-1 rounded-lg border border-edge bg-paper px-3 text-sm placeholder:text-muted"
      />
      <Button type="submit" look="danger" disabled={isSent}>
        Deny
      </Button>
      <Button look="quiet" onClick={onBack}>
        Back
      </Button>
    </form>
  );
}
