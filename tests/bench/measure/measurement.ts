import type { Figures } from "./figure.ts";

/** What one subject did in one case of a workload in one round. */
export interface Measurement {
  readonly round: number;
  readonly workload: string;
  readonly subject: string;
  readonly case: string;
  readonly figures: Figures;
}
