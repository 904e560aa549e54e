import type { OpenrpcDocument } from "@aiwhisperer/protocol/document";

interface Parts {
  readonly info: { readonly title: string };
  readonly methods: readonly unknown[];
  readonly components: { readonly [kind: string]: { readonly [name: string]: unknown } };
}

/**
 * One document for several contracts. It is the first one's, with the methods, notifications, errors and
 * components of the others behind its own; the others' errors, components and titles of schemas are named for
 * their contract, so that equal names do not meet.
 */
export function mergeOpenrpc([first = {}, ...others]: readonly OpenrpcDocument[]): OpenrpcDocument {
  return others.reduce(mergeTwo, first);
}

function mergeTwo(base: OpenrpcDocument, other: OpenrpcDocument): OpenrpcDocument {
  const title = partsOf(other).info.title;
  const renamed = renamedFor(title, other) as OpenrpcDocument;
  const errors = (listOf(renamed, "x-errors") as readonly { readonly name: string }[]).map((error) => ({
    ...error,
    name: `${title}.${error.name}`,
  }));
  const lists = {
    methods: [...listOf(base, "methods"), ...listOf(renamed, "methods")],
    "x-notifications": [...listOf(base, "x-notifications"), ...listOf(renamed, "x-notifications")],
    "x-errors": [...listOf(base, "x-errors"), ...errors],
  };
  const { components } = partsOf(base);
  const added = Object.entries(partsOf(renamed).components).map(([kind, entries]) => {
    const named = Object.entries(entries).map(([name, entry]) => [`${title}.${name}`, entry]);
    return [kind, { ...components[kind], ...Object.fromEntries(named) }];
  });
  return {
    ...base,
    ...lists,
    components: { ...components, ...Object.fromEntries(added) },
  };
}

/**
 * A part of a document with its references and the titles of its schemas named for a contract; the members of
 * enums keep their names.
 */
function renamedFor(contract: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => renamedFor(contract, each));
  if (typeof value !== "object" || value === null || "const" in value) return value;
  const members = Object.entries(value).map(([key, member]) => {
    if (typeof member !== "string") return [key, renamedFor(contract, member)];
    if (key === "$ref") return [key, member.replace(/(#\/components\/\w+\/)/, `$1${contract}.`)];
    return [key, key === "title" ? contract + member : member];
  });
  return Object.fromEntries(members);
}

function partsOf(document: OpenrpcDocument): Parts {
  return document as unknown as Parts;
}

function listOf(document: OpenrpcDocument, key: string): readonly unknown[] {
  return (document[key] as readonly unknown[] | undefined) ?? [];
}
