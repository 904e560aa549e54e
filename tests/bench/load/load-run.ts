import { setTimeout as sleep } from "node:timers/promises";
import { startMeter, type WindowUsage } from "../measure/usage-meter.ts";
import { LoadConnection } from "./load-connection.ts";
import type { LoadTarget } from "./load-target.ts";
import type { LoadTimes } from "./load-task.ts";

/** Connections that are made at the same time. */
const CONNECTING_AT_ONCE = 50;

/** A connection with a session of its own. */
export interface LoadedSession {
  readonly connection: LoadConnection;
  readonly sessionId: string;
}

/** One task of a generator: its connections, and the first thing that went wrong, which ends it. */
export class LoadRun {
  readonly target: LoadTarget;
  readonly #failure = Promise.withResolvers<never>();
  readonly #connections: LoadConnection[] = [];
  readonly fail = (error: Error): void => this.#failure.reject(error);

  constructor(target: LoadTarget) {
    this.target = target;
    // Whoever waits for something meets it; in between nobody does.
    this.#failure.promise.catch(() => undefined);
  }

  /** Waits for something, or for what goes wrong before that. */
  wait<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#failure.promise]);
  }

  /** Opens one more connection. */
  async open(): Promise<LoadConnection> {
    const index = this.#connections.length;
    const opening = LoadConnection.open(this.target, index, this.fail);
    const connection = await this.wait(opening);
    this.#connections.push(connection);
    return connection;
  }

  /** Makes so many of something, some of them at the same time. */
  async make<T>(count: number, create: () => Promise<T>): Promise<readonly T[]> {
    const made: T[] = [];
    while (made.length < count) {
      const length = Math.min(CONNECTING_AT_ONCE, count - made.length);
      made.push(...(await this.wait(Promise.all(Array.from({ length }, create)))));
    }
    return made;
  }

  /** Opens connections that have a session each. */
  openSessions(count: number): Promise<readonly LoadedSession[]> {
    return this.make(count, async () => {
      const connection = await this.open();
      return { connection, sessionId: await connection.startSession() };
    });
  }

  /** Lets the load that is under way warm the server up, and measures then. `onStart` is called in between. */
  async measure({ warmMs, measureMs }: LoadTimes, onStart: () => void): Promise<WindowUsage> {
    await this.wait(sleep(warmMs));
    const end = await startMeter(this.target.pid);
    onStart();
    await this.wait(sleep(measureMs));
    return end();
  }

  /** Ends every connection. */
  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}
