import {
  type DeclarationModel,
  type FieldModel,
  type NamespaceModel,
  referencesIn,
  type TypeModel,
} from "../model/contract-model.ts";
import { nodeKey } from "./check-endless.ts";

/** Which messages and unions can be reached from which, by key. */
export type Reach = ReadonlyMap<string, ReadonlySet<string>>;

/** For each message and union, everything of their kind that a value of it may hold at any depth. */
export function messageReach(namespaces: readonly Pick<NamespaceModel, "name" | "declarations">[]): Reach {
  const direct = new Map(
    namespaces.flatMap(({ name, declarations }) =>
      declarations.flatMap((declaration): readonly (readonly [string, readonly string[]])[] =>
        declaration.kind === "message" || declaration.kind === "union"
          ? [[nodeKey(name, declaration.name), heldByDeclaration(declaration)]]
          : [],
      ),
    ),
  );
  return new Map(
    Array.from(direct.keys(), (key) => {
      const reached = new Set(direct.get(key));
      for (const next of reached) for (const held of direct.get(next) ?? []) reached.add(held);
      return [key, reached];
    }),
  );
}

/**
 * The declaration with `recursive` set on every reference to a message or union that may hold the declaration
 * itself.
 */
export function markRecursion<D extends DeclarationModel>(
  declaration: D,
  namespace: string,
  reach: Reach,
): D {
  if (declaration.kind === "enum" || declaration.kind === "alias") return declaration;
  const key = nodeKey(namespace, declaration.name);
  const mark = (type: TypeModel): TypeModel => {
    if (type.kind === "array") return { ...type, item: mark(type.item) };
    if (type.kind === "map") return { ...type, value: mark(type.value) };
    if (type.kind === "nullable") return { ...type, type: mark(type.type) };
    return type.kind === "reference" ? { ...type, recursive: isHeldBy(type) } : type;
  };
  const isHeldBy = ({ namespace: other, name }: { readonly namespace: string; readonly name: string }) =>
    reach.get(nodeKey(other, name))?.has(key) ?? false;
  if (declaration.kind === "union") {
    const variants = declaration.variants.map((variant) => ({
      ...variant,
      message: { ...variant.message, recursive: isHeldBy(variant.message) },
    }));
    return { ...declaration, variants };
  }
  const fields: FieldModel[] = declaration.fields.map((field) => ({ ...field, type: mark(field.type) }));
  return { ...declaration, fields };
}

function heldByDeclaration(declaration: DeclarationModel & { readonly kind: "message" | "union" }): string[] {
  return referencesIn(declaration)
    .filter(({ target }) => target !== "enum")
    .map(({ namespace, name }) => nodeKey(namespace, name));
}
