import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * Modules of the Markdown renderer that answers cannot reach, or that browsers have built in. Answers contain
 * no raw HTML, so none contains the attributes of SVG.
 */
const replacements: readonly (readonly [path: RegExp, code: string])[] = [
  [/property-information\/lib\/svg\.js$/, 'export { html as svg } from "./html.js";'],
  [/@ungap\/structured-clone\/esm\/index\.js$/, "export default (value) => structuredClone(value);"],
];

const replaceUnusedModules: Plugin = {
  name: "replace-unused-modules",
  load: (id) => replacements.find(([path]) => path.test(id))?.[1],
};

/**
 * Lets the schemas of the contract decide what is valid, as they do where faults are named: the generated
 * checks, which decide the same at a server's pace, are left out of the page.
 */
const validateBySchema: Plugin = {
  name: "validate-by-schema",
  transform(code, id) {
    if (!/\/protocol\/gen\/[\w-]+\.ts$/.test(id)) return undefined;
    return {
      code: code.replaceAll(/rpc\.createValidator\(is\w+, /g, "rpc.createValidator(undefined, "),
      map: null,
    };
  },
};

export default defineConfig({
  plugins: [react(), tailwindcss(), replaceUnusedModules, validateBySchema],
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
