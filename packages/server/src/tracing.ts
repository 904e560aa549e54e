// A door of its own: who asks for no traces does not load what makes them.
export { createTracing, hasTracer, type Tracing } from "./observe/tracing/tracing.ts";
