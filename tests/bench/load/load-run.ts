import { setTimeout as sleep } from "node:timers/promises";
import { startMeter, type WindowUsage } from "../measure/usage-meter.ts";
import { LoadConnection, type TextListener } from "./load-connection.ts";
import type { LoadTarget } from "./load-target.ts";
import type { LoadTimes } from "./load-task.ts";

/** Things that are made at the same time. */
const AT_ONCE = 50;

/** A connection with a session of its own. */
export interface LoadedSession {
  readonly connection: LoadConnection;
  readonly sessionId: string;
}

/** One task of a generator: its connections, and the first thing that goes wrong, which ends it. */
export class LoadRun {
  readonly target: LoadTarget;
  readonly #failure = Promise.withResolvers<never>();
  readonly #connections: LoadConnection[] = [];
  readonly fail = (error: Error): void => this.#failure.reject(error);

  constructor(target: LoadTarget) {
    this.target = target;
    // Every later wait rejects with it; between waits it is kept.
    this.#failure.promise.catch(() => undefined);
  }

  /** Waits for something, or for what goes wrong before that. */
  wait<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#failure.promise]);
  }

  /**
   * Opens one more connection, of the owner of that number. Its failure fails the task, unless another
   * receiver is named.
   */
  async open(owner: number, onFailure = this.fail): Promise<LoadConnection> {
    const connection = await this.wait(LoadConnection.open(this.target, owner, onFailure));
    this.#connections.push(connection);
    return connection;
  }

  /** Makes so many of something, some of them at the same time. */
  async make<T>(count: number, create: (index: number) => Promise<T>): Promise<readonly T[]> {
    const made: T[] = [];
    while (made.length < count) {
      const from = made.length;
      const length = Math.min(AT_ONCE, count - from);
      made.push(
        ...(await this.wait(Promise.all(Array.from({ length }, (_, index) => create(from + index))))),
      );
    }
    return made;
  }

  /** Opens connections that have a session each. */
  openSessions(count: number): Promise<readonly LoadedSession[]> {
    return this.make(count, async (index) => {
      const connection = await this.open(index);
      return { connection, sessionId: await this.wait(connection.startSession()) };
    });
  }

  /** Has a connection's texts taken; what taking one throws is what goes wrong. */
  listen(connection: LoadConnection, take: TextListener): void {
    connection.listen((bytes, start, end) => {
      try {
        take(bytes, start, end);
      } catch (error) {
        this.fail(error as Error);
      }
    });
  }

  /**
   * Lets the load that is under way make the server warm, and measures then. `onStart` is called in between.
   */
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
