import { type Client, createClient, type OpenTransport, type SessionHandle } from "@aiwhisperer/client";
import { MemoryEventLog } from "@aiwhisperer/engine";
import type { Transport } from "@aiwhisperer/protocol";
import type { MemoryTransport } from "@aiwhisperer/protocol/memory";
import { startTestServer, type TestServer, type TestServerOptions } from "../../support/server.ts";
import { PlayedModel, type PlayedStep } from "./played-model.ts";
import { type Tap, TappedLink, type TappedRequest, type WireEvent } from "./tapped-link.ts";
import { settle } from "./until.ts";

/** A session whose turn runs: the test plays its model. */
export interface Talk {
  readonly sessionId: string;
  /** Sequence of the last event before the answer. */
  readonly sequence: number;
  readonly step: PlayedStep;
  /** Adds one piece to the answer. Resolves when the log has it. */
  say(text: string): Promise<void>;
  /** Ends the answer and the turn. Resolves when the log has it. */
  finish(): Promise<void>;
}

/** No limit of a test is met because its machine is busy. */
const unhurried = { maxEventLoopDelayMs: 3_600_000 };

/** The real server over memory transports, with a model that the test plays and links that it can break. */
export class TappedServer implements Tap {
  readonly model = new PlayedModel();
  /** Every link of the clients under test, the newest last. */
  readonly links: TappedLink[] = [];
  /** While true every connection is refused. */
  isDown = false;
  beforeRequest: Tap["beforeRequest"] = () => {};
  onNotification: Tap["onNotification"] = (event) => [event];
  onDelivered: Tap["onDelivered"] = () => {};
  /** Sessions that a connection follows. */
  readonly #followed = new Set<string>();
  #server: TestServer | undefined;
  #author: Client | undefined;

  static async start({ engine, server, log }: TestServerOptions = {}): Promise<TappedServer> {
    const tapped = new TappedServer();
    tapped.#server = await startTestServer({
      log: log ?? new MemoryEventLog(),
      models: tapped.model.catalog,
      ...(engine === undefined ? {} : { engine }),
      server: { ...server, limits: { ...unhurried, ...server?.limits } },
    });
    tapped.#watchAttendance(tapped.#server);
    return tapped;
  }

  get real(): TestServer {
    if (this.#server === undefined) throw new Error("the server has not been started");
    return this.#server;
  }

  /** What a client under test connects with. */
  readonly open: OpenTransport = async () => {
    if (this.isDown) throw new Error("connection refused");
    const link = new TappedLink(toMemoryTransport(this.real.connect()), this);
    this.links.push(link);
    return link;
  };

  get link(): TappedLink {
    const link = this.links.at(-1);
    if (link === undefined) throw new Error("no client has connected");
    return link;
  }

  /** Breaks the newest link as a lost network does. */
  cut(): void {
    this.link.cut();
  }

  /** Names of all requests of the clients under test, in order. */
  get requests(): readonly string[] {
    return this.links.flatMap(({ requests }) => requests.map(({ method }) => method));
  }

  /** Params of the requests of that method, in the order in which they were sent. */
  paramsOf(method: string): readonly unknown[] {
    return this.links.flatMap(({ requests }) =>
      requests.filter((request: TappedRequest) => request.method === method).map(({ params }) => params),
    );
  }

  /** Another client of the same user, over a link that nothing breaks. */
  get author(): Client {
    this.#author ??= createClient({ url: "memory:", createTransport: async () => this.real.connect() });
    return this.#author;
  }

  /** Starts an empty session for the client under test. Resolves with its id. */
  async addSession(): Promise<string> {
    const session = await this.author.startSession();
    await session.detach();
    return session.sessionId;
  }

  /** Starts a session with a turn whose model the test plays. */
  async startTalk(message = "Hi", session?: SessionHandle): Promise<Talk> {
    const handle = session ?? (await this.author.startSession());
    const { sessionId } = handle;
    const asked = this.model.nextStep();
    handle.send(message);
    const step = await asked;
    await this.untilQuiet(sessionId);
    const play = async (action: () => void): Promise<void> => {
      const { length } = await this.events(sessionId);
      action();
      await this.untilMore(sessionId, length);
    };
    return {
      sessionId,
      step,
      sequence: (await this.events(sessionId)).length,
      say: (text) => play(() => step.say(text)),
      finish: async () => {
        await play(() => step.finish());
        await this.untilQuiet(sessionId);
      },
    };
  }

  /** The events of a session in the log, in order. */
  async events(sessionId: string): Promise<readonly WireEvent[]> {
    const limits = { maxEvents: 100_000, maxLength: 100_000_000 };
    const stored = await this.real.engine.read(sessionId, 0, limits);
    return stored.map(({ text }) => JSON.parse(text) as WireEvent);
  }

  /** The events of that name, in order. */
  async eventsOf(sessionId: string, method: string): Promise<readonly WireEvent["params"][]> {
    return (await this.events(sessionId)).flatMap((event) => (event.method === method ? [event.params] : []));
  }

  /** Ids of the user's sessions, the newest first. */
  async sessionIds(): Promise<readonly string[]> {
    const { sessions } = await this.author.rpc.listSessions();
    return sessions.map(({ sessionId }) => sessionId);
  }

  /** Whether any connection follows a session. */
  isFollowed(sessionId: string): boolean {
    return this.#followed.has(sessionId);
  }

  /** Resolves when the log has more events of a session. */
  async untilMore(sessionId: string, known: number): Promise<void> {
    while ((await this.events(sessionId)).length <= known) await settle();
  }

  /** Resolves when the log of a session has not grown for some turns of the event loop. */
  async untilQuiet(sessionId: string): Promise<void> {
    for (let last = -1; ; ) {
      const { length } = await this.events(sessionId);
      if (length === last) return;
      last = length;
      await settle();
    }
  }

  /** Notes what the server reports to its engine. */
  #watchAttendance({ engine }: TestServer): void {
    const report = engine.setAttended.bind(engine);
    engine.setAttended = (sessionId, isAttended) => {
      if (isAttended) this.#followed.add(sessionId);
      else this.#followed.delete(sessionId);
      report(sessionId, isAttended);
    };
  }

  async stop(): Promise<void> {
    this.#author?.close();
    await this.real.stop();
  }
}

/** `connect` of a server promises any transport; it is a memory transport, which can be cut. */
function toMemoryTransport(transport: Transport): MemoryTransport {
  if (!("cut" in transport)) throw new Error("the server's own transport cannot be cut");
  return transport as MemoryTransport;
}
