import { cpuSeconds } from "./process-usage.ts";

/** What a stretch of time took. */
export interface WindowUsage {
  readonly seconds: number;
  /** Processor seconds of the server. */
  readonly cpuSeconds: number;
  /** Cores that the server and this process have used, on average. */
  readonly serverCores: number;
  readonly generatorCores: number;
}

/** Measures from now on what a server and this process use; call the returned function to end it. */
export async function startMeter(pid: number): Promise<() => Promise<WindowUsage>> {
  const ownBefore = process.cpuUsage();
  const cpuBefore = await cpuSeconds(pid);
  const startedAt = performance.now();
  return async () => {
    const used = (await cpuSeconds(pid)) - cpuBefore;
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(ownBefore);
    return {
      seconds,
      cpuSeconds: used,
      serverCores: used / seconds,
      generatorCores: (user + system) / 1e6 / seconds,
    };
  };
}
