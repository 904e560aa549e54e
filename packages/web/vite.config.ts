import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    // The server's content security policy forbids data: URLs for scripts and styles; files also cache
    // better.
    assetsInlineLimit: 0,
    // Three pages: what only one of them shows is loaded by that one alone.
    rolldownOptions: { input: ["index.html", "admin.html", "docs.html"] },
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // React, the dialogs and the client in one file; what knows Markdown is another, loaded beside it.
    chunkSizeWarningLimit: 600,
  },
});
