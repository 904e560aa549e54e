import {
  type Caller,
  type CloseInfo,
  caller,
  interactive,
  Peer,
  type Transport,
} from "@aiwhisperer/protocol";
import type { Clock } from "../kit/clock.ts";
import { watchForSleep } from "../kit/clock.ts";
import { LinkTransport } from "./link-transport.ts";
import { LinkWatch, type LivenessPolicy } from "./link-watch.ts";
import { RequestWindow } from "./request-window.ts";
import type { TraceMark } from "./trace-mark.ts";

/** One open connection, from its opening to its end. */
export interface Link {
  /** Requests over this link only. */
  readonly requests: RequestWindow;
  /** The contract's methods over this link only. */
  readonly rpc: Caller<typeof interactive>;
  /** Checks within a few seconds whether the server still answers; ends the link if it does not. */
  probeUrgently(): void;
  /**
   * Ends the link now and rejects its waiting requests. Sent requests are delivered if the network allows it.
   */
  end(close: CloseInfo): void;
}

/** Options of a link. */
export interface LinkOptions {
  readonly clock: Clock;
  readonly liveness: LivenessPolicy;
  /** Whether events may arrive at any time. */
  readonly isFollowing: () => boolean;
  readonly onNotification: (method: string, params: unknown) => void;
  /** Applied to the requests of `rpc`. */
  readonly markTrace: TraceMark;
  /** Called once, before the requests that wait on the link are rejected. */
  readonly onClose: (close: CloseInfo) => void;
  /** Called with errors that this side's listeners throw. */
  readonly onFault: (error: unknown) => void;
}

/** Half of a server's default limit a connection, so that requests of other contracts have room. */
const maxInFlight = 64;

/** Outside of the contract, and served by every server. */
const probeMethod = "interactive.echo";

const noSignOfLife: CloseInfo = { code: 4408, reason: "no sign of life" };

/** Wraps an open transport as a link. */
export function createLink(transport: Transport, options: LinkOptions): Link {
  const { clock, liveness: policy, isFollowing, onNotification, markTrace, onClose, onFault } = options;
  const linkTransport = new LinkTransport(transport, {
    onFrame: () => watch.heard(),
    onClose: (close) => {
      watch.stop();
      stopSleepWatch();
      onClose(close);
      requests.close();
    },
  });
  const watch = new LinkWatch({
    clock,
    policy,
    isFollowing,
    oldestSentAt: () => requests.oldestSentAt,
    probe: () => askForSignOfLife(peer),
    onDead: () => linkTransport.drop(noSignOfLife),
  });
  const stopSleepWatch = watchForSleep(clock, () => watch.probe(policy.wakeTimeoutMs));
  const peer = new Peer<undefined>({
    transport: linkTransport,
    context: undefined,
    onNotification,
    onFault: ({ error }) => onFault(error),
  });
  const requests = new RequestWindow({ requester: peer, clock, maxInFlight, onSent: () => watch.sent() });
  return {
    requests,
    rpc: caller(interactive, {
      request: (method, params, each) => requests.request(method, markTrace(params), each),
    }),
    probeUrgently: () => watch.probe(policy.wakeTimeoutMs),
    end: (close) => linkTransport.drop(close),
  };
}

function askForSignOfLife(peer: Peer<undefined>): void {
  // Any frame counts, errors too. Without one the watch ends the link.
  peer.request(probeMethod, {}).catch(() => {});
}
