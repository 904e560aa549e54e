import type { NamespaceModel } from "../../model/contract-model.ts";
import { docComment } from "./doc-comment.ts";
import { shapesOf } from "./emit-guards.ts";
import { type ModuleScope, qualified } from "./type-text.ts";

/** Lines that declare the defaults of each object type: a constant `defaultsOfX` where it has any. */
export function emitDefaults(scope: ModuleScope, namespace: NamespaceModel): string[] {
  return shapesOf(namespace).flatMap(({ name, fields }) => {
    const lines = fields.flatMap(({ name: field, default: value }) => {
      if (!value) return [];
      const { text, member } = value;
      return [`  ${field}: ${member ? `${qualified(scope, member, member.name)}.${text}` : text},`];
    });
    if (lines.length === 0) return [];
    const docs = `Values of the absent fields of \`${name}\`.`;
    return [...docComment({ docs }), `export const defaultsOf${name} = {`, ...lines, "} as const;", ""];
  });
}
