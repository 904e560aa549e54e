import { describe, expect, it } from "vitest";
import { createAddressCheck } from "./admit-address.ts";

function admits(serverUrl: string, address: string): boolean {
  try {
    createAddressCheck(serverUrl)(new URL(address));
    return true;
  } catch {
    return false;
  }
}

describe("an MCP server may send this program", () => {
  const remote = "https://mcp.example.com/mcp";

  it.each([
    "https://login.example.org/",
    "http://login.example.org/",
    "https://203.0.113.7/",
    "https://10.0.0.5/",
  ])("to %s", (address) => expect(admits(remote, address)).toBe(true));

  it.each([
    "http://169.254.169.254/latest/meta-data",
    "http://2852039166/",
    "http://0xa9.0xfe.0xa9.0xfe/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://127.0.0.1:2375/containers/create",
    "http://localhost:2375/",
    "http://a.localhost/",
    "http://localhost./",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://0.0.0.0/",
    "file:///etc/passwd",
    "data:application/json,{}",
  ])("not to %s", (address) => expect(admits(remote, address)).toBe(false));

  it("to this machine where the server is on it, but to nothing link-local", () => {
    for (const local of ["http://localhost:3000/mcp", "http://127.0.0.1/mcp", "http://[::1]:1/"]) {
      expect(admits(local, "http://127.0.0.1:9000/")).toBe(true);
      expect(admits(local, "http://localhost:9000/")).toBe(true);
      expect(admits(local, "http://169.254.169.254/")).toBe(false);
    }
  });
});
