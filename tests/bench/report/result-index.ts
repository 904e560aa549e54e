import type { FigureName } from "../measure/figure.ts";
import type { Measurement } from "../measure/measurement.ts";

/** Where a figure was measured. */
export interface FigurePlace {
  readonly workload: string;
  readonly case: string;
  readonly subject: string;
  readonly figure: FigureName;
}

/** Measurements by what they are of. */
export class ResultIndex {
  readonly #measurements: readonly Measurement[];

  constructor(measurements: readonly Measurement[]) {
    this.#measurements = measurements;
  }

  /** The values of all rounds, in order. */
  values(place: FigurePlace): readonly number[] {
    return [...this.#byRound(place).values()];
  }

  /**
   * How many times as much another subject has as `subject`, round by round: both were measured soon after
   * one another.
   */
  ratios(place: FigurePlace, other: string): readonly number[] {
    const others = this.#byRound({ ...place, subject: other });
    return [...this.#byRound(place)].flatMap(([round, value]) => {
      const otherValue = others.get(round);
      return otherValue === undefined ? [] : [otherValue / value];
    });
  }

  /** Cases of a workload that have a figure, in the order in which they were measured. */
  cases(workload: string, figure: FigureName): readonly string[] {
    return this.#distinct(workload, figure, (each) => each.case);
  }

  /** Subjects of a workload that have a figure. */
  subjects(workload: string, figure: FigureName): readonly string[] {
    return this.#distinct(workload, figure, (each) => each.subject);
  }

  #distinct(workload: string, figure: FigureName, of: (each: Measurement) => string): readonly string[] {
    const having = this.#measurements.filter(
      (each) => each.workload === workload && each.figures[figure] !== undefined,
    );
    return [...new Set(having.map(of))];
  }

  #byRound({ workload, case: name, subject, figure }: FigurePlace): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    for (const each of this.#measurements) {
      const value = each.figures[figure];
      const isHere = each.workload === workload && each.case === name && each.subject === subject;
      if (isHere && value !== undefined && Number.isFinite(value)) found.set(each.round, value);
    }
    return found;
  }
}
