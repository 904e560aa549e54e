import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Plugin } from "@aiwhisperer/server";
import { CommandFailure } from "../kit/command-failure.ts";

const FORM = "export const plugin = { name: …, register(host) { … } }";

/**
 * Loads plug-ins from their files, in order. Rejects with a `CommandFailure` that says what is wrong with the
 * first one that cannot be used.
 */
export async function loadPlugins(files: readonly string[]): Promise<readonly Plugin[]> {
  const plugins: Plugin[] = [];
  for (const file of files) {
    const plugin = await loadPlugin(file);
    if (plugins.some(({ name }) => name === plugin.name)) {
      throw new CommandFailure(`${file}: there is another plug-in named ${plugin.name}.`);
    }
    plugins.push(plugin);
  }
  return plugins;
}

async function loadPlugin(file: string): Promise<Plugin> {
  const exported = (await importModule(file)).plugin;
  if (exported === undefined) {
    throw new CommandFailure(`${file}: the plug-in has no export named plugin; it begins with ${FORM}.`);
  }
  if (isPlugin(exported)) return exported;
  throw new CommandFailure(`${file}: the export named plugin is none; it has this form: ${FORM}.`);
}

async function importModule(file: string): Promise<{ readonly plugin?: unknown }> {
  if (!existsSync(file)) throw new CommandFailure(`${file}: there is no such plug-in.`);
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    throw new CommandFailure(`${file}: the plug-in cannot be loaded.\n${describeFault(error)}`, {
      cause: error,
    });
  }
}

/**
 * An error of a plug-in module, with the place where it was thrown: the user who starts the server may be its
 * author.
 */
export function describeFault(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== "object" || value === null) return false;
  const { name, register } = value as Partial<Record<keyof Plugin, unknown>>;
  return typeof name === "string" && name !== "" && typeof register === "function";
}
