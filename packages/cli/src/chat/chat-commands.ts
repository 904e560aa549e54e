import { nearestWord } from "@aiwhisperer/idl/suggestion";
import type { Conversation } from "./conversation.ts";
import { parsePromptLine } from "./prompt-line.ts";
import type { Screen } from "./screen.ts";
import { compact, edit, fork, rename, retry, toggleArchive, togglePin } from "./session-commands.ts";

/** What a command of the conversation works on. */
export interface ChatCommandTarget {
  readonly conversation: Conversation;
  readonly screen: Screen;
  /** Ends the program. */
  quit(): void;
}

interface ChatCommand {
  readonly usage: string;
  readonly purpose: string;
  run(target: ChatCommandTarget, argument: string): Promise<void> | void;
}

const PROMPT_HELP =
  'Name a prompt and its values: /prompt server.prompt key=value other="a b". /prompts lists them.';

/** Every command, by the word after the slash, in the order in which the help has them. */
const COMMANDS: ReadonlyMap<string, ChatCommand> = new Map([
  ["help", { usage: "/help", purpose: "this list", run: ({ screen }) => showHelp(screen) }],
  [
    "stop",
    {
      usage: "/stop",
      purpose: "stop the answer; Ctrl-C does it too",
      run: ({ conversation }) => conversation.stop(),
    },
  ],
  [
    "pause",
    {
      usage: "/pause",
      purpose: "hold the session at its next safe point",
      run: ({ conversation }) => conversation.pause(),
    },
  ],
  [
    "decline",
    {
      usage: "/decline",
      purpose: "decline the question that a tool asks",
      run: ({ conversation }) => conversation.decline(),
    },
  ],
  ["resume", { usage: "/resume", purpose: "let it go on", run: ({ conversation }) => conversation.resume() }],
  [
    "new",
    {
      usage: "/new [model]",
      purpose: "start another session",
      run: ({ conversation }, model) => conversation.start(model === "" ? undefined : model),
    },
  ],
  [
    "sessions",
    { usage: "/sessions", purpose: "list the sessions", run: ({ conversation }) => conversation.list() },
  ],
  [
    "attach",
    {
      usage: "/attach ID|number",
      purpose: "open a session, by its number in the list or its id",
      run: ({ conversation, screen }, name) =>
        name === ""
          ? screen.line("Name a session: /attach NUMBER. /sessions lists them.")
          : conversation.attach(name),
    },
  ],
  [
    "delete",
    {
      usage: "/delete ID|number",
      purpose: "delete a session with all that was said in it, for good",
      run: ({ conversation, screen }, name) =>
        name === ""
          ? screen.line("Name a session: /delete NUMBER. /sessions lists them.")
          : conversation.delete(name),
    },
  ],
  [
    "search",
    {
      usage: "/search WORDS",
      purpose: "find messages and titles in all sessions",
      run: ({ conversation }, words) => conversation.search(words),
    },
  ],
  [
    "rename",
    {
      usage: "/rename [name]",
      purpose: "name the session, or call it after its first message again",
      run: ({ conversation }, name) => rename(conversation.target, name),
    },
  ],
  [
    "pin",
    {
      usage: "/pin",
      purpose: "pin the session, or no longer",
      run: ({ conversation }) => togglePin(conversation.target),
    },
  ],
  [
    "archive",
    {
      usage: "/archive",
      purpose: "put the session away, or back",
      run: ({ conversation }) => toggleArchive(conversation.target),
    },
  ],
  [
    "retry",
    {
      usage: "/retry",
      purpose: "run the last turn again, if it failed or was stopped",
      run: ({ conversation }) => retry(conversation.target),
    },
  ],
  [
    "edit",
    {
      usage: "/edit TEXT",
      purpose: "ask the last question otherwise, in a copy of the session",
      run: ({ conversation }, text) => edit(conversation.target, text),
    },
  ],
  [
    "fork",
    {
      usage: "/fork",
      purpose: "continue in a copy of the session",
      run: ({ conversation }) => fork(conversation.target),
    },
  ],
  [
    "compact",
    {
      usage: "/compact [what]",
      purpose: "summarise the conversation for the model, and what to keep in it",
      run: ({ conversation }, wish) => compact(conversation.target, wish),
    },
  ],
  [
    "history",
    {
      usage: "/history",
      purpose: "show the whole session",
      run: ({ conversation }) => conversation.history(),
    },
  ],
  [
    "models",
    {
      usage: "/models [words]",
      purpose: "list the models, or search among all that providers list",
      run: ({ conversation }, words) => conversation.listModels(words),
    },
  ],
  [
    "model",
    {
      usage: "/model [name]",
      purpose: "show the model, or change to another one",
      run: ({ conversation }, name) => conversation.chooseModel(name),
    },
  ],
  [
    "settings",
    {
      usage: "/settings [a=b]",
      purpose: "show or change temperature, maxOutputTokens, reasoningEffort, stop",
      run: ({ conversation }, line) => conversation.changeSettings(line),
    },
  ],
  [
    "tools",
    { usage: "/tools", purpose: "list the tools", run: ({ conversation }) => conversation.listTools() },
  ],
  [
    "prompts",
    {
      usage: "/prompts",
      purpose: "list the prompts of MCP servers",
      run: ({ conversation }) => conversation.listPrompts(),
    },
  ],
  [
    "prompt",
    {
      usage: "/prompt NAME a=b",
      purpose: "fill in a prompt and send it",
      run: ({ conversation, screen }, argument) => {
        const prompt = parsePromptLine(argument);
        return prompt === undefined ? screen.line(PROMPT_HELP) : conversation.sendPrompt(prompt);
      },
    },
  ],
  [
    "grants",
    {
      usage: "/grants",
      purpose: "list what is allowed in this session without asking again",
      run: ({ conversation }) => conversation.listGrants(),
    },
  ],
  [
    "revoke",
    {
      usage: "/revoke NUMBER",
      purpose: "revoke one of them, by its number in the list",
      run: ({ conversation }, number) => conversation.revokeGrant(number),
    },
  ],
  [
    "mcp",
    {
      usage: "/mcp",
      purpose: "list the MCP servers with their states",
      run: ({ conversation }) => conversation.listToolServers(),
    },
  ],
  [
    "quit",
    {
      usage: "/quit",
      purpose: "leave; the session stays, and so does an answer that is coming",
      run: ({ quit }) => quit(),
    },
  ],
]);

/** Runs a command of the conversation; reports one that does not exist. Rejects as the client does. */
export async function runChatCommand(
  target: ChatCommandTarget,
  { name, argument }: { readonly name: string; readonly argument: string },
): Promise<void> {
  const command = COMMANDS.get(name);
  if (command !== undefined) {
    await command.run(target, argument);
    return;
  }
  const near = nearestWord(name, COMMANDS.keys());
  const hint = near === undefined ? "" : ` Did you mean /${near}?`;
  target.screen.line(
    `There is no command /${name}.${hint} /help lists them; // begins a message with a slash.`,
  );
}

function showHelp(screen: Screen): void {
  for (const { usage, purpose } of COMMANDS.values()) screen.line(`  ${usage.padEnd(20)} ${purpose}`);
  screen.line("  anything else        is sent as a message");
}
