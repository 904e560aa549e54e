import type { ReactElement } from "react";
import { navigate } from "../navigation/route.ts";
import { Button } from "../ui/button.tsx";

/** Takes the composer's place once a session has been ended or deleted. */
export function SessionEnded({ isDeleted }: { readonly isDeleted: boolean }): ReactElement {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-line bg-surface px-4 py-3 text-sm">
      <p role="status" className="text-muted">
        {isDeleted
          ? "This conversation has been deleted. Only this page still shows it."
          : "This conversation has been ended. It stays readable."}
      </p>
      <Button look="primary" onClick={() => navigate()}>
        New conversation
      </Button>
    </div>
  );
}
