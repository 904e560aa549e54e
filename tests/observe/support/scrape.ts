/** Labels of one number. */
export type Labels = Readonly<Record<string, string>>;

/** One line of the metrics page. */
interface Line {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

const LINE = /^(?<name>[a-z_]+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/;
const LABEL = /(?<key>\w+)="(?<value>(?:[^"\\]|\\.)*)"/g;
const PREFIX = "aiwhisperer_";

/** What a server's metrics page said. Names are without the project's prefix. */
export class Scrape {
  readonly text: string;
  readonly #lines: readonly Line[];

  private constructor(text: string) {
    this.text = text;
    this.#lines = text
      .split("\n")
      .flatMap((line) => (line === "" || line.startsWith("#") ? [] : [parse(line)]));
  }

  static async of(url: string): Promise<Scrape> {
    const response = await fetch(`${url}/metrics`);
    if (response.status !== 200) throw new Error(`the metrics page answered ${response.status}`);
    return new Scrape(await response.text());
  }

  /** Scrapes until the condition holds. */
  static async until(url: string, isReached: (scrape: Scrape) => boolean): Promise<Scrape> {
    for (;;) {
      const scrape = await Scrape.of(url);
      if (isReached(scrape)) return scrape;
    }
  }

  /** Names of all metrics, those without a number included, each with its type. */
  get types(): ReadonlyMap<string, string> {
    const declared = this.text.matchAll(/^# TYPE (\w+) (\w+)$/gm);
    return new Map(Array.from(declared, ([, name = "", type = ""]) => [name, type]));
  }

  /** How many numbers there are. */
  get size(): number {
    return this.#lines.length;
  }

  /** The one number of that name and labels; `undefined` where there is none. */
  value(name: string, labels: Labels = {}): number | undefined {
    return this.#lines.find((line) => line.name === PREFIX + name && hasAll(line.labels, labels))?.value;
  }

  /** The numbers of that name, by the values of one label. */
  by(name: string, label: string): Readonly<Record<string, number>> {
    const lines = this.#lines.filter((line) => line.name === PREFIX + name);
    return Object.fromEntries(lines.map(({ labels, value }) => [labels[label] ?? "", value]));
  }
}

function hasAll(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function parse(line: string): Line {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) throw new Error(`this is no line of metrics: ${line}`);
  const labels = Array.from((groups.labels ?? "").matchAll(LABEL), ({ groups: pair }) => [
    pair?.key,
    pair?.value,
  ]);
  return { name: groups.name ?? "", labels: Object.fromEntries(labels), value: Number(groups.value) };
}
