const MAX_TRACKED = 100_000;

/** Keeps what is known of something until its end is told; of those whose end is never told, the oldest are forgotten. */
export function track<K, V>(tracked: Map<K, V>, key: K, value: V): void {
  if (tracked.size >= MAX_TRACKED) {
    for (const oldest of tracked.keys()) {
      tracked.delete(oldest);
      break;
    }
  }
  tracked.set(key, value);
}
