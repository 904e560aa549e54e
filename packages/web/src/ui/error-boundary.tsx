import { Component, type ReactElement, type ReactNode } from "react";
import { Button } from "./button.tsx";

/** The guarded content, and its replacement if it cannot be rendered. */
export interface ErrorBoundaryProps {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/**
 * Keeps a fault in one part of the page from taking the rest with it. React allows this in the form of a
 * class only.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}

/** Takes the page's place when it cannot be rendered: a fault of this application. */
export function PageBroken(): ReactElement {
  return (
    <div className="grid h-dvh place-items-center p-6">
      <div className="max-w-sm text-center" role="alert">
        <h1 className="font-semibold text-lg">This page has a fault</h1>
        <p className="mt-2 text-muted">
          Nothing is lost: every conversation is on the server. Reload the page to continue.
        </p>
        <Button look="primary" className="mt-5" onClick={() => location.reload()}>
          Reload
        </Button>
      </div>
    </div>
  );
}
