import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";

/** Takes the page's place when it cannot be rendered: a fault of this application. */
export function PageBroken(): ReactElement {
  return (
    <div className="grid h-dvh place-items-center p-6">
      <div className="max-w-sm text-center" role="alert">
        <h1 className="font-semibold text-lg">This page has a fault</h1>
        <p className="mt-2 text-muted">
          Nothing is lost: every conversation is on the server. Reload the page to go on.
        </p>
        <Button look="primary" className="mt-5" onClick={() => location.reload()}>
          Reload
        </Button>
      </div>
    </div>
  );
}
