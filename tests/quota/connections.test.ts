import { describe, expect, it } from "vitest";
import { RawClient } from "../support/raw-client.ts";
import { startQuotaServer } from "./support/quota-server.ts";

const from = (address: string) => ({ "x-forwarded-for": address });
/** A server that takes this test for its proxy. */
const behindProxy = (...others: string[]) => ({ server: { trustedProxies: ["127.0.0.1", ...others] } });

describe("connections of one user", () => {
  it("are no more than allowed; one more is closed with 4429 until another ends", async () => {
    const server = await startQuotaServer({ maxConnectionsPerUser: 2 });
    const first = await server.open("ann");
    const second = await server.open("ann");
    expect(await (await server.open("ann")).closed).toEqual({
      code: 4429,
      reason: "too many connections (maxConnectionsPerUser)",
    });
    expect((await (await server.open("ben")).call("echo", ["ben is in"])).result).toEqual(["ben is in"]);
    expect((await second.call("echo", ["still here"])).result).toEqual(["still here"]);
    first.close();
    await first.closed;
    expect((await (await server.open("ann")).call("echo", ["in again"])).result).toEqual(["in again"]);
  });
});

describe("connections from one address", () => {
  it("are no more than allowed, for any users", async () => {
    const server = await startQuotaServer({ maxConnectionsPerAddress: 2 }, behindProxy());
    const first = await server.open("ann", from("198.51.100.1"));
    await server.open("ben", from("198.51.100.1"));
    expect(await (await server.open("cleo", from("198.51.100.1"))).closed).toEqual({
      code: 4429,
      reason: "too many connections (maxConnectionsPerAddress)",
    });
    expect((await (await server.open("cleo", from("198.51.100.2"))).call("echo", [1])).result).toEqual([1]);
    first.close();
    await first.closed;
    expect((await (await server.open("cleo", from("198.51.100.1"))).call("echo", [2])).result).toEqual([2]);
  });

  it("are turned away before anybody looks at who they are", async () => {
    const server = await startQuotaServer({ maxConnectionsPerAddress: 1 }, behindProxy());
    await server.open("ann", from("198.51.100.1"));
    const nobody = await RawClient.connect(server.wsUrl, { headers: from("198.51.100.1") });
    expect((await nobody.closed).code).toBe(4429);
  });

  it("are counted no more when they were refused", async () => {
    const server = await startQuotaServer({ maxConnectionsPerAddress: 1 }, behindProxy());
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(RawClient.connect(server.wsUrl)).rejects.toThrow(/401/);
    }
    await expect
      .poll(async () => {
        const client = await server.open("ann");
        return Promise.race([client.closed, client.call("echo", ["in"]).catch(() => client.closed)]);
      })
      .toMatchObject({ result: ["in"] });
  });

  it("are counted for the proxy that is not trusted, whatever its headers say", async () => {
    const server = await startQuotaServer({ maxConnectionsPerAddress: 1 }, behindProxy());
    await server.open("ann", from("198.51.100.1, 203.0.113.7"));
    const lying = await server.open("ben", from("198.51.100.2, 203.0.113.7"));
    expect((await lying.closed).code).toBe(4429);
  });

  it("are counted for the socket where no proxy is configured, on loopback too", async () => {
    const server = await startQuotaServer({ maxConnectionsPerAddress: 1 });
    await server.open("ann", from("198.51.100.1"));
    expect((await (await server.open("ben", from("198.51.100.2"))).closed).code).toBe(4429);
  });

  it("are distinguished behind proxies that the configuration trusts", async () => {
    const server = await startQuotaServer({ maxConnectionsPerAddress: 1 }, behindProxy("203.0.113.0/24"));
    await server.open("ann", from("198.51.100.1, 203.0.113.7"));
    const other = await server.open("ben", from("198.51.100.2, 203.0.113.7"));
    expect((await other.call("echo", ["in"])).result).toEqual(["in"]);
  });
});
