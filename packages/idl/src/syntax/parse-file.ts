import type { Diagnostic, Finding } from "../diagnostics/diagnostic.ts";
import { nearestWord } from "../diagnostics/suggestion.ts";
import type { SourceText } from "../source/source-text.ts";
import { tokenize } from "./lexer.ts";
import { type DeclarationKind, parseDeclaration } from "./parse-declaration.ts";
import { declarationKeywords, SyntaxFault, TokenCursor } from "./token-cursor.ts";
import type { DeclarationSyntax, FileSyntax, NamespaceSyntax, StringLiteral } from "./tree.ts";

/** A parsed file and everything that is wrong with its form. */
export interface ParsedFile {
  readonly file: FileSyntax;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a whole `.def` file: `import "path"`, any number of them, then one namespace or more. Never throws; goes on after every fault. */
export function parseFile(source: SourceText): ParsedFile {
  const { tokens, diagnostics: lexical } = tokenize(source);
  const diagnostics: Diagnostic[] = [...lexical];
  const cursor = new TokenCursor(source, tokens, (diagnostic) => diagnostics.push(diagnostic));
  const imports: StringLiteral[] = [];
  const namespaces: NamespaceSyntax[] = [];
  const broken: string[] = [];
  while (!cursor.atKind("end")) {
    recovering(cursor, broken, () => {
      if (cursor.at("import")) imports.push(parseImport(cursor, namespaces.length > 0));
      else namespaces.push(parseNamespace(cursor, broken));
    });
  }
  if (namespaces.length === 0 && diagnostics.length === 0) cursor.report(nothingDeclared);
  cursor.next();
  return { file: { source, imports, namespaces, broken }, diagnostics };
}

const nothingDeclared: Finding = {
  message: "the file declares nothing",
  help: "declare a namespace, as in `namespace Acme { … }`",
};

function parseImport(cursor: TokenCursor, late: boolean): StringLiteral {
  if (late)
    cursor.report({ message: "an import stands after a namespace", help: "move it to the top of the file" });
  cursor.next();
  const help = 'write `import "other.def"`';
  return (
    cursor.acceptString() ??
    cursor.fail({ message: `expected a path in quotes, found ${cursor.found()}`, help })
  );
}

function parseNamespace(cursor: TokenCursor, broken: string[]): NamespaceSyntax {
  const docs = cursor.documented();
  if (!cursor.at("namespace")) failOutside(cursor);
  cursor.skip();
  const name = cursor.expectName("the name of the namespace", "write `namespace Name { … }`");
  cursor.expect("{", "open the namespace with `{`");
  const declarations: DeclarationSyntax[] = [];
  while (!cursor.at("}")) {
    if (cursor.atKind("end") || cursor.at("namespace")) {
      const help = `close it with \`}\` before ${cursor.found()}`;
      cursor.report({ message: `namespace \`${name.text}\` has no closing \`}\``, help }, name.span);
      return { name, declarations, ...docs };
    }
    recovering(cursor, broken, () => declarations.push(parseDeclaration(cursor, declarationKind(cursor))));
  }
  cursor.next();
  return { name, declarations, ...docs };
}

function failOutside(cursor: TokenCursor): never {
  const nearest = cursor.atKind("name")
    ? nearestWord(cursor.peek().text, ["namespace", "import"])
    : undefined;
  const advice = "declarations stand inside `namespace Name { … }`";
  const help = nearest ? `did you mean \`${nearest}\`?` : advice;
  return cursor.fail({ message: `expected \`namespace\` or \`import\`, found ${cursor.found()}`, help });
}

/** The kind of the declaration ahead. A keyword that is nearly right is reported and taken for it. */
function declarationKind(cursor: TokenCursor): DeclarationKind {
  const exact = declarationKeywords.find((keyword) => cursor.at(keyword));
  if (exact) return exact;
  const choice = "declare a message, an enum or an error";
  const message = `expected a declaration, found ${cursor.found()}`;
  if (!cursor.atKind("name") || !cursor.atKind("name", 1)) return cursor.fail({ message, help: choice });
  const nearest = nearestWord(cursor.peek().text, declarationKeywords) as DeclarationKind | undefined;
  if (!nearest) return cursor.fail({ message, help: choice });
  cursor.report({ message, help: `did you mean \`${nearest}\`?` });
  return nearest;
}

/** Runs a step of the parser; after a fault, notes the declaration's name and passes over what is left of it. */
function recovering(cursor: TokenCursor, broken: string[], step: () => void): void {
  const before = cursor.index;
  const { kind, text } = cursor.peek(1);
  try {
    step();
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    if (kind === "name") broken.push(text);
    skipDeclaration(cursor, before);
  }
}

/** Stops at the next declaration, behind the body of the faulty one, or before the brace that closes what it is in. */
function skipDeclaration(cursor: TokenCursor, before: number): void {
  if (cursor.index === before && !cursor.at("{")) cursor.skip();
  let depth = 0;
  while (!cursor.atKind("end") && !cursor.atDeclaration()) {
    const { text, startsLine } = cursor.peek();
    if (startsLine && (text === "namespace" || text === "import") && depth === 0) return;
    if (text === "}" && depth === 0) break;
    cursor.skip();
    if (text === "{") depth++;
    if (text === "}" && --depth === 0) return;
  }
}
