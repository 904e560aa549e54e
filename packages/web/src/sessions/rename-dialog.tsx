import type { SessionHandle } from "@aiwhisperer/client";
import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { backdropClass, popupClass } from "../ui/dialog-class.ts";

/** The session that may be renamed, and whether its name is being asked. */
export interface RenameDialogProps {
  readonly session: SessionHandle;
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const MAX_TITLE_LENGTH = 200;

/** Asks for the name of a conversation; without one it is called as its first message begins. */
export function RenameDialog({ session, title, isOpen, onClose }: RenameDialogProps): ReactElement {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup className={popupClass}>
          <Dialog.Title className="font-semibold text-lg">Rename conversation</Dialog.Title>
          <Dialog.Description className="mt-1 mb-3 text-muted text-sm">
            Leave it empty to name the conversation after its first message.
          </Dialog.Description>
          <RenameForm session={session} title={title} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function RenameForm({ session, title, onClose }: Omit<RenameDialogProps, "isOpen">): ReactElement {
  const [name, setName] = useState(title);
  const [fault, setFault] = useState<string>();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    session.update({ title: given === "" ? null : given }).then(onClose, (error: unknown) => {
      setFault(error instanceof Error ? error.message : String(error));
    });
  };
  return (
    <form onSubmit={save}>
      <input
        aria-label="Name"
        value={name}
        maxLength={MAX_TITLE_LENGTH}
        onChange={({ target }) => setName(target.value)}
        dir="auto"
        className="h-10 w-full rounded-lg border border-edge bg-transparent px-3 text-sm"
      />
      {fault && (
        <p role="alert" className="mt-2 text-danger text-sm">
          {fault}
        </p>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button look="quiet" type="button" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit">
          Rename
        </Button>
      </div>
    </form>
  );
}
