import { once } from "node:events";
import { type AddressInfo, createServer, Server } from "node:net";

/*
 * Loaded before a program from npm whose server would listen on every address of the machine: makes it listen on 127.0.0.1 only, on the port that
 * `PORT` names or on a free one, and write the port to its standard error. The port is taken beforehand, because some ask for
 * it in the same breath as they listen.
 */

const taken = createServer().listen(Number(process.env.PORT ?? 0), "127.0.0.1");
await once(taken, "listening");
// A program that never listens may end.
taken.unref();

const { listen } = Server.prototype;

Server.prototype.listen = function (this: Server, ...args: readonly unknown[]) {
  this.once("listening", () => {
    process.stderr.write(`listens on port ${(this.address() as AddressInfo).port}\n`);
  });
  const callback = args.find((each) => typeof each === "function");
  const server: Server = Reflect.apply(listen, this, [taken, callback]);
  return server.ref();
};
