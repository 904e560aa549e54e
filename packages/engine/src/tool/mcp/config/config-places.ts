import { homedir } from "node:os";
import type { Environment } from "../kit/mcp-config.ts";

/** The values of the variables in a configuration. */
export interface ConfigPlaces {
  readonly environment: Environment;
  /** `${workspaceFolder}`. */
  readonly workspace: string;
  /** `${userHome}` and `~`. */
  readonly home: string;
}

/** Places where nothing else is known: the folder of this process and the user's own. */
export function defaultPlaces(environment: Environment): ConfigPlaces {
  return { environment, workspace: process.cwd(), home: environment.HOME ?? homedir() };
}
