import { checkContract } from "./check/check-contract.ts";
import { type Diagnostic, sortDiagnostics } from "./diagnostics/diagnostic.ts";
import { loadSources, type ReadFile } from "./load/load-sources.ts";
import type { ContractModel } from "./model/contract-model.ts";

/** What the compiler needs from outside. */
export interface CompileOptions {
  /** Returns the content of a file. Throws if it cannot be read; the message is shown. */
  readonly readFile: ReadFile;
}

/** What came of compiling a file. */
export interface CompileResult {
  /** Present exactly when there are no diagnostics. */
  readonly model?: ContractModel;
  /** Every fault of every file, in reading order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles a `.def` file and its imports. Never throws for faults in a file. Deterministic. */
export function compile(entryPath: string, { readFile }: CompileOptions): CompileResult {
  const sources = loadSources(entryPath, readFile);
  const diagnostics: Diagnostic[] = [...sources.diagnostics];
  const model = checkContract(sources, (diagnostic) => diagnostics.push(diagnostic));
  if (diagnostics.length === 0) return { model, diagnostics };
  return { diagnostics: sortDiagnostics(diagnostics, [...sources.files.keys()]) };
}
