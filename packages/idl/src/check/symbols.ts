import { diagnosticAt, type Finding, type Report } from "../diagnostics/diagnostic.ts";
import type { LoadedFile, LoadedSources } from "../load/load-sources.ts";
import type { DeclarationSyntax, Identifier } from "../syntax/tree.ts";
import { locationText, type SourceText } from "../text/source-text.ts";

/** A declaration with its file and namespace. */
export interface DeclaredSymbol {
  readonly namespace: string;
  readonly source: SourceText;
  readonly declaration: DeclarationSyntax;
}

/** Everything that the files declare, with what each file may use. */
export interface SymbolTable {
  /** Declarations by namespace and name. Of two with one name only the first is here. */
  readonly namespaces: ReadonlyMap<string, ReadonlyMap<string, DeclaredSymbol>>;
  /** Names of declarations that could not be parsed. */
  readonly broken: ReadonlySet<string>;
  /** Whether some file could not be read, so that names may be missing for no fault of their users. */
  readonly incomplete: boolean;
  /**
   * Whether a file may use what another declares: it is the same, or imported, directly or through other
   * files.
   */
  sees(path: string, otherPath: string): boolean;
}

/** Enters every declaration of the files, and reports names that are declared twice. */
export function collectSymbols(sources: LoadedSources, report: Report): SymbolTable {
  const namespaces = new Map<string, Map<string, DeclaredSymbol>>();
  for (const { file } of sources.files.values()) {
    for (const { name, declarations } of file.namespaces) {
      const symbols = namespaces.get(name.text) ?? new Map<string, DeclaredSymbol>();
      namespaces.set(name.text, symbols);
      for (const declaration of declarations) {
        const symbol = { namespace: name.text, source: file.source, declaration };
        const first = symbols.get(declaration.name.text);
        if (first)
          report(diagnosticAt(file.source, declaration.name.span, declaredTwice(declaration.name, first)));
        else symbols.set(declaration.name.text, symbol);
      }
    }
  }
  const files = [...sources.files.values()];
  const closures = new Map(
    Array.from(sources.files.keys(), (path) => [path, reachable(path, sources.files)]),
  );
  return {
    namespaces,
    broken: new Set(files.flatMap(({ file }) => file.broken)),
    incomplete: files.some(({ imports }) => imports.some((path) => !sources.files.has(path))),
    sees: (path, otherPath) => closures.get(path)?.has(otherPath) ?? false,
  };
}

function declaredTwice({ text }: Identifier, first: DeclaredSymbol): Finding {
  const place = locationText(first.source, first.declaration.name.span.start);
  return { message: `\`${text}\` is declared twice`, help: `rename one of them; the first is at ${place}` };
}

function reachable(path: string, files: ReadonlyMap<string, LoadedFile>): Set<string> {
  const seen = new Set([path]);
  for (const next of seen) for (const imported of files.get(next)?.imports ?? []) seen.add(imported);
  return seen;
}
