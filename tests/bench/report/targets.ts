import type { FigureName } from "../measure/figure.ts";
import { spreadOf } from "../measure/statistics.ts";
import { formatNumber } from "./format-number.ts";
import type { FigurePlace, ResultIndex } from "./result-index.ts";

/** A figure that is to be held. */
interface Target {
  readonly title: string;
  /** The largest value, or the least where more is better. */
  readonly bound: number;
  readonly isLeast?: boolean;
  readonly unit: string;
  readonly digits: number;
  values(index: ResultIndex): readonly number[];
}

/** How a target has fared. */
export interface TargetOutcome {
  readonly title: string;
  readonly bound: string;
  /** A dash where it was not measured. */
  readonly measured: string;
  readonly isHeld: boolean | undefined;
}

const OURS = "aiwhisperer";

function at(workload: string, name: string, figure: FigureName, subject = OURS): FigurePlace {
  return { workload, case: name, figure, subject };
}

/** Values of this project's server under a bound. */
function most(title: string, place: FigurePlace, { bound, unit = "", digits = 1 }: Bound): Target {
  return { title, bound, unit, digits, values: (index) => index.values(place) };
}

/** How many times as much a peer needs as this project's server. */
function ratioTo(peer: string, title: string, place: FigurePlace, bound: number): Target {
  const values = (index: ResultIndex): readonly number[] => index.ratios(place, peer);
  return { title, bound, isLeast: true, unit: " ×", digits: 1, values };
}

interface Bound {
  readonly bound: number;
  readonly unit?: string;
  readonly digits?: number;
}

const w1 = at("w1", "50×16", "cpuPer100kRequests");
const w2 = at("w2", "50", "cpuPer1mPieces");
const w4 = at("w4", "200", "cpuPer1mPieces");

const TARGETS: readonly Target[] = [
  most("W1 50×16: server CPU for 100,000 requests", w1, { bound: 0.55, unit: " s", digits: 2 }),
  ratioTo("fastapi", "W1 50×16: CPU of FastAPI in proportion", w1, 6),
  ratioTo("rpc-websockets", "W1 50×16: CPU of rpc-websockets in proportion", w1, 2),
  most("W2 50, durable: server CPU for 1,000,000 pieces", w2, { bound: 6, unit: " s" }),
  ratioTo("fastapi", "W2 50, durable: CPU of FastAPI without a log in proportion", w2, 3),
  most(
    "W2 50, log in memory: server CPU for 1,000,000 pieces",
    at("w2", "50", "cpuPer1mPieces", "aiwhisperer-memory"),
    {
      bound: 3,
      unit: " s",
    },
  ),
  most("W4 200: message to first piece, median", at("w4", "200", "firstPieceP50Ms"), {
    bound: 3,
    unit: " ms",
  }),
  most("W4 200: message to first piece, p99", at("w4", "200", "firstPieceP99Ms"), { bound: 15, unit: " ms" }),
  ratioTo("fastapi", "W4 200: CPU of FastAPI without a log in proportion", w4, 1),
  most("W4 1,000: message to first piece, p99", at("w4", "1,000", "firstPieceP99Ms"), {
    bound: 60,
    unit: " ms",
  }),
  {
    title: "W4 1,000: share of the offered pieces",
    bound: 0.95,
    isLeast: true,
    unit: "",
    digits: 3,
    values: (index) => index.values(at("w4", "1,000", "offeredShare")),
  },
  most("9,500 idle connections: memory for one", at("idle", "9,500", "kibibytesPerConnection"), {
    bound: 10,
    unit: " KiB",
  }),
  most(
    "1,000 silent connections: memory for one",
    at("silent", "1,000 beside 50", "kibibytesPerConnection"),
    {
      bound: 256,
      unit: " KiB",
      digits: 0,
    },
  ),
  most(
    "1,000 silent connections: p99 gap of healthy ones in proportion",
    at("silent", "1,000 beside 50", "gapP99Ratio"),
    {
      bound: 1.25,
      unit: " ×",
      digits: 2,
    },
  ),
  most("attach and replay of 10,000 events", at("replay", "10,000 events", "replayMs"), {
    bound: 80,
    unit: " ms",
  }),
  most("cold start to first answer, 10,000 sessions", at("start", "10,000 sessions", "firstAnswerMs"), {
    bound: 700,
    unit: " ms",
    digits: 0,
  }),
  {
    title: "cost of a message with 10, 100 and 1,000 sessions: the highest in proportion to the lowest",
    bound: 1.25,
    unit: " ×",
    digits: 2,
    values: costSpread,
  },
  ...["w1", "w2", "w4", "screens", "idle", "silent", "replay", "sessions", "events"].map((workload) =>
    most(`memory after ${workload}, in proportion to before`, at(workload, "memory", "memoryAfterShare"), {
      bound: 1.2,
      unit: " ×",
      digits: 2,
    }),
  ),
];

function costSpread(index: ResultIndex): readonly number[] {
  const costs = ["10", "100", "1,000"].map((sessions) =>
    spreadOf(index.values(at("sessions", sessions, "cpuMicrosecondsPerMessage"))),
  );
  if (costs.some(({ count }) => count === 0)) return [];
  const medians = costs.map(({ median }) => median);
  return [Math.max(...medians) / Math.min(...medians)];
}

/** What was measured of each target. */
export function checkTargets(index: ResultIndex): readonly TargetOutcome[] {
  return TARGETS.map((target) => {
    const { title, bound, isLeast = false, unit, digits } = target;
    const { median, count } = spreadOf(target.values(index));
    const text = `${isLeast ? "≥" : "≤"} ${formatNumber(bound, Number.isInteger(bound) ? 0 : 2)}${unit}`;
    if (count === 0) return { title, bound: text, measured: "–", isHeld: undefined };
    const isHeld = isLeast ? median >= bound : median <= bound;
    return { title, bound: text, measured: `${formatNumber(median, digits)}${unit}`, isHeld };
  });
}
