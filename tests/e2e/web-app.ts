import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const builder = fileURLToPath(new URL("../../packages/web/build-if-stale.ts", import.meta.url));

/** Where the built web application is. */
export const webAppFolder = fileURLToPath(new URL("../../packages/web/dist", import.meta.url));

/**
 * Builds the web application as `npm start` does, unless it is up to date: in a process of its own, out of
 * reach of the test runner's environment.
 */
export async function buildWebApp(): Promise<void> {
  await promisify(execFile)(process.execPath, [builder]);
}
