import "./app.css";
import { createClient } from "@aiwhisperer/client";
import { ClientProvider } from "@aiwhisperer/react";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { applyTheme, readTheme } from "./theme/theme.ts";

applyTheme(readTheme());

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element to show the application in.");

const client = createClient({ url: new URL("/ws", location.href.replace(/^http/, "ws")).href });

createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <ClientProvider client={client}>
        <App />
      </ClientProvider>
    </CSPProvider>
  </StrictMode>,
);
