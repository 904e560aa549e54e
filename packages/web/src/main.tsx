import "./app.css";
import { App } from "./app.tsx";
import { loadWhenUsed } from "./shell/load-when-used.ts";
import { renderPage } from "./shell/render-page.tsx";
import { SignedIn } from "./sign-in/signed-in.tsx";
import { watchPrinting } from "./ui/printing.ts";

loadWhenUsed();
watchPrinting();

renderPage(
  <SignedIn>
    <App />
  </SignedIn>,
);
