import "./app.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { ErrorBoundary } from "./interface/error-boundary.tsx";
import { loadMarkdown } from "./markdown/lazy-markdown.tsx";
import { PageBroken } from "./shell/page-broken.tsx";
import { SignedIn } from "./sign-in/signed-in.tsx";
import { applyTheme, readTheme } from "./theme/theme.ts";

applyTheme(readTheme());
// Loads beside the page. A failure shows where the text does, as plain text.
loadMarkdown().catch(() => undefined);

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element to show the application in.");

createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <ErrorBoundary fallback={<PageBroken />}>
        <SignedIn>
          <App />
        </SignedIn>
      </ErrorBoundary>
    </CSPProvider>
  </StrictMode>,
);
