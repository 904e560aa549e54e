import { once } from "node:events";
import { type AddressInfo, createServer, Server } from "node:net";

/*
 * Loaded before a program from npm whose servers would listen on every address of the machine: makes them
 * listen on 127.0.0.1 only, the first on the port that `PORT` names or on a free one, the others on free
 * ones, and write the port to its standard error. The ports are taken beforehand, because some ask for it in
 * the same breath as they listen.
 */

/** More servers than any of these programs starts. */
const MAX_SERVERS = 8;

const taken: Server[] = [];
for (const port of [Number(process.env.PORT ?? 0), ...Array<number>(MAX_SERVERS - 1).fill(0)]) {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  // A program that never listens may end.
  taken.push(server.unref());
}

const { listen } = Server.prototype;

Server.prototype.listen = function (this: Server, ...args: readonly unknown[]) {
  this.once("listening", () => {
    process.stderr.write(`listens on port ${(this.address() as AddressInfo).port}\n`);
  });
  const callback = args.find((each) => typeof each === "function");
  const server: Server = Reflect.apply(listen, this, [taken.shift(), callback]);
  return server.ref();
};
