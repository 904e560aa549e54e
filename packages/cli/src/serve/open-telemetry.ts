import { pathToFileURL } from "node:url";
import { errorMessage } from "@aiwhisperer/protocol";
import { hasTracer } from "@aiwhisperer/server/tracing";
import type { Logger } from "pino";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { findTelemetrySdk, SDK_PACKAGE } from "../trust/telemetry-package.ts";

/** An OpenTelemetry SDK at work in this process. */
export interface Telemetry {
  /** Sends what is left and ends the SDK. A collector that cannot be reached is logged. */
  close(): Promise<void>;
}

/**
 * What is used of the SDK. It reads the rest of its settings, such as where the collector is, from the
 * `OTEL_` variables itself.
 */
interface Sdk {
  start(): void;
  shutdown(): Promise<void>;
}

type SdkConstructor = new (settings: { readonly serviceName?: string }) => Sdk;

const SERVICE_NAME = "aiwhisperer";
const INSTALL = `Install it with npm install ${SDK_PACKAGE}, in the folder that the server is started in or in that of this program.`;

/**
 * Starts the OpenTelemetry SDK that the user has installed. Call it before anything that is traced is made.
 * Rejects with a `CommandFailure` that says what to install where there is none, or one that does not fit.
 */
export async function openTelemetry({ cwd, env }: CommandHost, logger: Logger): Promise<Telemetry> {
  const NodeSdk = await loadSdk(cwd);
  const isNamed = env.OTEL_SERVICE_NAME !== undefined || env.OTEL_RESOURCE_ATTRIBUTES !== undefined;
  const sdk = new NodeSdk(isNamed ? {} : { serviceName: SERVICE_NAME });
  sdk.start();
  if (!hasTracer()) {
    await sdk.shutdown();
    throw new CommandFailure(
      `--otel: ${SDK_PACKAGE} was started, but its traces do not reach this program: it was made for another version of @opentelemetry/api, or OTEL_SDK_DISABLED or OTEL_TRACES_EXPORTER turns traces off. ${INSTALL}`,
    );
  }
  return {
    async close() {
      try {
        await sdk.shutdown();
      } catch (error) {
        logger.warn({ err: error }, "the last traces could not be sent");
      }
    },
  };
}

async function loadSdk(cwd: string): Promise<SdkConstructor> {
  const { NodeSDK } = (await importSdk(cwd)) as { readonly NodeSDK?: unknown };
  if (typeof NodeSDK !== "function") {
    throw new CommandFailure(`--otel: ${SDK_PACKAGE} has no NodeSDK. ${INSTALL}`);
  }
  return NodeSDK as SdkConstructor;
}

async function importSdk(cwd: string): Promise<unknown> {
  const path = findTelemetrySdk(cwd);
  if (path === undefined) {
    throw new CommandFailure(`--otel needs ${SDK_PACKAGE}, which is not installed. ${INSTALL}`);
  }
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw new CommandFailure(`--otel: ${SDK_PACKAGE} cannot be loaded (${errorMessage(error)}).`, {
      cause: error,
    });
  }
}
