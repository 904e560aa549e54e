import { processStartOf } from "@aiwhisperer/client";
import type { Logger } from "pino";
import type { Config } from "../config/option-table.ts";
import { type CommandHost, type Environment, signalExitCode } from "../kit/command-host.ts";
import { listenForStop, type StopReason } from "../kit/stop-request.ts";
import type { TrustedStart } from "../trust/require-trusted-start.ts";
import { claimFolder, type FolderClaim } from "./folder-claim.ts";
import { browserUrl, listeningUrl, requireFreeAddress } from "./listen.ts";
import { removeServerRecord, type ServerRecordFile, writeServerRecord } from "./server-record.ts";
import { type Service, startService, WEB_APP_FOLDER } from "./start-service.ts";
import { startText } from "./start-text.ts";

/** Time to close everything, beside what the processes of tools have to end. */
const CLOSE_DEADLINE_MS = 5_000;

/** Why a server ends: as any command, or because an admin wants it to. */
type EndReason = StopReason | { readonly type: "admin" } | { readonly type: "deposed" };

/** Exit code of a process whose data folder another process has taken over. */
export const DEPOSED_EXIT_CODE = 3;

/** How a server is to end. */
interface Ending {
  readonly reason: EndReason;
  /** Resolves when it is asked to end once more. */
  readonly again: Promise<StopReason>;
  readonly closeDeadlineMs: number;
}

/** How the end of a server went. */
type Closing = { readonly type: "closed" } | { readonly type: "failure"; readonly error: unknown };

/**
 * Runs a server until a signal or an admin ends it, and resolves with the exit code: 0 when it has closed in
 * good order, 1 when something failed, the signal's own when it was asked to end a second time. Rejects with
 * a `CommandFailure` when it cannot start.
 */
export async function serve({ resolved, dataFolder }: TrustedStart, host: CommandHost): Promise<number> {
  const { config } = resolved;
  const stop = listenForStop(host, Date.now);
  const asked = Promise.withResolvers<EndReason>();
  let claim: FolderClaim | undefined;
  try {
    await requireFreeAddress(config);
    claim = await claimFolder(config);
    await dataFolder.remember();
    const service = await startService(resolved, host, () => asked.resolve({ type: "admin" }));
    const { programs, mcpServers, plugins } = service;
    const url = browserUrl(config, service.server);
    const record = await publishServer(service, config, host.env);
    const address = startAddress(service, url);
    claim?.announce(url, () => asked.resolve({ type: "deposed" }));
    host.stdout.write(
      startText({ config, url: address, programs, mcpServers, plugins, webAppFolder: WEB_APP_FOLDER }),
    );
    const reason = await Promise.race([stop.first, asked.promise]);
    if (reason.type !== "failure" && reason.type !== "deposed" && service.engine.counts().runningTurns > 0) {
      host.stdout.write("Ending once the answers that are coming have ended. Ask again to end at once.\n");
    }
    const isSignal = reason.type !== "admin" && reason.type !== "deposed";
    const again = isSignal ? stop.again : stop.first;
    const ending = { reason, again, closeDeadlineMs: closeDeadlineOf(config) };
    const exitCode = await finish(withoutRecord(service, record), ending);
    await record?.remove();
    return exitCode;
  } finally {
    claim?.release();
    stop.dispose();
  }
}

/** Lets programs of the same user find the server's token, where it has one. */
async function publishServer(
  { local, server, logger }: Service,
  { dataDir }: Config,
  env: Environment,
): Promise<ServerRecordFile | undefined> {
  try {
    if (local === undefined) {
      await removeServerRecord(server.port, env);
      return undefined;
    }
    const processStart = processStartOf(process.pid);
    const record = {
      url: listeningUrl(server),
      dataDir,
      token: local.token,
      pid: process.pid,
      ...(processStart === undefined ? {} : { processStart }),
    };
    return await writeServerRecord(record, server.port, env);
  } catch (error) {
    logger.warn(
      { err: error },
      "programs of this user cannot find the server's token; set AIWHISPERER_TOKEN",
    );
    return undefined;
  }
}

/**
 * The service, whose record goes before its port is free: another user could listen on that port then, and
 * must get no token.
 */
function withoutRecord(service: Service, record: ServerRecordFile | undefined): Service {
  return {
    ...service,
    async close() {
      await record?.remove();
      await service.close();
    },
  };
}

/** The address to open, with a single-use ticket where the server asks for a token. */
function startAddress({ local }: Service, url: string): string {
  const issued = local?.issueStartTicket();
  return issued !== undefined && "ticket" in issued ? `${url}/#ticket=${issued.ticket}` : url;
}

async function finish(service: Service, { reason, again, closeDeadlineMs }: Ending): Promise<number> {
  const { logger } = service;
  // After an error that nothing caught no state can be trusted; what clients received is in the log.
  if (reason.type === "failure") return reportFailure(logger, reason.error);
  if (reason.type === "deposed") return reportDeposed(service);
  const outcome = await Promise.race([close(service, closeDeadlineMs), again]);
  switch (outcome.type) {
    case "closed":
      return 0;
    case "signal":
      return signalExitCode(outcome.signal);
    case "failure":
      return reportFailure(logger, outcome.error);
  }
}

/**
 * Lets running answers end for as long as the configuration allows, then closes everything within a bounded
 * time.
 */
async function close(service: Service, deadlineMs: number): Promise<Closing> {
  try {
    await service.server.drain();
    return await withinDeadline(service.close(), deadlineMs);
  } catch (error) {
    return { type: "failure", error };
  }
}

/**
 * An MCP server's process is given its time to end up to three times: by itself, after SIGTERM, and for the
 * last of its output.
 */
function closeDeadlineOf({ commandKillGraceMs, mcpStopGraceMs }: Config): number {
  return CLOSE_DEADLINE_MS + commandKillGraceMs + 3 * mcpStopGraceMs;
}

async function withinDeadline(closing: Promise<void>, deadlineMs: number): Promise<Closing> {
  const { promise: passed, resolve } = Promise.withResolvers<Closing>();
  const error = new Error(`the server has not closed within ${deadlineMs} ms`);
  const timer = setTimeout(() => resolve({ type: "failure", error }), deadlineMs);
  try {
    return await Promise.race([closing.then((): Closing => ({ type: "closed" })), passed]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Nothing of this process can be written any more: its turns are aborted, and the new owner resumes them from
 * the log.
 */
async function reportDeposed(service: Service): Promise<number> {
  service.logger.fatal("another process has taken the data folder over; this one ends");
  await withinDeadline(service.close(), CLOSE_DEADLINE_MS);
  return DEPOSED_EXIT_CODE;
}

function reportFailure(logger: Logger, error: unknown): number {
  logger.fatal({ err: error }, "the server ends");
  return 1;
}
