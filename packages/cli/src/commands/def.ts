import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import {
  type ContractModel,
  compile,
  emitOpenrpc,
  emitTypescript,
  type GeneratedFile,
  renderDiagnostic,
  replaceMarkedSections,
} from "@aiwhisperer/idl";
import { Command } from "commander";

/** Where the command writes and how it reports the outcome. */
export interface DefCommandOutput {
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Called with 1 when something is wrong with a file or generated files are not current; never with 0. */
  readonly setExitCode: (code: number) => void;
}

interface CheckFlags {
  readonly color?: boolean;
}

interface BuildFlags extends CheckFlags {
  readonly out: string;
  readonly runtime?: string;
  readonly apiVersion?: string;
  readonly docs?: string;
  readonly check?: boolean;
}

const processOutput: DefCommandOutput = {
  writeOut: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

/**
 * `aiwhisperer def`: checks `.def` files, and generates TypeScript, OpenRPC and the tables of documents from
 * them. Never exits.
 */
export function defCommand(output: DefCommandOutput = processOutput): Command {
  const command = new Command("def").description("check .def contracts and generate code from them");
  command.configureOutput({ writeOut: output.writeOut, writeErr: output.writeError });
  command
    .command("check")
    .description("report every mistake in .def files and in all that they import")
    .argument("<file...>", "the .def files")
    .option("--color", "use colours")
    .action((files: string[], flags: CheckFlags) => checkFiles(files, flags, output));
  command
    .command("build")
    .description("generate types, validators, method tables and the OpenRPC document")
    .argument("<file>", "the .def file")
    .requiredOption("--out <folder>", "where generated files go")
    .option(
      "--runtime <specifier>",
      "module that generated code imports (default: @aiwhisperer/protocol/rpc)",
    )
    .option("--api-version <version>", "version of the contract in the OpenRPC document (default: 0.1.0)")
    .option(
      "--docs <file>",
      "Markdown file with sections to fill, such as <!-- def:methods --><!-- /def:methods -->",
    )
    .option("--check", "write nothing; say which generated files are not current")
    .option("--color", "use colours")
    .action((file: string, flags: BuildFlags) => buildFile(file, flags, output));
  return command;
}

function checkFiles(paths: readonly string[], { color = false }: CheckFlags, output: DefCommandOutput): void {
  const results = paths.map((path) => compile(path, { readFile: readText }));
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  // Files that share an import bring its faults more than once.
  const texts = [...new Set(found.map((diagnostic) => renderDiagnostic(diagnostic, { color })))];
  if (texts.length === 0) {
    for (const path of paths) output.writeOut(`${path}: no mistakes\n`);
    return;
  }
  for (const text of texts) output.writeError(`${text}\n`);
  output.writeError(texts.length === 1 ? "1 mistake\n" : `${texts.length} mistakes\n`);
  output.setExitCode(1);
}

function buildFile(path: string, flags: BuildFlags, output: DefCommandOutput): void {
  const { model } = compile(path, { readFile: readText });
  if (!model) {
    checkFiles([path], flags, output);
    return;
  }
  const files = [...generatedFiles(model, flags), ...documentFiles(model, flags, output)];
  const changed = files.filter((file) => currentText(file.path) !== file.text);
  if (flags.check) reportStale(changed, path, output);
  else {
    for (const file of changed) writeText(file);
    for (const file of files)
      output.writeOut(`${file.path}: ${changed.includes(file) ? "written" : "current"}\n`);
  }
}

function generatedFiles(model: ContractModel, { out, runtime, apiVersion }: BuildFlags): GeneratedFile[] {
  const files = [
    ...emitTypescript(model, runtime === undefined ? {} : { runtime }),
    ...emitOpenrpc(model, apiVersion === undefined ? {} : { version: apiVersion }),
  ];
  return files.map(({ path, text }) => ({ path: join(out, path), text }));
}

function documentFiles(
  model: ContractModel,
  { docs }: BuildFlags,
  output: DefCommandOutput,
): GeneratedFile[] {
  if (docs === undefined) return [];
  const document = currentText(docs);
  const { text, faults } =
    document === undefined ? { text: "", faults: ["no such file"] } : replaceMarkedSections(document, model);
  if (faults.length === 0) return [{ path: docs, text }];
  for (const fault of faults) output.writeError(`${docs}: ${fault}\n`);
  output.setExitCode(1);
  return [];
}

function reportStale(stale: readonly GeneratedFile[], source: string, output: DefCommandOutput): void {
  if (stale.length === 0) {
    output.writeOut(`everything generated from ${source} is current\n`);
    return;
  }
  for (const { path } of stale) {
    output.writeError(`${path}: ${existsSync(path) ? "is not current" : "is missing"}\n`);
  }
  output.writeError("run the same command without --check\n");
  output.setExitCode(1);
}

function readText(path: string): string {
  if (!existsSync(path)) throw new Error("no such file");
  return readFileSync(path, "utf8");
}

function currentText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function writeText({ path, text }: GeneratedFile): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
