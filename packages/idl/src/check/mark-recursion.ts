import type { DeclarationModel, FieldModel, TypeModel } from "../model/contract-model.ts";
import { type MessageNode, nodeKey } from "./check-endless.ts";

/** Which messages can be reached from which, by key. */
export type Reach = ReadonlyMap<string, ReadonlySet<string>>;

/** For each message, every message that a value of it may hold at any depth. */
export function messageReach(nodes: ReadonlyMap<string, MessageNode>): Reach {
  const direct = new Map(
    Array.from(nodes, ([key, { message }]) => [key, message.fields.flatMap(({ type }) => heldBy(type))]),
  );
  return new Map(
    Array.from(nodes.keys(), (key) => {
      const reached = new Set(direct.get(key));
      for (const next of reached) for (const held of direct.get(next) ?? []) reached.add(held);
      return [key, reached];
    }),
  );
}

/**
 * The declaration with `recursive` set on every reference to a message that may hold the declaration itself.
 */
export function markRecursion<D extends DeclarationModel>(
  declaration: D,
  namespace: string,
  reach: Reach,
): D {
  if (declaration.kind === "enum") return declaration;
  const key = nodeKey(namespace, declaration.name);
  const mark = (type: TypeModel): TypeModel => {
    if (type.kind === "array") return { ...type, item: mark(type.item) };
    if (type.kind === "map") return { ...type, value: mark(type.value) };
    if (type.kind !== "reference") return type;
    return { ...type, recursive: reach.get(nodeKey(type.namespace, type.name))?.has(key) ?? false };
  };
  const fields: FieldModel[] = declaration.fields.map((field) => ({ ...field, type: mark(field.type) }));
  return { ...declaration, fields };
}

function heldBy(type: TypeModel): string[] {
  if (type.kind === "array") return heldBy(type.item);
  if (type.kind === "map") return heldBy(type.value);
  return type.kind === "reference" && type.target === "message" ? [nodeKey(type.namespace, type.name)] : [];
}
