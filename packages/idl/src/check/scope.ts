import { dirname, relative } from "node:path";
import { diagnosticAt, type Finding, type Report } from "../diagnostics/diagnostic.ts";
import { nearestWord } from "../diagnostics/suggestion.ts";
import type { Identifier, QualifiedName } from "../syntax/tree.ts";
import type { SourceText, Span } from "../text/source-text.ts";
import type { DeclaredSymbol, SymbolTable } from "./symbols.ts";

/** Where a name is used: a namespace in a file. Checks look names up and report through it. */
export interface Scope {
  readonly symbols: SymbolTable;
  readonly namespace: string;
  readonly source: SourceText;
  readonly report: Report;
  /** Aliases that the type being resolved is reached through, the first one first. */
  readonly aliases?: readonly DeclaredSymbol[];
  /** Called when one of them is reached again. */
  readonly onCircle?: () => void;
}

/** What a name is looked up as. */
export interface Lookup {
  /** For diagnostics: "type", "error". */
  readonly what: string;
  readonly kinds: readonly DeclaredSymbol["declaration"]["kind"][];
  /** Names that the language itself knows and that a mistyped name may have meant. */
  readonly builtIn: readonly string[];
  /** Names of other languages in small letters, and what they are called here. */
  readonly synonyms: { readonly [word: string]: string };
  /** Further such names, by their form. */
  readonly sized?: readonly (readonly [RegExp, string])[];
  /** Names of other languages in small letters for what has no value. */
  readonly absent?: ReadonlySet<string>;
}

/** Reports a fault in the scope's file. */
export function reportIn(scope: Scope, span: Span, finding: Finding): void {
  scope.report(diagnosticAt(scope.source, span, finding));
}

/** Finds what a name means, or reports why it means nothing here. */
export function resolveName(scope: Scope, name: QualifiedName, lookup: Lookup): DeclaredSymbol | undefined {
  const namespace = name.qualifier?.text ?? scope.namespace;
  const members = scope.symbols.namespaces.get(namespace);
  if (!members) {
    if (name.qualifier && !scope.symbols.incomplete) reportUnknownNamespace(scope, name.qualifier);
    return undefined;
  }
  const symbol = members.get(name.name.text);
  if (!symbol) {
    if (!scope.symbols.broken.has(name.name.text)) reportUnknownName(scope, name, members, lookup);
    return undefined;
  }
  if (!lookup.kinds.includes(symbol.declaration.kind)) {
    reportWrongKind(scope, name, symbol, lookup);
    return undefined;
  }
  if (!scope.symbols.sees(scope.source.path, symbol.source.path)) reportNotImported(scope, name, symbol);
  return symbol;
}

function reportUnknownNamespace(scope: Scope, { text, span }: Identifier): void {
  const nearest = nearestWord(text, scope.symbols.namespaces.keys());
  const help = nearest ? `did you mean \`${nearest}\`?` : "import the file that declares it";
  reportIn(scope, span, { message: `unknown namespace \`${text}\``, help });
}

type Members = ReadonlyMap<string, DeclaredSymbol>;

function reportUnknownName(
  scope: Scope,
  { qualifier, name }: QualifiedName,
  members: Members,
  lookup: Lookup,
): void {
  const declared = [...members.values()].filter(({ declaration }) => lookup.kinds.includes(declaration.kind));
  const candidates = [
    ...(qualifier ? [] : lookup.builtIn),
    ...declared.map(({ declaration }) => declaration.name.text),
  ];
  const synonym = qualifier ? undefined : synonymOf(name.text, lookup);
  const nearest = synonym ?? nearestWord(name.text, candidates);
  const elsewhere = nearest || qualifier ? undefined : namespaceOf(scope, name.text);
  const help = elsewhere
    ? `write \`${elsewhere}.${name.text}\``
    : `declare the ${lookup.what}, or import the file that does`;
  const where = qualifier ? ` in namespace \`${qualifier.text}\`` : "";
  const message = `unknown ${lookup.what} \`${name.text}\`${where}`;
  if (!qualifier && lookup.absent?.has(name.text.toLowerCase())) {
    const leave =
      "leave the field out, or write the type that it has when it is there, with `optional` behind it";
    reportIn(scope, name.span, { message, help: leave });
    return;
  }
  reportIn(scope, name.span, { message, help: nearest ? `did you mean ${choiceText(nearest)}?` : help });
}

function synonymOf(text: string, { synonyms, sized = [] }: Lookup): string | undefined {
  const word = text.toLowerCase();
  if (Object.hasOwn(synonyms, word)) return synonyms[word];
  return sized.find(([form]) => form.test(word))?.[1];
}

function choiceText(words: string): string {
  return words
    .split("|")
    .map((word) => `\`${word}\``)
    .join(" or ");
}

function namespaceOf(scope: Scope, name: string): string | undefined {
  const found = [...scope.symbols.namespaces].find(([, members]) => members.has(name));
  return found?.[0];
}

function reportWrongKind(
  scope: Scope,
  { name }: QualifiedName,
  { declaration }: DeclaredSymbol,
  { what }: Lookup,
): void {
  const message = `\`${name.text}\` is declared as ${declaration.kind}, not as ${what}`;
  reportIn(scope, name.span, { message, help: `name a declared ${what}` });
}

function reportNotImported(scope: Scope, { span, name }: QualifiedName, symbol: DeclaredSymbol): void {
  const path = relative(dirname(scope.source.path), symbol.source.path).replaceAll("\\", "/");
  const message = `\`${name.text}\` is declared in a file that this one does not import`;
  reportIn(scope, span, { message, help: `add \`import "${path}"\`` });
}
