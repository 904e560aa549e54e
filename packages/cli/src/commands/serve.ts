import { Command } from "commander";
import { CONFIG_FILE } from "../config/file-source.ts";
import { addConfigFlags, type Flags } from "../config/flag-source.ts";
import { printConfig } from "../config/print-config.ts";
import { type ResolvedConfig, requireConfig } from "../config/resolve-config.ts";
import { CONFIG_VARIABLE, TRUST_CONFIG_FLAG, TRUST_CONFIG_VARIABLE } from "../config/variable-source.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { serve } from "../serve/serve.ts";
import { noteMissingTrust } from "../trust/require-trusted-config.ts";
import { requireTrustedStart } from "../trust/require-trusted-start.ts";

const FOOTER = `
Every option is also a variable, AIWHISPERER_PORT for --port, and a key of the configuration file, "port". A flag goes before a variable,
a variable before the file. Keys of model providers come from the environment: OPENAI_API_KEY, ANTHROPIC_API_KEY and others.
docs/configuration.md has them all.`;

/** `aiwhisperer serve`: runs a server until a stop is requested. */
export function serveCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  const command = new Command("serve").description("run a server with its web page");
  command.option(
    "--config <file>",
    `configuration file (default: ${CONFIG_FILE} in the working folder; variable: ${CONFIG_VARIABLE})`,
  );
  command.option("--print-config", "show every option with its value and source, and start nothing");
  command.option(
    TRUST_CONFIG_FLAG,
    `obey the working folder's ${CONFIG_FILE} and data folder for this run, although they are not confirmed (variable: ${TRUST_CONFIG_VARIABLE})`,
  );
  addConfigFlags(command);
  command.addHelpText("after", FOOTER);
  return command.action(async (flags: Flags) => {
    if (flags.printConfig === true) {
      const resolved = requireConfig({ flags, env: host.env, cwd: host.cwd });
      writeNotes(resolved, host);
      await noteMissingTrust(resolved, host);
      host.stdout.write(printConfig(resolved, host.env));
      end(0);
      return;
    }
    const start = await requireTrustedStart(flags, host);
    writeNotes(start.resolved, host);
    end(await serve(start, host));
  });
}

function writeNotes({ notes }: ResolvedConfig, { stderr }: CommandHost): void {
  for (const note of notes) stderr.write(`${note}\n`);
}
