/**
 * How a transport ended. Codes are WebSocket close codes (RFC 6455 section 7.4); 1006 where the line broke
 * without one.
 */
export interface CloseInfo {
  readonly code: number;
  readonly reason: string;
}

/** Receives what a transport brings. */
export interface TransportListener {
  /** Called once a text message, in order. */
  onMessage(text: string): void;
  /** Resolves when every message so far has its answer: a transport that meets a broken frame closes then. */
  settled?(): Promise<void>;
  /** Called exactly once, after the last message. */
  onClose(info: CloseInfo): void;
}

/** Moves text messages both ways, in order, until it closes. */
export interface Transport {
  /** Hands a message over. Never throws; a message after the close is dropped. */
  send(text: string): void;
  /** Sets the listener. Called once; messages that came before are delivered then, in order. */
  listen(listener: TransportListener): void;
  /**
   * Ends the transport; what was sent before is delivered first where the line allows it. Closing twice is
   * fine.
   */
  close(code: number, reason: string): void;
}
