import { createWebSocketTransport, type OpenTransport } from "@aiwhisperer/client";
import type { Transport } from "@aiwhisperer/protocol";

/** An event as it is logged and delivered. */
export interface DeliveredEvent {
  readonly method: string;
  readonly params: {
    readonly sessionId: string;
    readonly sequence: number;
    readonly firstSequence?: number;
    readonly [field: string]: unknown;
  };
}

/** What went over one line that says something about a session's events, in the order in which it did. */
export type WireRecord =
  | { readonly kind: "asked"; readonly id: unknown; readonly method: string; readonly params: WireParams }
  | { readonly kind: "answered"; readonly id: unknown; readonly result: WireParams | undefined }
  | { readonly kind: "delivered"; readonly event: DeliveredEvent };

/** Params of a request or fields of a result, unchecked. */
export type WireParams = Readonly<Record<string, unknown>>;

/** Reads along on every line of a client, below the SDK: what it keeps is what a client really got. */
export class WireTap {
  /** One list a line, in the order in which the lines stood. */
  readonly lines: WireRecord[][] = [];
  /** Called with every text that comes. */
  onText: (text: string) => void = () => {};

  /** What the client connects with. */
  readonly open: OpenTransport = async (url, signal) =>
    this.#tapped(await createWebSocketTransport(url, signal));

  #tapped(transport: Transport): Transport {
    const records: WireRecord[] = [];
    this.lines.push(records);
    return {
      send: (text) => {
        records.push(...readSent(JSON.parse(text)));
        transport.send(text);
      },
      close: (code, reason) => transport.close(code, reason),
      listen: (listener) =>
        transport.listen({
          onMessage: (text) => {
            records.push(...readReceived(JSON.parse(text)));
            listener.onMessage(text);
            this.onText(text);
          },
          onClose: (info) => listener.onClose(info),
        }),
    };
  }
}

type Message = Readonly<Record<string, unknown>>;

function readSent(value: Message): WireRecord[] {
  const { id, method, params } = value;
  return [{ kind: "asked", id, method: bareName(String(method)), params: (params ?? {}) as WireParams }];
}

function readReceived(value: Message): WireRecord[] {
  if (value.method === undefined) {
    return [{ kind: "answered", id: value.id, result: value.result as WireParams | undefined }];
  }
  const event = value as unknown as DeliveredEvent;
  // A notice that the server drains belongs to no session and is not logged.
  if (event.params.sequence === undefined) return [];
  return [{ kind: "delivered", event: { method: event.method, params: event.params } }];
}

function bareName(method: string): string {
  return method.slice(method.indexOf(".") + 1);
}
