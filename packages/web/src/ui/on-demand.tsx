import {
  type ComponentType,
  cloneElement,
  type ReactElement,
  type ReactNode,
  Suspense,
  useState,
} from "react";
import type { ButtonProps } from "./button.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";

/** A part of the page that is loaded when it is asked for. */
export interface OnDemandProps {
  /** Renders the closed form, whose `ask` loads the part. */
  readonly closed: (ask: () => void) => ReactNode;
  /** The part itself, which begins open. */
  readonly children: ReactNode;
}

/**
 * Shows the closed form of a part, and loads and opens the part when it is asked for. Where it cannot be
 * loaded, the closed form stays.
 */
export function OnDemand({ closed, children }: OnDemandProps): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const shown = closed(() => setAsked(true));
  if (!isAsked) return <>{shown}</>;
  return (
    <ErrorBoundary fallback={shown}>
      <Suspense fallback={shown}>{children}</Suspense>
    </ErrorBoundary>
  );
}

/** A dialog that begins open, with the button that opens it again. */
export interface DialogOnDemandProps {
  readonly button: ReactElement<ButtonProps>;
  /** Renders the same button as its trigger; made by `lazy`. */
  readonly dialog: ComponentType<{ readonly button: ReactElement }>;
}

/** A button whose dialog loads at the first press. */
export function DialogOnDemand({ button, dialog: Dialog }: DialogOnDemandProps): ReactElement {
  return (
    <OnDemand
      closed={(ask) =>
        cloneElement(button, { onClick: ask, "aria-haspopup": "dialog", "aria-expanded": false })
      }
    >
      <Dialog button={button} />
    </OnDemand>
  );
}
