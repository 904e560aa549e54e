/** Reads a systemd unit: every value of a setting, in order, under `Section.Setting`. */
export function parseUnit(text: string): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>();
  let section = "";
  for (const line of text.split("\n")) {
    section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section;
    const [, name, value = ""] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = `${section}.${name}`;
    settings.set(key, [...(settings.get(key) ?? []), value]);
  }
  return settings;
}

/** The one value of a setting. Throws if it is missing or repeated. */
export function settingOf(unit: ReadonlyMap<string, readonly string[]>, key: string): string {
  const [value, ...more] = unit.get(key) ?? [];
  if (value === undefined || more.length > 0) throw new Error(`${key} is not in the unit exactly once`);
  return value;
}
