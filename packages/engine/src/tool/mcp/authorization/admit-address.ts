import { BlockList, isIP } from "node:net";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8);
LOOPBACK.addAddress("0.0.0.0");
LOOPBACK.addAddress("::1", "ipv6");
LOOPBACK.addAddress("::", "ipv6");

/** Where machines of a cloud ask for their credentials, and other neighbours on the wire. */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet("169.254.0.0", 16);
LINK_LOCAL.addSubnet("fe80::", 10, "ipv6");
LINK_LOCAL.addAddress("fd00:ec2::254", "ipv6");

/**
 * Decides where an MCP server may send this program for its authorization: to addresses over HTTP, to no
 * link-local one, and to this machine only where the server itself is on it. Throws for any other address.
 * Names are not resolved.
 */
export function createAddressCheck(serverUrl: string): (url: URL) => void {
  const isLocalServer = isLoopback(new URL(serverUrl));
  return (url) => {
    const isHttp = url.protocol === "https:" || url.protocol === "http:";
    const isForbidden = isIn(LINK_LOCAL, url) || (isLoopback(url) && !isLocalServer);
    if (!isHttp || isForbidden) throw new Error(`may not send this program to ${url.origin}`);
  };
}

function isLoopback(url: URL): boolean {
  return /^(.*\.)?localhost\.?$/.test(url.hostname) || isIn(LOOPBACK, url);
}

function isIn(list: BlockList, { hostname }: URL): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? "ipv6" : "ipv4");
}
