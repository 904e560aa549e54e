import process from "node:process";
import { createProcessHost } from "./kit/process-host.ts";
import { run } from "./run.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of the output has closed it, as `head` does; no report is possible.
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exit(await run(createProcessHost()));
