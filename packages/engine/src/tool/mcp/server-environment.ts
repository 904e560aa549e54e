import { withoutSecrets } from "../workspace/command/command-environment.ts";
import type { Environment } from "./kit/mcp-config.ts";

/**
 * The variables that a server's process starts with: those of this process that are passed to commands, and
 * those of its configuration.
 */
export function serverEnvironment(
  environment: Environment,
  configured: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  return { ...withoutSecrets(environment), ...configured };
}
