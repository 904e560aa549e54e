import type { TaskKind } from "./task-kind.ts";

/** The kinds of tasks that plans can have, by name: those of the server and those of plug-ins. */
export class PlanKinds {
  readonly #kinds = new Map<string, TaskKind>();

  /** Adds kinds. Throws when a name is taken. */
  add(...kinds: readonly TaskKind[]): void {
    for (const kind of kinds) {
      if (this.#kinds.has(kind.name)) throw new Error(`the task kind ${kind.name} is there already`);
      this.#kinds.set(kind.name, kind);
    }
  }

  find(name: string): TaskKind | undefined {
    return this.#kinds.get(name);
  }

  /** Names of all kinds, in the order in which they were added. */
  get names(): readonly string[] {
    return [...this.#kinds.keys()];
  }
}
