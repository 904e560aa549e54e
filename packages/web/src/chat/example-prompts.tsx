import type { ReactElement } from "react";

const prompts = [
  "Explain event sourcing to somebody who knows SQL",
  "Write a debounce function in TypeScript, with tests",
  "Compare WebSocket, SSE and long polling in a table",
  "Tell me a short story about a lighthouse",
];

/** A few things to say, for whoever does not know how to begin. Choosing one writes it into the composer. */
export function ExamplePrompts({ onChoose }: { readonly onChoose: (prompt: string) => void }): ReactElement {
  const choose = (prompt: string) => {
    onChoose(prompt);
    document.getElementById("composer")?.focus();
  };
  return (
    <ul aria-label="Examples" className="mt-4 grid gap-2 sm:grid-cols-2">
      {prompts.map((prompt) => (
        <li key={prompt}>
          <button
            type="button"
            onClick={() => choose(prompt)}
            className="h-full w-full rounded-xl border border-line px-3.5 py-2.5 text-left text-muted text-sm leading-snug hover:border-edge hover:bg-raised hover:text-ink"
          >
            {prompt}
          </button>
        </li>
      ))}
    </ul>
  );
}
