import { realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { sha256OfFile, type TrustSubject } from "./trust-subject.ts";

/** A variable, so that nothing but the running program looks for a package that only some users install. */
export const SDK_PACKAGE: string = "@opentelemetry/sdk-node";

/**
 * The file of the OpenTelemetry SDK: that of the working folder, else the one beside this program;
 * `undefined` where there is none.
 */
export function findTelemetrySdk(cwd: string): string | undefined {
  return resolveFrom(cwd) ?? resolveFrom(import.meta.dirname);
}

/**
 * The SDK of the working folder as something to confirm: its code would run. The one beside this program is
 * the program's own.
 */
export async function telemetrySubject(cwd: string): Promise<TrustSubject | undefined> {
  const found = resolveFrom(cwd);
  if (found === undefined || found === resolveFrom(import.meta.dirname)) return undefined;
  const path = await realpath(found);
  return {
    title: `The package ${SDK_PACKAGE} of this folder`,
    path,
    sha256: await sha256OfFile(path),
    effects: ["--otel would run it with all rights of the server."],
    details: [],
  };
}

/** The package as a file of that folder would find it. */
function resolveFrom(folder: string): string | undefined {
  try {
    return createRequire(join(folder, "any.js")).resolve(SDK_PACKAGE);
  } catch {
    return undefined;
  }
}
