import { nearestWord } from "../diagnostics/suggestion.ts";
import { roleOfMessage, stemOfMessage, toCamelCase } from "../model/naming.ts";
import type { Identifier, MessageSyntax, UntypedSyntax } from "../syntax/tree.ts";
import { type Lookup, reportIn, resolveName, type Scope } from "./scope.ts";

/** A message and where it is declared. */
export interface ScopedMessage {
  readonly scope: Scope;
  readonly syntax: MessageSyntax;
}

/** An untyped method and where it is declared. */
export interface ScopedUntyped {
  readonly scope: Scope;
  readonly syntax: UntypedSyntax;
}

const errorLookup: Lookup = { what: "error", kinds: ["error"], builtIn: [], synonyms: {} };

/**
 * Checks that every request of a namespace has its response and the other way round, and that methods have
 * different names.
 */
export function checkMethods(messages: readonly ScopedMessage[], untyped: readonly ScopedUntyped[]): void {
  const requests = ofRole(messages, "request");
  const responses = ofRole(messages, "response");
  const lonelyRequests = requests.filter((request) => !partnerOf(request, responses));
  const lonelyResponses = responses.filter((response) => !partnerOf(response, requests));
  const explained = new Set<ScopedMessage>();
  for (const response of lonelyResponses)
    explained.add(reportLonelyResponse(response, lonelyRequests) ?? response);
  for (const request of lonelyRequests) if (!explained.has(request)) reportLonelyRequest(request);
  checkMethodNames([
    ...requests.map(({ scope, syntax }) => ({ scope, name: syntax.name, method: stemOf({ syntax }) })),
    ...untyped.map(({ scope, syntax }) => ({ scope, name: syntax.name, method: syntax.name.text })),
  ]);
  for (const message of messages) checkRole(message);
}

/** Resolves what a request may raise, to names of errors of its own namespace. */
export function resolveRaises({ scope, syntax }: ScopedMessage): string[] {
  const names: string[] = [];
  for (const raised of syntax.raises) {
    const symbol = resolveName(scope, raised, errorLookup);
    if (!symbol) continue;
    const { text } = symbol.declaration.name;
    if (symbol.namespace !== scope.namespace) {
      const message = `\`${text}\` is an error of namespace \`${symbol.namespace}\``;
      reportIn(scope, raised.span, {
        message,
        help: `declare an error in \`${scope.namespace}\`: methods raise those of their own`,
      });
    } else if (names.includes(text)) {
      reportIn(scope, raised.span, { message: `\`${text}\` is listed twice`, help: "remove one" });
    } else names.push(text);
  }
  return names;
}

function ofRole(messages: readonly ScopedMessage[], role: "request" | "response"): ScopedMessage[] {
  return messages.filter(
    ({ syntax }) => roleOfMessage(syntax.name.text) === role && stemOf({ syntax }) !== "",
  );
}

function stemOf({ syntax }: Pick<ScopedMessage, "syntax">): string {
  return stemOfMessage(syntax.name.text);
}

function partnerOf(message: ScopedMessage, others: readonly ScopedMessage[]): boolean {
  const stem = stemOf(message);
  const { broken } = message.scope.symbols;
  const isBroken = broken.has(`${stem}Request`) || broken.has(`${stem}Response`);
  return isBroken || others.some((other) => stemOf(other) === stem);
}

/** Reports a response without a request. Returns the request that it was most likely meant for. */
function reportLonelyResponse(
  response: ScopedMessage,
  requests: readonly ScopedMessage[],
): ScopedMessage | undefined {
  const { scope, syntax } = response;
  const nearest = nearestWord(stemOf(response), requests.map(stemOf));
  const request = requests.find((candidate) => stemOf(candidate) === nearest);
  const wanted = `${stemOf(response)}Request`;
  const help = request
    ? `did you mean \`${nearest}Response\`, the response to \`${request.syntax.name.text}\`?`
    : `declare \`message ${wanted}\`, or give the message a name without \`Response\``;
  reportIn(scope, syntax.name.span, { message: `\`${syntax.name.text}\` has no \`${wanted}\``, help });
  return request;
}

function reportLonelyRequest(request: ScopedMessage): void {
  const { scope, syntax } = request;
  const wanted = `${stemOf(request)}Response`;
  const help = `declare \`message ${wanted}\`, even if it is empty, or give the message a name without \`Request\``;
  reportIn(scope, syntax.name.span, { message: `\`${syntax.name.text}\` has no \`${wanted}\``, help });
}

interface NamedMethod {
  readonly scope: Scope;
  /** The declaration's. */
  readonly name: Identifier;
  readonly method: string;
}

function checkMethodNames(methods: readonly NamedMethod[]): void {
  const seen = new Map<string, Identifier>();
  for (const { scope, name, method: declared } of methods) {
    const method = toCamelCase(declared);
    const first = seen.get(method);
    if (first) {
      const message = `\`${first.text}\` and \`${name.text}\` are both the method \`${method}\``;
      reportIn(scope, name.span, {
        message,
        help: "choose names that differ in more than the case of their letters",
      });
    } else seen.set(method, name);
  }
}

function checkRole({ scope, syntax: { name, raises } }: ScopedMessage): void {
  const role = roleOfMessage(name.text);
  if (["Request", "Response", "Notification"].includes(name.text)) {
    const help = `put a name before it, as in \`Start${name.text}\``;
    reportIn(scope, name.span, {
      message: `\`${name.text}\` alone names no ${role === "notification" ? role : "method"}`,
      help,
    });
  }
  const [first] = raises;
  if (!first || role === "request") return;
  const message = `\`${name.text}\` raises errors, but only requests can`;
  reportIn(scope, first.span, { message, help: "remove `raises`, or put it behind the name of a request" });
}
