import type { Logger } from "pino";
import type { AccessRefusal } from "../kit/access.ts";

/** Origins that are named in the log; pages that try others are not. */
const MAX_NAMED = 10;

/** UTF-16 units of an origin in the log. */
const MAX_LENGTH = 200;

/**
 * Warns of pages of other origins that the server refuses: once for each origin, and for a bounded number of
 * them.
 */
export class RefusedOrigins {
  readonly #logger: Pick<Logger, "warn">;
  readonly #named = new Set<string>();

  constructor(logger: Pick<Logger, "warn">) {
    this.#logger = logger;
  }

  /** A request was refused; only a page of another origin is of interest. */
  note({ foreignOrigin }: AccessRefusal): void {
    if (foreignOrigin === undefined) return;
    const { origin, advice } = foreignOrigin;
    const shown = origin.slice(0, MAX_LENGTH);
    if (this.#named.size >= MAX_NAMED || this.#named.has(shown)) return;
    this.#named.add(shown);
    this.#logger.warn({ origin: shown }, `a page of another origin was refused. ${advice}`);
    if (this.#named.size === MAX_NAMED) {
      this.#logger.warn(`${MAX_NAMED} origins were refused; further ones are not logged`);
    }
  }
}
