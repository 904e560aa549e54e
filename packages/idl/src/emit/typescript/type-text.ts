import type { ReferenceModel, TypeModel } from "../../model/contract-model.ts";
import { toCamelCase } from "../../model/naming.ts";

/** What the text of a namespace's module depends on. */
export interface ModuleScope {
  /** Namespace that the module is generated for. */
  readonly namespace: string;
  /** Patterns of its strings, each once: the rule of the first is `pattern$1`. */
  readonly patterns: readonly string[];
}

/** A type as TypeScript writes it. */
export function typeText(scope: ModuleScope, type: TypeModel): string {
  switch (type.kind) {
    case "string":
    case "id":
      return "string";
    case "int":
    case "float":
      return "number";
    case "bool":
      return "boolean";
    case "json":
      return "unknown";
    case "literal":
      return JSON.stringify(type.value);
    case "nullable":
      return `${typeText(scope, type.type)} | null`;
    case "array":
      return `readonly ${elementText(scope, type.item)}[]`;
    case "map":
      return `{ readonly [key: string]: ${typeText(scope, type.value)} }`;
    case "reference":
      return qualified(scope, type, type.name);
  }
}

/**
 * A name that the module of the reference's target exports: bare in the same module, else behind the name of
 * the import.
 */
export function qualified(scope: ModuleScope, { namespace }: ReferenceModel, name: string): string {
  return namespace === scope.namespace ? name : `${importName(namespace)}.${name}`;
}

/** Name under which a module imports that of another namespace. No declared name has a `$`. */
export function importName(namespace: string): string {
  return `$${toCamelCase(namespace)}`;
}

function elementText(scope: ModuleScope, item: TypeModel): string {
  const text = typeText(scope, item);
  return item.kind === "array" || item.kind === "nullable" ? `(${text})` : text;
}
