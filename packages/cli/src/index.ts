export type { CommandHost, InputStream, OutputStream, StopSignal } from "./command-host.ts";
export { run } from "./run.ts";
