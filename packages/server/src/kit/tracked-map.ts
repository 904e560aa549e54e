const MAX_TRACKED = 100_000;

/** State of something until its end is reported; of those without a reported end, the oldest are evicted. */
export function track<K, V>(tracked: Map<K, V>, key: K, value: V): void {
  if (tracked.size >= MAX_TRACKED) {
    for (const oldest of tracked.keys()) {
      tracked.delete(oldest);
      break;
    }
  }
  tracked.set(key, value);
}
