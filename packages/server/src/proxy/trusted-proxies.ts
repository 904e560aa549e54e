import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { familyOf, parseNetwork, toPlainAddress } from "./address.ts";

/** The parts of a request that say where it comes from. */
export type AddressedRequest = Pick<IncomingMessage, "headers"> & {
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
};

/**
 * Addresses of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` count. By default there are none,
 * on loopback neither.
 */
export class TrustedProxies {
  readonly #trusted = new BlockList();

  /** Throws a `RangeError` for a text that is neither an address nor a network. */
  constructor(networks: readonly string[] = []) {
    for (const text of networks) {
      const network = parseNetwork(text);
      if (network === undefined) throw new RangeError(`${JSON.stringify(text)} is no address and no network`);
      this.#trusted.addSubnet(network.address, network.prefix, network.family);
    }
  }

  /** Whether the address is a trusted proxy's. */
  has(address: string): boolean {
    const plain = toPlainAddress(address);
    const version = isIP(plain);
    return version !== 0 && this.#trusted.check(plain, familyOf(version));
  }
}
