/** Something that gathers what it is given to write. */
export interface WriteGatherer {
  /** Writes what was gathered; without that, does nothing. */
  flush(): void;
}

/**
 * Joins the writes of a tick: everyone who has gathered something says so, and all of them write together when the tick has ended, so that each socket
 * costs one system call however many messages go to it.
 */
export class WriteScheduler {
  #gatherers: WriteGatherer[] = [];
  readonly #flush = (): void => {
    const gatherers = this.#gatherers;
    this.#gatherers = [];
    for (const gatherer of gatherers) gatherer.flush();
  };

  /** Has the gatherer flushed when the tick has ended; twice is fine. */
  add(gatherer: WriteGatherer): void {
    if (this.#gatherers.push(gatherer) === 1) setImmediate(this.#flush);
  }
}
