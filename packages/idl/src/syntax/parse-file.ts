import type { Diagnostic, Finding } from "../diagnostics/diagnostic.ts";
import { nearestWord } from "../diagnostics/suggestion.ts";
import type { SourceText } from "../text/source-text.ts";
import {
  atForeignDeclaration,
  outsideNamespace,
  refuseForeignDeclaration,
  reportMessageWord,
  skipDeclarationPrefix,
  skipForeignHead,
} from "./foreign-declaration.ts";
import { skipForeignRemarks } from "./foreign-field.ts";
import { tokenize } from "./lexer.ts";
import { type DeclarationKind, parseDeclaration } from "./parse-declaration.ts";
import { skipLine } from "./skip.ts";
import { declarationKeywords, SyntaxFault, TokenCursor } from "./token-cursor.ts";
import type { DeclarationSyntax, FileSyntax, NamespaceSyntax, StringLiteral } from "./tree.ts";

/** A parsed file and everything that is wrong with its form. */
export interface ParsedFile {
  readonly file: FileSyntax;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses a whole `.def` file: `import "path"`, any number of them, then one namespace or more. Never throws;
 * continues after a fault.
 */
export function parseFile(source: SourceText): ParsedFile {
  const { tokens, diagnostics: lexical } = tokenize(source);
  const diagnostics: Diagnostic[] = [...lexical];
  const cursor = new TokenCursor(source, tokens, (diagnostic) => diagnostics.push(diagnostic));
  const imports: StringLiteral[] = [];
  const namespaces: NamespaceSyntax[] = [];
  const broken: string[] = [];
  while (!cursor.atKind("end")) {
    recovering(cursor, broken, () => {
      if (skipForeignHead(cursor)) return;
      if (cursor.at("namespace", 1)) skipDeclarationPrefix(cursor);
      if (cursor.at("import")) imports.push(parseImport(cursor, namespaces.length > 0));
      else if (cursor.at("namespace")) namespaces.push(parseNamespace(cursor, broken));
      else parseOutside(cursor, broken);
    });
  }
  if (namespaces.length === 0 && diagnostics.length === 0) cursor.report(nothingDeclared);
  cursor.next();
  return { file: { source, imports, namespaces, broken: [...broken, ...cursor.lost] }, diagnostics };
}

const nothingDeclared: Finding = {
  message: "the file declares nothing",
  help: "declare a namespace, as in `namespace Acme { … }`",
};

/** `import { A } from "a"`, `import public "a"`: up to the path, on the same line. */
function refuseForeignImport(cursor: TokenCursor): void {
  if (cursor.atKind("string") || cursor.peek().startsLine) return;
  const { span } = cursor.peek();
  skipLine(cursor);
  cursor.fail(
    {
      message: "an import takes in a whole file",
      help: 'write `import "other.def"`, and `Other.Name` where a name of it is used',
    },
    span,
  );
}

function parseImport(cursor: TokenCursor, late: boolean): StringLiteral {
  if (late)
    cursor.report({ message: "an import follows a namespace", help: "move it to the top of the file" });
  cursor.next();
  refuseForeignImport(cursor);
  const help = 'write `import "other.def"`';
  return (
    cursor.acceptString() ??
    cursor.fail({ message: `expected a path in quotes, found ${cursor.found()}`, help })
  );
}

function parseNamespace(cursor: TokenCursor, broken: string[]): NamespaceSyntax {
  const docs = cursor.documented();
  cursor.skip();
  const written = cursor.expectName("the name of the namespace", "write `namespace Name { … }`");
  const isOpen = openNamespace(cursor);
  // What is wrong with the name has been reported with the missing brace.
  const name = isOpen ? written : { ...written, text: `N${written.text}` };
  const declarations: DeclarationSyntax[] = [];
  while (!cursor.at("}")) {
    if (cursor.atKind("end") || cursor.at("namespace")) {
      if (!isOpen) return { name, declarations, ...docs };
      const help = `close it with \`}\` before ${cursor.found()}`;
      cursor.report({ message: `namespace \`${name.text}\` has no closing \`}\``, help }, name.span);
      return { name, declarations, ...docs };
    }
    recovering(cursor, broken, () => {
      const { kind, isForeign } = declarationKind(cursor);
      declarations.push(parseDeclaration(cursor, kind, isForeign));
    });
  }
  cursor.next();
  return { name, declarations, ...docs };
}

/** A namespace without braces, as other languages have it, is taken for the rest of the file. */
function openNamespace(cursor: TokenCursor): boolean {
  if (cursor.accept("{")) return true;
  cursor.report({
    message: `expected \`{\`, found ${cursor.found()}`,
    help: "open the namespace with `{`: its name is one word, and the declarations are inside",
  });
  skipLine(cursor);
  return false;
}

/** A declaration outside of a namespace: the first is reported, each is read and dropped. */
function parseOutside(cursor: TokenCursor, broken: string[]): void {
  const isDeclaration = cursor.atDeclaration() || atForeignDeclaration(cursor);
  if (!isDeclaration) failOutside(cursor);
  cursor.reportOnce(outsideNamespace);
  const { kind, isForeign } = declarationKind(cursor);
  broken.push(parseDeclaration(cursor, kind, isForeign).name.text);
}

function failOutside(cursor: TokenCursor): never {
  const nearest = cursor.atKind("name")
    ? nearestWord(cursor.peek().text, ["namespace", "import"])
    : undefined;
  const help = nearest ? `did you mean \`${nearest}\`?` : outsideNamespace.help;
  return cursor.fail({ message: `expected \`namespace\` or \`import\`, found ${cursor.found()}`, help });
}

/** The kind of the declaration ahead. A keyword that is nearly right is reported and taken for it. */
function declarationKind(cursor: TokenCursor): {
  readonly kind: DeclarationKind;
  readonly isForeign?: boolean;
} {
  skipForeignRemarks(cursor);
  skipDeclarationPrefix(cursor);
  const exact = declarationKeywords.find((keyword) => cursor.at(keyword));
  if (exact) return { kind: exact };
  if (reportMessageWord(cursor)) return { kind: "message", isForeign: true };
  refuseForeignDeclaration(cursor);
  const choice = "declare a message, an enum, a union, an alias, a mixin or an error";
  const message = `expected a declaration, found ${cursor.found()}`;
  if (!cursor.atKind("name") || !cursor.atKind("name", 1)) return cursor.fail({ message, help: choice });
  const nearest = nearestWord(cursor.peek().text, declarationKeywords) as DeclarationKind | undefined;
  if (!nearest) return cursor.fail({ message, help: choice });
  cursor.report({ message, help: `did you mean \`${nearest}\`?` });
  return { kind: nearest };
}

/**
 * Runs a step of the parser; after a fault, notes the declaration's name and passes over what is left of it.
 */
function recovering(cursor: TokenCursor, broken: string[], step: () => void): void {
  const before = cursor.index;
  const names = [cursor.peek(1), cursor.peek(2), cursor.peek(3)].filter(({ kind }) => kind === "name");
  try {
    step();
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    for (const { text } of names) broken.push(text);
    skipDeclaration(cursor, before);
  }
}

/**
 * Stops at the next declaration, behind the body of the faulty one, or before the brace that closes what it
 * is in.
 */
function skipDeclaration(cursor: TokenCursor, before: number): void {
  if (cursor.index === before && !cursor.at("{")) cursor.skip();
  let depth = 0;
  while (!cursor.atKind("end") && !cursor.atDeclaration()) {
    const { text, startsLine } = cursor.peek();
    if (depth === 0 && cursor.index > before + 1 && atForeignDeclaration(cursor)) return;
    if (startsLine && (text === "namespace" || text === "import") && depth === 0) return;
    if (text === "}" && depth === 0) break;
    cursor.skip();
    if (text === "{") depth++;
    if (text === "}" && --depth === 0) return;
  }
}
