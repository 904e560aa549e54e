import { once } from "node:events";
import { connect } from "node:net";
import { CliProcess } from "../../cli/cli-process.ts";
import type { Certificate } from "./certificate.ts";

/** What a proxy is set up for. */
export interface ProxySite {
  /** Folder for its files, the test's own. */
  readonly folder: string;
  readonly certificate: Certificate;
  /** Port of the server behind it. */
  readonly targetPort: number;
  /** Port that it takes TLS connections on. */
  readonly port: number;
}

/** How a proxy is run. */
export interface ProxyCommand {
  readonly command: readonly [string, ...string[]];
  /** Variables beside those of the machine. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it writes to its error stream once it has opened its ports. */
  readonly ready: RegExp;
  /** Where it writes what it was asked for. */
  readonly accessLog: string;
}

/** A proxy in a process of its own. */
export class ProxyProcess {
  readonly port: number;
  readonly accessLog: string;
  readonly #settings: ProxyCommand;
  #process: CliProcess;

  private constructor(settings: ProxyCommand, port: number) {
    this.#settings = settings;
    this.port = port;
    this.accessLog = settings.accessLog;
    this.#process = spawn(settings);
  }

  /** Starts one. Rejects with what it wrote when it ends before it listens. */
  static async start(settings: ProxyCommand, port: number): Promise<ProxyProcess> {
    const proxy = new ProxyProcess(settings, port);
    await proxy.#untilListening();
    return proxy;
  }

  /** Ends it at once, with every line that it carries, and starts it again on the same port. */
  async restart(): Promise<void> {
    await this.stop();
    this.#process = spawn(this.#settings);
    await this.#untilListening();
  }

  /** Ends it at once. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#process.ended;
  }

  async #untilListening(): Promise<void> {
    await this.#process.waitFor(this.#settings.ready, "stderr");
    const socket = connect(this.port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
  }
}

function spawn({ command, env = {} }: ProxyCommand): CliProcess {
  return new CliProcess([], { command, env });
}
