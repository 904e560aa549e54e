import { dirname, relative } from "node:path";
import { diagnosticAt, type Report } from "../diagnostics/diagnostic.ts";
import type { LoadedSources } from "../load/load-sources.ts";
import type {
  ContractModel,
  DeclarationModel,
  MessageModel,
  MethodModel,
  NamespaceModel,
  UntypedMethodModel,
} from "../model/contract-model.ts";
import { roleOfMessage, stemOfMessage, toCamelCase } from "../model/naming.ts";
import type { FileSyntax, NamespaceSyntax, UntypedSyntax } from "../syntax/tree.ts";
import { findEndlessPaths, type MessageNode, messageNodes } from "./check-endless.ts";
import { checkErrorCodes, type ScopedError } from "./check-errors.ts";
import { checkMethods, resolveRaises, type ScopedMessage, type ScopedUntyped } from "./check-methods.ts";
import { checkDeclarationName, checkNamespaceName } from "./check-names.ts";
import { markRecursion, messageReach } from "./mark-recursion.ts";
import { checkMixin, remarksOf, resolveDeclaration } from "./resolve-declaration.ts";
import type { Scope } from "./scope.ts";
import { collectSymbols } from "./symbols.ts";

/** A namespace as one file declares it. */
interface NamespacePart {
  readonly file: FileSyntax;
  readonly scope: Scope;
  readonly syntax: NamespaceSyntax;
}

/** A namespace of which types are resolved, but neither recursion is marked nor methods are put together. */
interface DraftNamespace {
  readonly name: string;
  readonly parts: readonly NamespacePart[];
  readonly declarations: readonly DeclarationModel[];
  readonly untypedMethods: readonly UntypedMethodModel[];
  readonly raises: ReadonlyMap<string, readonly string[]>;
}

/**
 * Checks the parsed files against all rules of the language and resolves every name. The model is whole only
 * if nothing was reported.
 */
export function checkContract(sources: LoadedSources, report: Report): ContractModel {
  const drafts = draftNamespaces(namespaceParts(sources, report));
  const nodes = messageNodes(drafts);
  reportEndless(drafts, nodes);
  const reach = messageReach(drafts);
  const [entry = "."] = sources.files.keys();
  const folder = dirname(entry);
  return {
    namespaces: drafts.map((draft) => {
      const declarations = draft.declarations.map((declaration) =>
        markRecursion(declaration, draft.name, reach),
      );
      return completeNamespace({ ...draft, declarations }, folder);
    }),
  };
}

function namespaceParts(sources: LoadedSources, report: Report): NamespacePart[] {
  const symbols = collectSymbols(sources, report);
  return [...sources.files.values()].flatMap(({ file }) =>
    file.namespaces.map((syntax) => {
      const scope: Scope = { symbols, namespace: syntax.name.text, source: file.source, report };
      return { file, scope, syntax };
    }),
  );
}

function draftNamespaces(parts: readonly NamespacePart[]): DraftNamespace[] {
  const errors: ScopedError[] = [];
  const drafts = [...Map.groupBy(parts, ({ syntax }) => syntax.name.text)].map(([name, group]) => {
    for (const { scope, syntax } of group) checkNamespaceName(scope, syntax.name);
    const messages: ScopedMessage[] = [];
    const untyped: ScopedUntyped[] = [];
    const declarations = group.flatMap(({ scope, syntax }) =>
      syntax.declarations.flatMap((declaration) => {
        checkDeclarationName(scope, declaration);
        if (declaration.kind === "untyped") {
          untyped.push({ scope, syntax: declaration });
          return [];
        }
        if (declaration.kind === "mixin") {
          checkMixin(scope, declaration);
          return [];
        }
        if (declaration.kind === "message") messages.push({ scope, syntax: declaration });
        if (declaration.kind === "error") errors.push({ scope, syntax: declaration });
        return [resolveDeclaration(scope, declaration)];
      }),
    );
    checkMethods(messages, untyped);
    const untypedMethods = untyped.map(({ syntax }) => untypedMethodOf(name, syntax));
    const raises = new Map(messages.map((message) => [message.syntax.name.text, resolveRaises(message)]));
    return { name, parts: group, declarations, untypedMethods, raises };
  });
  checkErrorCodes(errors);
  return drafts;
}

function reportEndless(drafts: readonly DraftNamespace[], nodes: ReadonlyMap<string, MessageNode>): void {
  for (const { start, field, text } of findEndlessPaths(nodes)) {
    const parts = drafts.find(({ name }) => name === start.namespace)?.parts ?? [];
    for (const { scope, syntax } of parts) {
      const message = syntax.declarations.find(({ name }) => name.text === start.message.name);
      if (message?.kind !== "message") continue;
      const place =
        message.fields.find(({ name }) => name.text === field.name)?.name.span ?? message.name.span;
      const help = "make one of these fields `optional`, or an array or map that may be empty";
      const finding = { message: `\`${start.message.name}\` contains itself without end: ${text}`, help };
      scope.report(diagnosticAt(scope.source, place, finding));
      break;
    }
  }
}

function completeNamespace(
  { name, parts, declarations, untypedMethods, raises }: DraftNamespace,
  folder: string,
): NamespaceModel {
  const messages = declarations.filter((declaration) => declaration.kind === "message");
  const docs = parts.flatMap(({ syntax }) => (syntax.docs === undefined ? [] : [syntax.docs])).join("\n\n");
  return {
    name,
    ...(docs && { docs }),
    sources: [...new Set(parts.map(({ file }) => relative(folder, file.source.path).replaceAll("\\", "/")))],
    declarations,
    methods: methodsOf(name, messages, raises),
    untypedMethods,
    notifications: messages
      .filter((message) => roleOfMessage(message.name) === "notification")
      .map((message) => ({ name: message.name, message })),
    errors: declarations.filter((declaration) => declaration.kind === "error"),
  };
}

function untypedMethodOf(namespace: string, syntax: UntypedSyntax): UntypedMethodModel {
  const { text } = syntax.name;
  return { name: text, fullName: `${toCamelCase(namespace)}.${toCamelCase(text)}`, ...remarksOf(syntax) };
}

function methodsOf(
  namespace: string,
  messages: readonly MessageModel[],
  raises: DraftNamespace["raises"],
): MethodModel[] {
  return messages.flatMap((request) => {
    if (roleOfMessage(request.name) !== "request") return [];
    const stem = stemOfMessage(request.name);
    const response = messages.find(({ name }) => name === `${stem}Response`);
    if (!response) return [];
    const name = toCamelCase(stem);
    const fullName = `${toCamelCase(namespace)}.${name}`;
    return [{ name, fullName, request, response, raises: raises.get(request.name) ?? [] }];
  });
}
