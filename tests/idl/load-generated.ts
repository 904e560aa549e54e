import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { type ContractModel, compile, emitTypescript, renderDiagnostics } from "@aiwhisperer/idl";
import type { Contract, Validator } from "@aiwhisperer/protocol/rpc";

/** Address of the folder of the workspace. */
export const workspace = new URL("../../", import.meta.url);

const runtime = new URL("packages/protocol/rpc/index.ts", workspace).href;

/** Compiles `.def` text that has to be without mistakes. Imports are looked up in `others`. */
export function compileText(text: string, others: { readonly [path: string]: string } = {}): ContractModel {
  const files: { readonly [path: string]: string } = { ...others, "entry.def": text };
  const readFile = (path: string) => files[path] ?? fail(`no file ${path}`);
  const { model, diagnostics } = compile("entry.def", { readFile });
  return model ?? fail(renderDiagnostics(diagnostics));
}

/** A module that was generated from a contract of one namespace, loaded. */
export interface LoadedContract {
  readonly contract: Contract;
  /** Guard and schema of each declared message, by name. */
  validator(message: string): Validator<unknown>;
}

/** Loads what the TypeScript emitter makes of a contract with one namespace, called `Test`. */
export async function loadGenerated(model: ContractModel): Promise<LoadedContract> {
  const [file] = emitTypescript(model, { runtime });
  const script = stripTypeScriptTypes(file?.text ?? fail("nothing was generated"));
  const module = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`);
  const { createValidator } = await import(/* @vite-ignore */ runtime);
  return {
    contract: module.test,
    validator: (message) => createValidator(module[`is${message}`], module[`schemaOf${message}`]),
  };
}

/** Path of a file of the workspace. */
export function workspacePath(path: string): string {
  return fileURLToPath(new URL(path, workspace));
}

function fail(reason: string): never {
  throw new Error(reason);
}
