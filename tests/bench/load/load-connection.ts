import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { clientFrame, PONG } from "./client-frame.ts";
import { DIALECTS, type Dialect } from "./dialect.ts";
import { FrameReader } from "./frame-reader.ts";
import type { Credential, LoadTarget } from "./load-target.ts";

/** Takes a text that came. The bytes are only good during the call. */
export type TextListener = (bytes: Buffer, start: number, end: number) => void;

/** A server has closed a connection, and has said why. */
export class ServerClosed extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    super(`the server closed with ${code} ${reason}`);
    this.code = code;
  }
}

/** Ids of requests have six digits, those of the setup and those of the load apart. */
const FIRST_SETUP_ID = 900_000;

/** All sockets are read into the same memory: each read is handled before the next one. */
const READ_BYTES = 256 * 1024;
const readMemory = Buffer.allocUnsafeSlow(READ_BYTES);

/** One WebSocket to a server under load, on a plain socket. A failure is reported once, to `onFailure`. */
export class LoadConnection {
  readonly dialect: Dialect;
  readonly credential: Credential;
  readonly #socket: Socket;
  readonly #reader: FrameReader;
  readonly #onFailure: (error: Error) => void;
  /** What has come of the upgrade's answer, until it is complete. */
  #head: Buffer | undefined = Buffer.alloc(0);
  readonly #upgraded = Promise.withResolvers<string>();
  #listener: TextListener | undefined;
  #nextId = FIRST_SETUP_ID;
  #isClosing = false;

  private constructor(target: LoadTarget, credential: Credential, onFailure: (error: Error) => void) {
    this.dialect = DIALECTS[target.dialect];
    this.credential = credential;
    this.#onFailure = onFailure;
    this.#reader = new FrameReader({
      onText: (bytes, start, end) => this.#takeText(bytes, start, end),
      onPing: (payload) => this.write(clientFrame(payload, PONG)),
      onClose: (code, reason) => this.#fail(new ServerClosed(code, reason)),
    });
    this.#socket = connect({
      host: "127.0.0.1",
      port: target.port,
      noDelay: true,
      onread: {
        buffer: readMemory,
        callback: (length) => {
          this.#read(readMemory.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new Error("the server ended a connection")));
  }

  /** Connects and upgrades with one of the target's credentials. Rejects where the server refuses. */
  static async open(
    target: LoadTarget,
    index: number,
    onFailure: (error: Error) => void,
  ): Promise<LoadConnection> {
    const credential = target.credentials[index % target.credentials.length] as Credential;
    const connection = new LoadConnection(target, credential, onFailure);
    await once(connection.#socket, "connect");
    await connection.#shakeHands(target.port);
    return connection;
  }

  /** Sets who takes the texts that come from now on; without a listener they are dropped. */
  listen(listener: TextListener | undefined): void {
    this.#listener = listener;
  }

  /** Sends what `clientFrame` has made, one frame or several behind each other. */
  write(frames: Buffer): void {
    this.#socket.write(frames);
  }

  /** Asks and waits for the answer. Only while no listener is set. Rejects with what the server says. */
  async call(method: string, params: object): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    const text = await this.#exchange(
      this.dialect.encodeRequest(id, method, params),
      (said) => this.dialect.decodeAnswer(said)?.id === id,
    );
    const answer = this.dialect.decodeAnswer(text);
    if (answer?.error !== undefined) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
    return answer?.result;
  }

  /** Asks without waiting: what comes goes to the listener. */
  request(method: string, params: object): void {
    this.write(clientFrame(this.dialect.encodeRequest(this.#nextId, method, params)));
    this.#nextId += 1;
  }

  /** Starts a session of this connection's own. Returns its id. */
  async startSession(): Promise<string> {
    const { sessionId } = (await this.call("startSession", { userId: this.credential.userId })) as {
      readonly sessionId: string;
    };
    return sessionId;
  }

  /** Reads nothing any more; what the server sends fills the buffers on the way. */
  pause(): void {
    this.#socket.pause();
  }

  /** Ends the connection without a word. */
  close(): void {
    this.#isClosing = true;
    this.#socket.destroy();
  }

  async #shakeHands(port: number): Promise<void> {
    this.#socket.write(
      `GET ${this.dialect.path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" +
        `Authorization: Bearer ${this.credential.token}\r\n\r\n`,
    );
    const head = await this.#upgraded.promise;
    if (!head.startsWith("HTTP/1.1 101"))
      throw new Error(`the server refused a connection: ${head.split("\r\n")[0]}`);
    const { greeting, welcome } = this.dialect;
    if (greeting !== undefined && welcome !== undefined) {
      await this.#exchange(greeting, (text) => welcome.test(text));
    }
  }

  async #exchange(text: string, isReply: (text: string) => boolean): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#listener = (bytes, start, end) => {
      const said = bytes.toString("utf8", start, end);
      if (isReply(said)) resolve(said);
    };
    this.write(clientFrame(text));
    const reply = await promise;
    this.#listener = undefined;
    return reply;
  }

  #read(bytes: Buffer): void {
    if (this.#head === undefined) {
      this.#reader.read(bytes);
      return;
    }
    this.#head = Buffer.concat([this.#head, bytes]);
    const end = this.#head.indexOf("\r\n\r\n");
    if (end < 0) return;
    const rest = this.#head.subarray(end + 4);
    this.#upgraded.resolve(this.#head.toString("latin1", 0, end));
    this.#head = undefined;
    this.#reader.read(rest);
  }

  #takeText(bytes: Buffer, start: number, end: number): void {
    const { heartbeat } = this.dialect;
    if (heartbeat !== undefined && end - start === heartbeat.question.length) {
      if (bytes.toString("latin1", start, end) === heartbeat.question)
        this.write(clientFrame(heartbeat.reply));
      return;
    }
    this.#listener?.(bytes, start, end);
  }

  #fail(error: Error): void {
    if (this.#isClosing) return;
    this.close();
    this.#onFailure(error);
  }
}
