import type { Readable } from "@aiwhisperer/client";

/** Resolves with the first snapshot that fulfils the condition. */
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

/** Turns of the event loop that a request to the server in memory takes at most, its commit included. */
const turns = 12;

/** Lets everything run that is ready to: what is on its way in memory has arrived afterwards. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
