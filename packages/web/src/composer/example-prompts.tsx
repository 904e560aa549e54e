import type { ReactElement } from "react";

/** Something to say, and in the case of the demo model what it is good for. */
interface Example {
  readonly prompt: string;
  readonly shows?: string;
}

const questions: readonly Example[] = [
  { prompt: "Explain event sourcing to a person who knows SQL" },
  { prompt: "Write a debounce function in TypeScript, with tests" },
  { prompt: "Compare WebSocket, SSE and long polling in a table" },
  { prompt: "Tell me a short story about a lighthouse" },
];

const demoCommands: readonly Example[] = [
  { prompt: "help", shows: "Everything that the demo model understands" },
  { prompt: "List the files here", shows: "A tool that reads: it runs at once" },
  { prompt: "Read README.md", shows: "The input and the output of a tool" },
  { prompt: "Write hello.txt: Hello", shows: "A tool that changes a file: you decide" },
  { prompt: "Run ls -l", shows: "A command: you decide, and see its output" },
  { prompt: "markdown", shows: "Headings, lists, a table, code" },
  { prompt: "long", shows: "A long answer: stop it, or reload halfway" },
  { prompt: "fail half way", shows: "What a failed answer looks like" },
];

/** The kind of examples, and the callback for a chosen one. */
export interface ExamplePromptsProps {
  readonly isDemo: boolean;
  readonly onChoose: (prompt: string) => void;
}

/** A few prompts to begin with. Choosing one writes it into the composer. */
export function ExamplePrompts({ isDemo, onChoose }: ExamplePromptsProps): ReactElement {
  const choose = (prompt: string) => {
    onChoose(prompt);
    document.getElementById("composer")?.focus();
  };
  return (
    <ul aria-label="Examples" className="mt-4 grid gap-2 sm:grid-cols-2">
      {(isDemo ? demoCommands : questions).map(({ prompt, shows }) => (
        <li key={prompt}>
          <button
            type="button"
            onClick={() => choose(prompt)}
            className="h-full w-full rounded-xl border border-line px-3.5 py-2.5 text-left text-muted text-sm leading-snug hover:border-edge hover:bg-raised hover:text-ink"
          >
            {shows ? (
              <>
                <span className="block font-medium text-ink">{prompt}</span>
                <span className="block text-[0.8125rem]">{shows}</span>
              </>
            ) : (
              prompt
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
