import "./app.css";
import { App } from "./app.tsx";
import { loadMarkdownWhenUsed } from "./markdown/load-when-used.ts";
import { watchPrinting } from "./shell/printing.ts";
import { renderPage } from "./shell/render-page.tsx";
import { SignedIn } from "./sign-in/signed-in.tsx";

loadMarkdownWhenUsed();
watchPrinting();

renderPage(
  <SignedIn>
    <App />
  </SignedIn>,
);
