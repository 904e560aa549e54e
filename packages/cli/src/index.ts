export type { CommandHost, InputStream, OutputStream, StopSignal } from "./kit/command-host.ts";
export { run } from "./run.ts";
