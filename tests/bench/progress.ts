import { FIGURES, type FigureName } from "./measure/figure.ts";
import type { Measurement } from "./measure/measurement.ts";
import { formatNumber } from "./report/format-number.ts";
import type { Performance } from "./schedule.ts";

/** Shows the current step, its result, and how long the rest may take. */
export class Progress {
  readonly #plan: readonly Performance[];
  readonly #print: (text: string) => void;
  readonly #secondsByWorkload = new Map<string, number>();
  #done = 0;
  #seconds = 0;

  constructor(plan: readonly Performance[], print: (text: string) => void) {
    this.#plan = plan;
    this.#print = print;
  }

  begin({ round, workload, subject }: Performance): void {
    const left = this.#done === 0 ? "" : `, about ${formatMinutes(this.#secondsLeft())} left`;
    const place = `${this.#done + 1} of ${this.#plan.length}`;
    this.#print(`[${place}${left}] round ${round + 1}: ${workload.name}, ${subject.name}\n`);
  }

  end({ workload }: Performance, seconds: number, measurements: readonly Measurement[]): void {
    this.#done += 1;
    this.#seconds += seconds;
    this.#secondsByWorkload.set(workload.name, seconds);
    for (const { case: name, figures } of measurements) {
      const texts = Object.entries(figures).map(([figure, value]) => {
        return `${figure} ${formatNumber(value, FIGURES[figure as FigureName].digits)}`;
      });
      this.#print(`  ${name}: ${texts.join(", ")}\n`);
    }
  }

  #secondsLeft(): number {
    const average = this.#seconds / this.#done;
    return this.#plan
      .slice(this.#done)
      .reduce((sum, { workload }) => sum + (this.#secondsByWorkload.get(workload.name) ?? average), 0);
  }
}

function formatMinutes(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
