import type { DescribedField, OpenrpcDocument } from "@aiwhisperer/protocol/document";
import { bareNameOf } from "@aiwhisperer/protocol/rpc";
import { withPlainEnums } from "./plain-enums.ts";

/**
 * The newest version that the generators in use accept. The document has nothing that later versions added.
 */
const GENERATORS_VERSION = "1.2.6";

/**
 * Words that no parameter of a function may have as its name in strict JavaScript (ECMA-262, sections 12.7.2
 * and 13.1.1).
 */
const RESERVED_WORDS = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof " +
    "var void while with yield"
  ).split(" "),
);

interface Method {
  readonly name: string;
  readonly params: readonly DescribedField[];
}

/**
 * An OpenRPC document from which code generators make functions. Methods have their bare names, which are
 * identifiers and which the server accepts; required parameters precede optional ones. What no function can
 * have is left out: a method whose bare name belongs to an earlier method, an optional parameter with a
 * reserved word as its name, and a method that requires such a parameter.
 */
export function bareOpenrpc(document: OpenrpcDocument): OpenrpcDocument {
  const methods = new Map<string, Method>();
  for (const method of document.methods as readonly Method[]) {
    const name = bareNameOf(method.name);
    const isCallable =
      !RESERVED_WORDS.has(name) && !method.params.some((one) => one.required && isReserved(one));
    if (isCallable && !methods.has(name))
      methods.set(name, { ...method, name, params: toArguments(method.params) });
  }
  return withPlainEnums({ ...document, openrpc: GENERATORS_VERSION, methods: [...methods.values()] });
}

function toArguments(params: readonly DescribedField[]): readonly DescribedField[] {
  return params.filter((one) => !isReserved(one)).toSorted((a, b) => Number(b.required) - Number(a.required));
}

function isReserved({ name }: DescribedField): boolean {
  return RESERVED_WORDS.has(name);
}
