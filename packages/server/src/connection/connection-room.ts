import { CloseCode } from "@aiwhisperer/protocol";
import { clientAddressOf, senderAddressOf } from "../proxy/client-address.ts";
import type { AddressedRequest, TrustedProxies } from "../proxy/trusted-proxies.ts";
import { Headcount } from "../quota/headcount.ts";
import type { Overload } from "../quota/overload.ts";

/** A place for a connection; `leave` is to be called once, when it has ended. */
export interface Place {
  readonly leave: () => void;
}

/** Why a connection is closed as soon as it is open. */
export interface ConnectionRefusal {
  readonly code: number;
  readonly reason: string;
  /** The limit that was reached. */
  readonly limit: string;
}

/** What bounds connections. */
export interface ConnectionRoomOptions {
  /** 0 sets no limit. */
  readonly maxConnectionsPerUser: number;
  /** 0 sets no limit. */
  readonly maxConnectionsPerAddress: number;
  readonly proxies: TrustedProxies;
  readonly overload: Overload;
}

/** Room for connections, of each address and of each user, and for none while the server is overloaded. */
export class ConnectionRoom {
  readonly #proxies: TrustedProxies;
  readonly #overload: Overload;
  readonly #addresses: Headcount;
  readonly #users: Headcount;

  constructor(options: ConnectionRoomOptions) {
    const { maxConnectionsPerUser, maxConnectionsPerAddress, proxies, overload } = options;
    this.#proxies = proxies;
    this.#overload = overload;
    this.#addresses = new Headcount(maxConnectionsPerAddress);
    this.#users = new Headcount(maxConnectionsPerUser);
  }

  /** A place for a socket that asks to be a connection, before it is looked at any further. */
  takeForAddress(request: AddressedRequest): Place | ConnectionRefusal {
    const { passed } = this.#overload;
    if (passed !== undefined) {
      const { limit } = passed;
      return { code: CloseCode.Overloaded, reason: `the server is overloaded (${limit})`, limit };
    }
    const leave = this.#addresses.enter(clientAddressOf(request, this.#proxies));
    return leave === undefined ? tooMany("maxConnectionsPerAddress") : { leave };
  }

  /** Where a request comes from, as the nearest trusted proxy says. */
  addressOf(request: AddressedRequest): string {
    return senderAddressOf(request, this.#proxies);
  }

  /** A place for a connection of a user. */
  takeForUser(userId: string): Place | ConnectionRefusal {
    const leave = this.#users.enter(userId);
    return leave === undefined ? tooMany("maxConnectionsPerUser") : { leave };
  }
}

/** The end of a connection that is one too many. */
export function tooMany(limit: string): ConnectionRefusal {
  return { code: CloseCode.TooManyConnections, reason: `too many connections (${limit})`, limit };
}
