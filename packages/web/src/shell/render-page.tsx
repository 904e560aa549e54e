import { CSPProvider } from "@base-ui/react/csp-provider";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme, readTheme } from "../theme/theme.ts";
import { ErrorBoundary, PageBroken } from "../ui/error-boundary.tsx";

/**
 * Shows a page in the colours that the person has chosen, or what takes its place when it cannot be rendered.
 */
export function renderPage(page: ReactNode): void {
  applyTheme(readTheme());
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no element to show the application in.");
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <ErrorBoundary fallback={<PageBroken />}>{page}</ErrorBoundary>
      </CSPProvider>
    </StrictMode>,
  );
}
