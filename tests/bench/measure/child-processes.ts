import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/** Has a child end with this process at the latest, however that ends. */
export function endWithUs(child: ChildProcess): void {
  running.add(child);
  child.once("close", () => running.delete(child));
}

process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
