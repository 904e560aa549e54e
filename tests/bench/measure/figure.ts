/** Something that is measured, for people. */
export interface Figure {
  readonly title: string;
  readonly unit: string;
  /** Digits after the point. */
  readonly digits: number;
}

const cores = { unit: "cores", digits: 2 };
const milliseconds = { unit: "ms", digits: 1 };
const mebibytes = { unit: "MiB", digits: 0 };

/** Every figure by the name that results have it under. */
export const FIGURES = {
  cpuPer100kRequests: { title: "server CPU for 100,000 requests", unit: "s", digits: 2 },
  requestsPerSecond: { title: "requests a second", unit: "1/s", digits: 0 },
  requestP50Ms: { title: "request to answer, median", ...milliseconds },
  requestP99Ms: { title: "request to answer, p99", ...milliseconds },
  cpuPer1mPieces: { title: "server CPU for 1,000,000 pieces", unit: "s", digits: 1 },
  piecesPerSecond: { title: "pieces a second", unit: "1/s", digits: 0 },
  piecesPerNotification: { title: "pieces a notification", unit: "", digits: 2 },
  firstPieceP50Ms: { title: "message to first piece, median", ...milliseconds },
  firstPieceP99Ms: { title: "message to first piece, p99", ...milliseconds },
  gapP50Ms: { title: "between pieces, median", ...milliseconds },
  gapP99Ms: { title: "between pieces, p99", ...milliseconds },
  offeredShare: { title: "share of the offered pieces that came in time", unit: "", digits: 3 },
  kibibytesPerConnection: { title: "memory for a connection", unit: "KiB", digits: 1 },
  connectionsPerSecond: { title: "connections made a second", unit: "1/s", digits: 0 },
  gapP99AloneMs: { title: "between pieces, p99, alone", ...milliseconds },
  gapP99BesideMs: { title: "between pieces, p99, beside silent connections", ...milliseconds },
  gapP99Ratio: { title: "between pieces, p99, in proportion", unit: "×", digits: 2 },
  replayMs: { title: "request to last event, median", ...milliseconds },
  firstReplayMs: { title: "the first one of a process", ...milliseconds },
  slowestReplayMs: { title: "the slowest one", ...milliseconds },
  replayedEvents: { title: "events", unit: "", digits: 0 },
  caughtUpP50Ms: { title: "restart to caught up, median", ...milliseconds },
  caughtUpP99Ms: { title: "restart to caught up, p99", ...milliseconds },
  allCaughtUpMs: { title: "all caught up", ...milliseconds },
  refusedConnections: { title: "connections that were asked to come later", unit: "", digits: 0 },
  listeningMs: { title: "start to listening", unit: "ms", digits: 0 },
  firstAnswerMs: { title: "start to first answer", unit: "ms", digits: 0 },
  cpuMicrosecondsPerMessage: { title: "server CPU for a message and its answer", unit: "µs", digits: 0 },
  messagesPerSecond: { title: "messages a second", unit: "1/s", digits: 0 },
  answerP50Ms: { title: "message to end of the answer, median", ...milliseconds },
  answerP99Ms: { title: "message to end of the answer, p99", ...milliseconds },
  memoryBeforeMib: { title: "before", ...mebibytes },
  memoryAtEndMib: { title: "at the end", ...mebibytes },
  memoryAfterMib: { title: "at most 20 s later", ...mebibytes },
  memoryAfterShare: { title: "the latter in proportion to before", unit: "×", digits: 2 },
  serverCores: { title: "cores that the server used", ...cores },
  generatorCores: { title: "cores that the generator used", ...cores },
} as const satisfies Readonly<Record<string, Figure>>;

/** Name of a figure. */
export type FigureName = keyof typeof FIGURES;

/** Figures of one case. */
export type Figures = Partial<Readonly<Record<FigureName, number>>>;
