import "./app.css";
import { App } from "./app.tsx";
import { loadMarkdown } from "./markdown/lazy-markdown.tsx";
import { watchPrinting } from "./shell/printing.ts";
import { renderPage } from "./shell/render-page.tsx";
import { SignedIn } from "./sign-in/signed-in.tsx";

// Loads beside the page. A failure shows where the text does, as plain text.
loadMarkdown().catch(() => undefined);

watchPrinting();

renderPage(
  <SignedIn>
    <App />
  </SignedIn>,
);
