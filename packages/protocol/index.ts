export * from "./gen/interactive.ts";
export * from "./rpc/index.ts";
export { hidesSomething, revealHidden } from "./text/reveal-hidden.ts";
