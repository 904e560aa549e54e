import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasTracer } from "@aiwhisperer/server/tracing";
import { trace } from "@opentelemetry/api";
import { pino } from "pino";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import type { CommandHost, Environment } from "../../packages/cli/src/kit/command-host.ts";
import { openTelemetry } from "../../packages/cli/src/serve/open-telemetry.ts";
import { RecordingTracer } from "./support/recording-tracer.ts";

/** What the packages below set up the API with, and write down what happens to them. */
interface Journal {
  readonly tracer: RecordingTracer;
  readonly heard: unknown[];
}

declare global {
  var sdkJournal: Journal | undefined;
}

const API = import.meta.resolve("@opentelemetry/api");

/**
 * A folder in which a user has installed a package of that text as the SDK; without a text nothing is
 * installed.
 */
async function folderWith(sdk?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-otel-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  if (sdk === undefined) return folder;
  const place = join(folder, "node_modules/@opentelemetry/sdk-node");
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "package.json"), JSON.stringify({ main: "index.mjs" }));
  await writeFile(join(place, "index.mjs"), sdk);
  return folder;
}

const sdkText = (start: string, shutdown = ""): string => `
  import { trace } from ${JSON.stringify(API)};
  const { tracer, heard } = globalThis.sdkJournal;
  export class NodeSDK {
    constructor(settings) { heard.push(settings); }
    start() { ${start} }
    async shutdown() { heard.push("shutdown"); ${shutdown} }
  }`;
const SETS_UP = "trace.setGlobalTracerProvider({ getTracer: () => tracer });";

function open(cwd: string, env: Environment = {}) {
  const journal: Journal = { tracer: new RecordingTracer(), heard: [] };
  globalThis.sdkJournal = journal;
  const lines: string[] = [];
  const logger = pino({}, { write: (line) => void lines.push(line) });
  // Only the folder and the variables are looked at.
  const host = { cwd, env } as CommandHost;
  return { telemetry: openTelemetry(host, logger), heard: journal.heard, lines };
}

afterEach(() => {
  globalThis.sdkJournal = undefined;
  trace.disable();
});

describe("--otel", () => {
  it("starts the SDK of the folder under this program's name, and ends it", async () => {
    const { telemetry, heard } = open(await folderWith(sdkText(SETS_UP)));
    const { close } = await telemetry;
    expect(hasTracer()).toBe(true);
    await close();
    expect(heard).toEqual([{ serviceName: "aiwhisperer" }, "shutdown"]);
  });

  it("leaves the name to the variables where they have one", async () => {
    const { telemetry, heard } = open(await folderWith(sdkText(SETS_UP)), { OTEL_SERVICE_NAME: "mine" });
    await telemetry;
    expect(heard).toEqual([{}]);
  });

  it("says what to install where there is no SDK", async () => {
    const { telemetry } = open(await folderWith());
    await expect(telemetry).rejects.toThrow(
      /needs @opentelemetry\/sdk-node, which is not installed\. Install it with npm install/,
    );
  });

  it("says so where the SDK's traces would get lost", async () => {
    const { telemetry, heard } = open(await folderWith(sdkText("")));
    await expect(telemetry).rejects.toThrow(/do not reach this program/);
    expect(heard).toEqual([{ serviceName: "aiwhisperer" }, "shutdown"]);
  });

  it("says so where what is installed is not the SDK, or is broken", async () => {
    await expect(open(await folderWith("export const other = 1;")).telemetry).rejects.toThrow(
      /has no NodeSDK/,
    );
    await expect(open(await folderWith("throw new Error('half');")).telemetry).rejects.toThrow(
      /cannot be loaded \(half\)/,
    );
  });

  it("ends also where the last traces cannot be sent", async () => {
    const folder = await folderWith(sdkText(SETS_UP, "throw new Error('no collector');"));
    const { telemetry, lines } = open(folder);
    await (await telemetry).close();
    expect(lines).toEqual([expect.stringContaining("the last traces could not be sent")]);
  });
});
