import type { Readable } from "@aiwhisperer/client";

/** The first snapshot that fulfils the condition. */
export function until<T>(readable: Readable<T>, condition: (state: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const check = () => {
      if (!condition(readable.state)) return;
      unsubscribe();
      resolve(readable.state);
    };
    const unsubscribe = readable.subscribe(check);
    check();
  });
}

/** Lets everything run that is ready to: what is on its way in memory has arrived afterwards. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
