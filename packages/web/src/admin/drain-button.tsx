import { type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { askAdmin } from "./ask-admin.ts";

/** Whether the server is shutting down, and the callback for when it does. */
export interface DrainButtonProps {
  readonly isDraining: boolean;
  readonly onDrained: () => void;
}

/** A button that ends the server, after a question. */
export function DrainButton({ isDraining, onDrained }: DrainButtonProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const drain = async (): Promise<void> => {
    await askAdmin("/drain", { method: "POST" });
    onDrained();
  };
  return (
    <>
      <Button disabled={isDraining} onClick={() => setOpen(true)}>
        {isDraining ? "Ending…" : "Drain…"}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Drain and end this server?"
        keepLabel="Keep running"
        confirmLabel="Drain and end"
        action={drain}
      >
        The server accepts no new work, waits for running answers up to its drain time, and then exits.
        Unfinished answers resume at the next start, which is up to the server’s supervisor.
      </ConfirmDialog>
    </>
  );
}
