export * from "./gen/interactive.ts";
export * from "./rpc/index.ts";
