import "./app.css";
import { App } from "./app.tsx";
import { loadMarkdown } from "./markdown/lazy-markdown.tsx";
import { renderPage } from "./shell/render-page.tsx";
import { SignedIn } from "./sign-in/signed-in.tsx";

// Loads beside the page. A failure shows where the text does, as plain text.
loadMarkdown().catch(() => undefined);

renderPage(
  <SignedIn>
    <App />
  </SignedIn>,
);
