import { FIGURES, type FigureName } from "../measure/figure.ts";
import type { Results } from "../measure/results.ts";
import { quantile, spreadOf } from "../measure/statistics.ts";
import { SUBJECTS } from "../subjects/subjects.ts";
import type { Workload } from "../workloads/workload.ts";
import { WORKLOADS } from "../workloads/workloads.ts";
import { type Bar, drawBarChart } from "./bar-chart.ts";
import { formatNumber, formatSpread } from "./format-number.ts";
import { markdownTable } from "./markdown-table.ts";
import { ResultIndex } from "./result-index.ts";
import { checkTargets } from "./targets.ts";

/** What the results are written as. */
export interface PerformanceReport {
  readonly markdown: string;
  /** Text of the charts by the names of their files. */
  readonly charts: ReadonlyMap<string, string>;
}

/** Share of a core past which a generator may be what is measured. */
const MAX_GENERATOR_CORES = 0.8;

const OURS = "aiwhisperer";

/**
 * Writes results up: how they were got, what is to be held, and each workload with its tables and its chart,
 * which is a file beside the document.
 */
export function writeUp(results: Results): PerformanceReport {
  const index = new ResultIndex(results.measurements);
  const charts = new Map<string, string>();
  const sections: string[] = [];
  for (const workload of WORKLOADS) {
    const cases = index.cases(workload.name, workload.mainFigure);
    if (cases.length === 0) continue;
    const file = `${workload.name}.svg`;
    charts.set(file, drawWorkload(workload, index));
    sections.push(writeWorkload(workload, index, file));
  }
  const markdown = [
    writeOrigin(results),
    "### What is to be held",
    writeTargets(index),
    ...sections,
    "### The generator's own share",
    writeGenerator(index),
  ].join("\n\n");
  return { markdown, charts };
}

function writeOrigin({
  startedAt,
  command,
  machine,
  rounds,
  isQuick,
  options,
  skipped,
  failures,
}: Results): string {
  const { processor, cores, memoryGib, kernel, node, loadBefore } = machine;
  const lines = [
    `Measured on ${startedAt.slice(0, 10)} by \`${command}\`, ${rounds} ${rounds === 1 ? "round" : "rounds"}${isQuick ? ", **quick: the figures only show that everything runs**" : ""}, ` +
      `on ${cores} cores (${processor}), ${memoryGib} GiB, Linux ${kernel}, Node ${node.slice(1)}; load average before it ${formatNumber(loadBefore, 1)}.`,
    `Cells are the median of the rounds, with the lowest and the highest. Less is better, but for what is counted a second.`,
    `AIWhisperer was started with \`${options.join(" ")}\`.`,
    ...skipped.map(({ subject, install }) => `Not measured, as not installed: ${subject} (\`${install}\`).`),
    ...failures.map(
      ({ round, workload, subject, reason }) =>
        `**Failed** in round ${round + 1}: ${workload} of ${subject}: ${reason.replaceAll("\n", " ")}.`,
    ),
  ];
  return lines.join("\n\n");
}

function writeTargets(index: ResultIndex): string {
  const word = (isHeld: boolean | undefined): string =>
    isHeld === undefined ? "not measured" : isHeld ? "held" : "**missed**";
  const rows = checkTargets(index).map(({ title, bound, measured, isHeld }) => [
    title,
    bound,
    measured,
    word(isHeld),
  ]);
  return markdownTable(["what", "to hold", "measured", ""], rows);
}

function writeWorkload(workload: Workload, index: ResultIndex, chart: string): string {
  const { title, description, mainFigure, furtherFigures } = workload;
  const figures = [mainFigure, ...furtherFigures].filter(
    (figure) => index.cases(workload.name, figure).length > 0,
  );
  const [only, ...further] = index.subjects(workload.name, mainFigure);
  const tables =
    only !== undefined && further.length === 0
      ? [writeAlone(workload.name, index, { subject: only, figures })]
      : figures.map((figure) => writeFigure(workload, index, figure));
  const memory =
    index.cases(workload.name, "memoryAfterShare").length > 0 ? [writeMemory(workload, index)] : [];
  return [`### ${title}`, description, `![${title}](${chart})`, ...tables, ...memory].join("\n\n");
}

/** What one subject has done: figures down, cases across. */
function writeAlone(
  workload: string,
  index: ResultIndex,
  { subject, figures }: { readonly subject: string; readonly figures: readonly FigureName[] },
): string {
  const cases = [...new Set(figures.flatMap((figure) => index.cases(workload, figure)))];
  const rows = figures.map((figure) => [
    nameOf(figure),
    ...cases.map((name) =>
      formatSpread(index.values({ workload, case: name, subject, figure }), FIGURES[figure].digits),
    ),
  ]);
  return markdownTable([titleOf(subject), ...cases], rows);
}

/** A figure of several subjects: subjects down, cases across. */
function writeFigure(workload: Workload, index: ResultIndex, figure: FigureName): string {
  const { digits } = FIGURES[figure];
  const cases = index.cases(workload.name, figure);
  const rows = index.subjects(workload.name, figure).map((subject) => [
    titleOf(subject),
    ...cases.map((name) => {
      const place = { workload: workload.name, case: name, subject, figure };
      const ratios = figure === workload.mainFigure ? index.ratios({ ...place, subject: OURS }, subject) : [];
      const ratio =
        subject === OURS || ratios.length === 0 ? "" : `, ${formatNumber(spreadOf(ratios).median, 1)} ×`;
      return `${formatSpread(index.values(place), digits)}${ratio}`;
    }),
  ]);
  return markdownTable([nameOf(figure), ...cases], rows);
}

function writeMemory({ name: workload }: Workload, index: ResultIndex): string {
  const figures = ["memoryBeforeMib", "memoryAtEndMib", "memoryAfterMib", "memoryAfterShare"] as const;
  const rows = index
    .subjects(workload, "memoryAfterShare")
    .map((subject) => [
      titleOf(subject),
      ...figures.map((figure) =>
        formatSpread(index.values({ workload, case: "memory", subject, figure }), FIGURES[figure].digits),
      ),
    ]);
  return markdownTable(["resident memory, MiB", ...figures.map((figure) => FIGURES[figure].title)], rows);
}

function writeGenerator(index: ResultIndex): string {
  const rows = WORKLOADS.flatMap(({ name: workload, title }) => {
    const used = index
      .cases(workload, "generatorCores")
      .flatMap((name) =>
        index
          .subjects(workload, "generatorCores")
          .flatMap((subject) => index.values({ workload, case: name, subject, figure: "generatorCores" })),
      )
      .toSorted((a, b) => a - b);
    if (used.length === 0) return [];
    const most = quantile(used, 1);
    const note = most > MAX_GENERATOR_CORES ? "**the generator may have been the limit**" : "";
    return [[title, formatNumber(quantile(used, 0.5), 2), formatNumber(most, 2), note]];
  });
  return markdownTable(["cores that the generator used", "median", "most", ""], rows);
}

/** Bars of subjects by case; those of one subject alone are adjacent. */
function drawWorkload({ name: workload, title, mainFigure }: Workload, index: ResultIndex): string {
  const { digits } = FIGURES[mainFigure];
  const subjects = index.subjects(workload, mainFigure);
  const cases = index.cases(workload, mainFigure);
  const bar = (subject: string, name: string, label: string): readonly Bar[] => {
    const values = index.values({ workload, case: name, subject, figure: mainFigure });
    if (values.length === 0) return [];
    const { median, lowest, highest } = spreadOf(values);
    const colour = SUBJECTS.findIndex((each) => each.name === subject);
    return [{ title: label, value: median, lowest, highest, colour }];
  };
  const [only = "", ...further] = subjects;
  const groups =
    further.length === 0
      ? [{ title: titleOf(only), bars: cases.flatMap((name) => bar(only, name, name)) }]
      : cases.map((name) => ({
          title: name,
          bars: subjects.flatMap((subject) => bar(subject, name, titleOf(subject))),
        }));
  return drawBarChart({ title: `${title}: ${nameOf(mainFigure)}`, digits, groups });
}

function nameOf(figure: FigureName): string {
  const { title, unit } = FIGURES[figure];
  return unit === "" ? title : `${title}, ${unit}`;
}

function titleOf(subject: string): string {
  return SUBJECTS.find(({ name }) => name === subject)?.title ?? subject;
}
