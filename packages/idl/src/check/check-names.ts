import { dataTypeName, toCamelCase, toKebabCase } from "../model/naming.ts";
import type {
  DeclarationSyntax,
  EnumSyntax,
  FieldSyntax,
  Identifier,
  MemberSyntax,
  UnionSyntax,
} from "../syntax/tree.ts";
import { locationText } from "../text/source-text.ts";
import { reportIn, type Scope } from "./scope.ts";

/** Globals that generated code uses, so that nothing generated may hide them. */
const reservedTypes = new Set(["Array", "Number", "Object"]);

/**
 * Words that JavaScript does not take as the name of a constant, and `rpc`, which JSON-RPC 2.0 keeps for
 * itself (section 4).
 */
const reservedConstants = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally
  for function if implements import in instanceof interface let new null package private protected public return rpc static super
  switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
);

/** Checks the name of a declaration: its first letter, and that generated code can carry it. */
export function checkDeclarationName(scope: Scope, { kind, name }: DeclarationSyntax): void {
  checkCapital(scope, name, kind);
  const generated = ["Methods", "Notifications", "Errors"].map((ending) => scope.namespace + ending);
  if (reservedTypes.has(name.text) || generated.includes(name.text)) {
    reportIn(scope, name.span, {
      message: `\`${name.text}\` is a name that generated code needs`,
      help: "choose another name",
    });
  }
  const base = name.text.endsWith("Data") ? name.text.slice(0, -4) : "";
  const error = scope.symbols.namespaces.get(scope.namespace)?.get(base)?.declaration;
  if (error?.kind !== "error" || error.fields.length === 0) return;
  const message = `\`${dataTypeName(base)}\` is the name of the data of error \`${base}\``;
  reportIn(scope, name.span, { message, help: "choose another name" });
}

/** Checks the name of a namespace: its first letter, and that methods, constants and files can carry it. */
export function checkNamespaceName(scope: Scope, name: Identifier): void {
  checkCapital(scope, name, "namespace");
  const constant = toCamelCase(name.text);
  if (reservedConstants.has(constant) || /^(is|schemaOf|defaultsOf)[A-Z]/.test(constant)) {
    const message = `namespace \`${name.text}\` would be \`${constant}\` in generated code, which cannot be`;
    reportIn(scope, name.span, { message, help: "choose another name" });
  }
  const others = [...scope.symbols.namespaces.keys()];
  const double = others.find((other) => other !== name.text && toKebabCase(other) === toKebabCase(name.text));
  if (!double || others.indexOf(double) > others.indexOf(name.text)) return;
  const message = `namespaces \`${double}\` and \`${name.text}\` are the same file when generated`;
  reportIn(scope, name.span, {
    message,
    help: "choose names that differ in more than the case of their letters",
  });
}

/**
 * Checks that fields have different names, and none that objects of JavaScript treat in a way of their own.
 */
export function checkFieldNames(scope: Scope, fields: readonly FieldSyntax[]): void {
  checkDistinct(scope, fields, "field");
}

/** Checks that a union has variants, and that their tags differ. */
export function checkVariants(scope: Scope, { name, variants, complete }: UnionSyntax): void {
  if (variants.length === 0 && complete) {
    const message = `union \`${name.text}\` has no variants`;
    reportIn(scope, name.span, { message, help: "add one, as in `text: TextPart`" });
  }
  checkDistinct(scope, variants, "variant");
}

/**
 * Checks that an enum has members, that their names and values differ, and that the values are all numbers or
 * all texts.
 */
export function checkMembers(scope: Scope, { name, members, complete }: EnumSyntax): void {
  if (members.length === 0 && complete) {
    reportIn(scope, name.span, {
      message: `enum \`${name.text}\` has no members`,
      help: "add one, as in `First = 0`",
    });
  }
  checkDistinct(scope, members, "member");
  const kind = typeof members[0]?.value.value;
  const seen = new Map<number | string, string>();
  for (const { name: member, value } of members) {
    checkMemberValue(scope, value, kind);
    const first = seen.get(value.value);
    if (first) {
      const what = kind === "string" ? "text" : "number";
      const help = `give it a ${what} of its own${kind === "string" ? "" : `, such as ${nextFree(members)}`}`;
      reportIn(scope, value.span, {
        message: `\`${member.text}\` has the same ${what} as \`${first}\``,
        help,
      });
    } else seen.set(value.value, member.text);
  }
}

function checkCapital(scope: Scope, { text, span }: Identifier, kind: string): void {
  if (/^[A-Z]/.test(text)) return;
  const word = text.replace(/^_+/, "");
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  const help = capital ? `write \`${capital}\`` : "choose another name";
  reportIn(scope, span, { message: `${kind} \`${text}\` does not begin with a capital letter`, help });
}

/** `kind` is the type of the first member's value. */
function checkMemberValue(scope: Scope, value: MemberSyntax["value"], kind: string): void {
  const { span } = value;
  if (typeof value.value !== kind) {
    const message = "an enum has numbers or texts, not both";
    reportIn(scope, span, { message, help: `write a ${kind === "string" ? "text" : "number"}` });
  } else if (typeof value.value === "string") {
    if (!value.value.isWellFormed())
      reportIn(scope, span, { message: "this text is not valid Unicode", help: "choose another text" });
  } else if (!Number.isSafeInteger(value.value)) {
    const text = "text" in value ? value.text : String(value.value);
    const message = `\`${text}\` cannot be the number of a member`;
    reportIn(scope, span, { message, help: "use a whole number" });
  }
}

function nextFree(members: readonly MemberSyntax[]): number {
  const numbers = members.map(({ value }) =>
    typeof value.value === "number" ? Math.floor(value.value) : -1,
  );
  return Math.max(-1, ...numbers) + 1;
}

function checkDistinct(scope: Scope, parts: readonly { readonly name: Identifier }[], what: string): void {
  const seen = new Map<string, Identifier>();
  for (const { name } of parts) {
    const first = seen.get(name.text);
    if (name.text === "__proto__") {
      const message = "`__proto__` has a meaning of its own in JavaScript";
      reportIn(scope, name.span, { message, help: `choose another name for the ${what}` });
    } else if (first) {
      const place = locationText(scope.source, first.span.start);
      const message = `${what} \`${name.text}\` is declared twice`;
      reportIn(scope, name.span, { message, help: `rename one of them; the first is at ${place}` });
    } else seen.set(name.text, name);
  }
}
