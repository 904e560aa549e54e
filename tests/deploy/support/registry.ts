import { spawnSync } from "node:child_process";

/** Whether packages can be had: asks the npm registry of this machine. */
export function isRegistryReachable(): boolean {
  return spawnSync("npm", ["ping", "--fetch-retries=0", "--fetch-timeout=10000"]).status === 0;
}
