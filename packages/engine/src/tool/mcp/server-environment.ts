import { withoutSecrets } from "../workspace/command/command-environment.ts";
import type { Environment } from "./kit/mcp-config.ts";

/** The variables that a server's process starts with: those of this process that a command is given, and those that its configuration gives. */
export function serverEnvironment(
  environment: Environment,
  configured: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  return { ...withoutSecrets(environment), ...configured };
}
