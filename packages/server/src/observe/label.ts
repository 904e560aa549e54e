/** Labels of a wire enum's values: `AllowOnce` is `allow_once`. */
export function labelsOf(members: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(members).map(([name, value]) => [value, toSnakeCase(name)]));
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

/**
 * The name as a label where it is one of the known ones, else `other`: what clients and plug-ins make up must
 * not become a series of its own.
 */
export function knownLabel(name: string, known: ReadonlySet<string>): string {
  return known.has(name) ? name : "other";
}

/**
 * Admits that many distinct names as labels; every further one is `other`. For names that are few as a rule,
 * but of no fixed list.
 */
export class FirstLabels {
  readonly #names = new Set<string>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  of(name: string): string {
    if (this.#names.has(name)) return name;
    if (this.#names.size >= this.#max) return "other";
    this.#names.add(name);
    return name;
  }
}
