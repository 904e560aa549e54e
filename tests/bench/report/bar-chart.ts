import { formatNumber } from "./format-number.ts";

/** One bar, with the ends of what it is the middle of. */
export interface Bar {
  readonly title: string;
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
  /** Which of the colours; bars of one subject have the same one everywhere. */
  readonly colour: number;
}

/** Bars that belong together. */
export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

/** A chart with horizontal bars on one scale. */
export interface BarChart {
  readonly title: string;
  readonly digits: number;
  readonly groups: readonly BarGroup[];
}

const WIDTH = 760;
const LABEL_WIDTH = 210;
const VALUE_WIDTH = 90;
const BAR_HEIGHT = 16;
const BAR_STEP = 21;
const GROUP_STEP = 30;
const TITLE_HEIGHT = 34;

/** Colours that are distinct on white and on black. */
const COLOURS = ["#2f81f7", "#79b8ff", "#e5534b", "#8b949e", "#d29922", "#a371f7", "#3fb950"];

/** Text is dark on light pages and light on dark ones; nothing is painted behind it. */
const STYLE =
  "text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.group{font-weight:600}" +
  ".whisker{stroke:#1f2328;stroke-opacity:.55}" +
  "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.whisker{stroke:#e6edf3}}";

/** The chart as the text of an SVG file. */
export function drawBarChart({ title, digits, groups }: BarChart): string {
  const ends = groups.flatMap(({ bars }) => bars.map(({ highest }) => highest));
  const scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / Math.max(...ends, Number.MIN_VALUE);
  const drawn: string[] = [];
  let y = TITLE_HEIGHT;
  for (const { title: groupTitle, bars } of groups) {
    drawn.push(`<text class="group" x="0" y="${y + 14}">${escapeXml(groupTitle)}</text>`);
    y += GROUP_STEP - BAR_STEP / 2;
    for (const bar of bars) {
      drawn.push(drawBar(bar, { y, scale, digits }));
      y += BAR_STEP;
    }
    y += BAR_STEP / 2;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="0" y="16">${escapeXml(title)}</text>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function drawBar(
  { title, value, lowest, highest, colour }: Bar,
  at: { readonly y: number; readonly scale: number; readonly digits: number },
): string {
  const { y, scale, digits } = at;
  const end = (length: number): string => (LABEL_WIDTH + length * scale).toFixed(1);
  const middle = y + BAR_HEIGHT / 2;
  const text = `<text x="${LABEL_WIDTH - 8}" y="${y + 13}" text-anchor="end">${escapeXml(title)}</text>`;
  const width = Math.max(value * scale, 1).toFixed(1);
  const fill = COLOURS[colour % COLOURS.length];
  const bar = `<rect x="${LABEL_WIDTH}" y="${y}" width="${width}" height="${BAR_HEIGHT}" rx="2" fill="${fill}"/>`;
  const whisker = `<line class="whisker" x1="${end(lowest)}" y1="${middle}" x2="${end(highest)}" y2="${middle}"/>`;
  const labelX = (LABEL_WIDTH + highest * scale + 6).toFixed(1);
  return `${text}${bar}${whisker}<text x="${labelX}" y="${y + 13}">${formatNumber(value, digits)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
