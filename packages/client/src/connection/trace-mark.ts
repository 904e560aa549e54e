/** Adds a request's trace to its params. Params that already name a trace stay unchanged. */
export type TraceMark = (params: unknown) => unknown;

/** Options of a trace mark. */
export interface TraceMarkOptions {
  /** Returns the current `traceparent`, if traced. */
  readonly traceparent: () => string | undefined;
  readonly onFault: (error: unknown) => void;
}

interface Marked {
  readonly _meta?: { readonly traceparent?: unknown };
}

/**
 * Creates the mark `params._meta.traceparent` (W3C Trace Context). A failure of it never holds back a
 * request: the request is sent without the mark, and the failure is reported.
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
