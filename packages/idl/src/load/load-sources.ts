import { dirname, isAbsolute, join, normalize } from "node:path";
import { type Diagnostic, diagnosticAt } from "../diagnostics/diagnostic.ts";
import { parseFile } from "../syntax/parse-file.ts";
import type { FileSyntax, StringLiteral } from "../syntax/tree.ts";
import { createSourceText } from "../text/source-text.ts";

/** Returns the content of a file. Throws if it cannot be read. */
export type ReadFile = (path: string) => string;

/** A parsed file and the files that it imports. */
export interface LoadedFile {
  readonly file: FileSyntax;
  /** Normal paths of its imports, those that could not be read included. */
  readonly imports: readonly string[];
}

/**
 * All files that an entry reaches, by path, in the order in which they were reached; the entry is the first.
 */
export interface LoadedSources {
  readonly files: ReadonlyMap<string, LoadedFile>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and parses a file and all that it imports, each once; imports may go in circles. Never throws. */
export function loadSources(entryPath: string, readFile: ReadFile): LoadedSources {
  const files = new Map<string, LoadedFile>();
  const diagnostics: Diagnostic[] = [];
  const entry = normalize(entryPath);
  const waiting: { path: string; onFailure: (reason: string) => Diagnostic }[] = [
    { path: entry, onFailure: (reason) => unreadableEntry(entry, reason) },
  ];
  const seen = new Set([entry]);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const content = contentOf(next.path, readFile);
    if (typeof content !== "string") {
      diagnostics.push(next.onFailure(content.reason));
      continue;
    }
    const { file, diagnostics: found } = parseFile(createSourceText(next.path, content));
    diagnostics.push(...found);
    const imports = file.imports.flatMap((literal) => importPath(file, literal, diagnostics));
    files.set(next.path, { file, imports: imports.map(({ path }) => path) });
    for (const { path, literal } of imports) {
      if (seen.has(path)) continue;
      seen.add(path);
      waiting.push({ path, onFailure: (reason) => unreadableImport(file, literal, reason) });
    }
  }
  return { files, diagnostics };
}

function contentOf(path: string, readFile: ReadFile): string | { readonly reason: string } {
  try {
    return readFile(path);
  } catch (cause) {
    return { reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

function importPath(file: FileSyntax, literal: StringLiteral, diagnostics: Diagnostic[]) {
  const { value, span } = literal;
  if (value !== "" && !isAbsolute(value)) return [{ path: join(dirname(file.source.path), value), literal }];
  const help = "use a path relative to this file";
  diagnostics.push(diagnosticAt(file.source, span, { message: `cannot import "${value}"`, help }));
  return [];
}

function unreadableEntry(path: string, reason: string): Diagnostic {
  return { path, message: `the file cannot be read: ${reason}`, help: "check the path" };
}

function unreadableImport(file: FileSyntax, { value, span }: StringLiteral, reason: string): Diagnostic {
  const help = "check the path; it is relative to this file";
  return diagnosticAt(file.source, span, { message: `cannot read "${value}": ${reason}`, help });
}
