/** Adds to the params of a request which trace the request belongs to. Params that name one already stay as they are. */
export type TraceMark = (params: unknown) => unknown;

/** What a trace mark is made with. */
export interface TraceMarkOptions {
  /** Gives the `traceparent` of what the program is doing now, if that is traced. */
  readonly traceparent: () => string | undefined;
  readonly onFault: (error: unknown) => void;
}

interface Marked {
  readonly _meta?: { readonly traceparent?: unknown };
}

/**
 * Makes the mark `params._meta.traceparent` (W3C Trace Context). Nothing that goes wrong with it keeps a request from being sent: it goes without the
 * mark then, and the fault is told.
 */
export function createTraceMark({ traceparent, onFault }: TraceMarkOptions): TraceMark {
  return (params) => {
    if (!isOpenToMark(params)) return params;
    try {
      const value = traceparent();
      return value === undefined ? params : { ...params, _meta: { ...params._meta, traceparent: value } };
    } catch (error) {
      onFault(error);
      return params;
    }
  };
}

/** Named params without a trace of their own. */
function isOpenToMark(params: unknown): params is Marked {
  if (typeof params !== "object" || params === null || Array.isArray(params)) return false;
  const { _meta: meta } = params as { readonly _meta?: unknown };
  return meta === undefined || (typeof meta === "object" && meta !== null && !("traceparent" in meta));
}
