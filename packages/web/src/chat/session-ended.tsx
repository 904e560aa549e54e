import type { ReactElement } from "react";
import { Button } from "../interface/button.tsx";
import { navigate } from "../shell/route.ts";

/** Takes the composer's place once a session has been ended. */
export function SessionEnded(): ReactElement {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-line bg-surface px-4 py-3 text-sm">
      <p className="text-muted">This conversation has been ended. It stays readable.</p>
      <Button look="primary" onClick={() => navigate()}>
        New conversation
      </Button>
    </div>
  );
}
