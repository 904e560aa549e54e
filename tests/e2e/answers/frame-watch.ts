import type { CDPSession, Page } from "playwright-core";

/** How smooth a page was while it was watched. */
export interface FrameReport {
  /** The longest time between two frames, in milliseconds. */
  readonly worstFrameMs: number;
  /**
   * The most processor time that one task of the page's main thread took, in milliseconds: what the page
   * costs, also on a busy machine.
   */
  readonly worstTaskCpuMs: number;
  readonly frames: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time of the thread, in microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Watches the frames and the tasks of a page until the returned function is called. */
export async function watchFrames(page: Page): Promise<() => Promise<FrameReport>> {
  const session = await page.context().newCDPSession(page);
  const endTrace = await traceTasks(session);
  const report = await page.evaluateHandle(() => {
    const seen = { worstFrameMs: 0, frames: 0 };
    let last = performance.now();
    const watch = (now: number) => {
      seen.worstFrameMs = Math.max(seen.worstFrameMs, now - last);
      last = now;
      seen.frames++;
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
    return seen;
  });
  return async () => {
    const { worstFrameMs, frames } = await report.jsonValue();
    const worstTaskCpuMs = Math.round(await endTrace());
    return { worstFrameMs: Math.round(worstFrameMs), worstTaskCpuMs, frames };
  };
}

async function traceTasks(session: CDPSession): Promise<() => Promise<number>> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const traceConfig = { includedCategories: ["toplevel"], excludedCategories: ["*"] };
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
  return async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    session.on("Tracing.tracingComplete", () => resolve());
    await session.send("Tracing.end");
    await promise;
    return worstTaskCpuMs(events);
  };
}

function worstTaskCpuMs(events: readonly TraceEvent[]): number {
  const mainThreads = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = events.filter(
    ({ name, pid, tid }) => name === "ThreadControllerImpl::RunTask" && mainThreads.has(`${pid}:${tid}`),
  );
  return tasks.reduce((worst, { tdur = 0 }) => Math.max(worst, tdur / 1_000), 0);
}
