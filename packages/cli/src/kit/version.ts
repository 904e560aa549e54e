import manifest from "../../package.json" with { type: "json" };

/** Version of the program, as its package names it. */
export const VERSION: string = manifest.version;
