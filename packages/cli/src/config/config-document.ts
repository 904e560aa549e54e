import { describeFallback, describeFlag, variableOf } from "./describe-option.ts";
import { CONFIG_FILE } from "./file-source.ts";
import { OPTION_GROUPS, type OptionGroup } from "./option-definition.ts";
import { describeAllowed } from "./option-kind.ts";
import { OPTION_NAMES, type OptionName, optionOf } from "./option-table.ts";
import { PROVIDER_VARIABLES } from "./provider-variables.ts";
import {
  CONFIG_VARIABLE,
  TOKEN_VARIABLE,
  TRUST_CONFIG_FLAG,
  TRUST_CONFIG_VARIABLE,
  URL_VARIABLE,
} from "./variable-source.ts";

/** Options that a file of the working folder may set without a confirmation. */
const HARMLESS = OPTION_NAMES.filter((name) => optionOf(name).isHarmless === true)
  .map((name) => `\`${name}\``)
  .join(" and ");

const INTRODUCTION = `<!-- Written by \`node packages/cli/src/config/write-document.ts\` from the table of options. Do not edit. -->

# Configuration

Every option of \`aiwhisperer serve\` (and of \`npm start -- …\`) can be given in three ways. The first that names it wins:

1. a flag: \`--port 9000\`
2. a variable: \`AIWHISPERER_PORT=9000\`; an empty one counts as not set
3. the configuration file, a JSON object: \`{ "port": 9000 }\`

The file is \`${CONFIG_FILE}\` in the working folder, or the one that \`--config FILE\` or \`${CONFIG_VARIABLE}\` names. A key that is no
option is an error. Relative paths in the file count from the file's folder, those of flags and variables from the working folder.

A list is a flag given more than once, a variable with commas between the entries, or an array in the file. A switch is a flag
without a value, one with \`--no-\` to turn it off, and \`true\` or \`false\` in the other two.

\`aiwhisperer serve --print-config\` shows every value in force with the source of each, keys of providers masked, and starts nothing.

    {
      "port": 9000,
      "model": "ollama:llama3.2",
      "allowOrigin": ["https://app.example.com"]
    }

## Confirmation of what a folder brings

A folder may have another author, such as a clone or an archive. What takes effect only because it is in the working folder needs a confirmation first:

| what | until it is confirmed |
|---|---|
| \`${CONFIG_FILE}\` that sets any option but ${HARMLESS}, and that no flag or variable overrides | nothing of it applies, and nothing starts |
| a data folder that neither a flag nor a variable names, and that no server of this user on this machine has made; one of an earlier version is known by its log, if that was written here for an hour or more | it is not served |
| \`@opentelemetry/sdk-node\` in its \`node_modules\`, with \`--otel\` | it is not loaded |

At a terminal \`serve\` and the other commands list the settings, with hidden characters as codes, and the text of a file of MCP servers, and ask. Without a terminal they end with exit code 1 and the same list. To confirm beforehand, run
\`aiwhisperer trust\` in the folder (\`--show\` only lists, \`--forget\` takes a confirmation back). To trust a folder for one run, as in automation, use
\`serve ${TRUST_CONFIG_FLAG}\` or \`${TRUST_CONFIG_VARIABLE}=true\`; a file cannot set either.

A confirmation is for the real path and the SHA-256 of the file and of every file that an option of it names: plug-ins, the file of MCP servers with the
files of the folder that it names, keys. A change of any of them asks again. Modules that these load by a relative name are covered, too; what is loaded from packages or by a name that is made while the program runs is not. Confirmations are in \`trusted-configs.json\` and \`data-folders.json\` of \`$XDG_STATE_HOME/aiwhisperer\` (default:
\`~/.local/state/aiwhisperer\`, on macOS and Windows the platform's own place).

A file that \`--config\` or \`${CONFIG_VARIABLE}\` names, and a folder that \`--data-dir\` or \`AIWHISPERER_DATA_DIR\` names, are the operator's own choice and need no confirmation. Files of variables such as \`.env\` are not read.
`;

/** What there is to know of a group beside its options. */
const GROUP_NOTES: Partial<Readonly<Record<OptionGroup, string>>> = {
  "Limits of users": `These, and the limits of connections per user and address, apply to distinct users. Without authentication
all clients are one user: there such a limit holds only where it is set to another value than its default.

A session belongs to its owner: its messages and its budget count for the owner, requests for the user who sends them.`,
  Budgets: `What models use is counted as they report it, step by step, from the start of a server on that has a budget. It is kept in the event log, so that neither a restart nor
the deletion of a session resets any of it. A turn that runs is not ended when a budget has been used: budgets can be passed by as much as
the turns use that are under way. A model without a price costs nothing; the log names it once.`,
  Overload: `While one of these is passed the server begins no new work: it refuses new sessions, messages and plans as \`Overloaded\`, closes new connections with 1013, and
\`/readyz\` is red. Running work continues. It takes a second to begin, and two seconds below four fifths of the limit to end.`,
  Tools: `The built-in tools for files cannot leave the workspace, and do not enter the data folder where that lies in it. Commands run in a sandbox of the operating system
where there is one (\`--command-sandbox\`, [sandbox.md](sandbox.md)), MCP servers where their entry asks for it. Without a sandbox they can do all that the server's user
can, reading the data folder included, and so can plug-ins. That is why commands ask by default. To confine the server as well, run it as a user, or in a container, that can
reach no more than models may.

An MCP server's tools are named \`server.tool\`. Their policy follows the server's own hints; a tool without hints counts as one that starts programs. What the file has
under the name of a key, token, secret, password or the like is removed from the server's results, and all of \`env\` and \`headers\` from what is shown of it.
[mcp-configuration.md](mcp-configuration.md) has the forms of the file, its variables, and how tools are selected.`,
};

const PROVIDERS = `## Model providers

Keys and addresses come from the environment alone, never from a flag or the file. A provider without its variables is listed as not
usable, with what to set; \`aiwhisperer chat\` shows that with \`/models\`. The model \`demo\` needs nothing: it is no AI, answers by fixed
rules, and says so. A plug-in's models are listed beside these, under their own names. [providers.md](providers.md) has an
example for each provider and local server, and what is known to differ.

| variable | what it is |
|---|---|`;

const CHAT = `## The terminal client

\`aiwhisperer chat\`, and \`plan\`, \`export\` and \`delete\` with it, connect to the address of \`--url\`, else of \`${URL_VARIABLE}\`, else to the one that \`host\` and \`port\` above give.
To a server that asks who you are they show the token or API key in \`${TOKEN_VARIABLE}\`. They do not send it to an address that the working folder's \`${CONFIG_FILE}\` has, confirmed or not: name the address with
\`--url\`. This user's own server on that port of this machine gets its own token. \`NO_COLOR\` with any value turns colours off.`;

/** The page \`docs/configuration.md\`, made from the table of options. */
export function configurationDocument(): string {
  const groups = OPTION_GROUPS.map(describeGroup);
  const variables = PROVIDER_VARIABLES.map(
    ({ variable, description }) => `| \`${variable}\` | ${description} |`,
  );
  return `${[INTRODUCTION, ...groups, [PROVIDERS, ...variables, ""].join("\n"), CHAT].join("\n")}\n`;
}

function describeGroup(group: OptionGroup): string {
  const note = GROUP_NOTES[group];
  const rows = OPTION_NAMES.filter((name) => optionOf(name).group === group).map(describeRow);
  return [
    `## ${group}`,
    "",
    ...(note === undefined ? [] : [note, ""]),
    "| flag, variable, key | what it decides | allowed | default |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function describeRow(name: OptionName): string {
  const { kind, description } = optionOf(name);
  const names = [describeFlag(name), variableOf(name), name]
    .map((text) => `\`${text.replaceAll("|", "\\|")}\``)
    .join("<br>");
  return `| ${names} | ${description} | ${describeAllowed(kind)} | \`${describeFallback(name)}\` |`;
}
