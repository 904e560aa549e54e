import process from "node:process";
import { inspect } from "node:util";
import { createProcessHost } from "./process-host.ts";
import { run } from "./run.ts";

const host = createProcessHost();

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read the output has gone, as `head` does; there is nobody left to tell.
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exit(await Promise.race([run(host).catch(reportCrash), host.failure.then(reportCrash)]));

function reportCrash(error: unknown): number {
  process.stderr.write(`${inspect(error)}\n`);
  return 1;
}
