import process from "node:process";
import { createProcessHost } from "./kit/process-host.ts";
import { run } from "./run.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read the output has gone, as `head` does; there is nobody left to tell.
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exit(await run(createProcessHost()));
