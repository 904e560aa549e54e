import type { FieldModel, MessageModel, NamespaceModel, TypeModel } from "../model/contract-model.ts";

/** A message and its key, which is unique across namespaces. */
export interface MessageNode {
  readonly key: string;
  readonly namespace: string;
  readonly message: MessageModel;
  /**
   * Keys of messages of which every value of the type holds at least one; none where values may do without.
   */
  requiredBy(type: TypeModel): readonly string[];
}

/** A way from a message back to itself along which every value must hold another one. */
export interface EndlessPath {
  /** Where the way begins. */
  readonly start: MessageNode;
  /** The field of `start` that begins it. */
  readonly field: FieldModel;
  /** `A.b → B.a → A`. */
  readonly text: string;
}

/** Key of a message or enum among all namespaces. */
export function nodeKey(namespace: string, name: string): string {
  return `${namespace}.${name}`;
}

/** All messages of all namespaces, by key. */
export function messageNodes(
  namespaces: readonly Pick<NamespaceModel, "name" | "declarations">[],
): Map<string, MessageNode> {
  const nodes = new Map<string, MessageNode>();
  const unions = new Map<string, readonly string[]>();
  const requiredBy = (type: TypeModel) => requiredMessages(type, unions);
  for (const { name, declarations } of namespaces) {
    for (const message of declarations) {
      const key = nodeKey(name, message.name);
      if (message.kind === "message") nodes.set(key, { key, namespace: name, message, requiredBy });
      if (message.kind === "union")
        unions.set(
          key,
          message.variants.map(({ message: variant }) => nodeKey(variant.namespace, variant.name)),
        );
    }
  }
  return nodes;
}

/** Finds messages that no finite value can satisfy, one path for each circle of them. */
export function findEndlessPaths(nodes: ReadonlyMap<string, MessageNode>): EndlessPath[] {
  const finite = finiteKeys(nodes);
  const explained = new Set<string>();
  const paths: EndlessPath[] = [];
  for (const start of nodes.values()) {
    if (finite.has(start.key) || explained.has(start.key)) continue;
    const steps = stepsFrom(start, nodes, finite);
    const circle = steps.findIndex(({ node }) => node.key === steps.at(-1)?.target);
    for (const { node } of steps) explained.add(node.key);
    const [first] = steps.slice(circle);
    if (circle === -1 || !first) continue;
    const names = steps.slice(circle).map(({ node, field }) => `${node.message.name}.${field.name}`);
    paths.push({
      start: first.node,
      field: first.field,
      text: [...names, first.node.message.name].join(" → "),
    });
  }
  return paths;
}

interface Step {
  readonly node: MessageNode;
  readonly field: FieldModel;
  readonly target: string;
}

/** Follows the first endless field of each message until a message comes again. */
function stepsFrom(
  start: MessageNode,
  nodes: ReadonlyMap<string, MessageNode>,
  finite: ReadonlySet<string>,
): Step[] {
  const steps: Step[] = [];
  for (let node: MessageNode | undefined = start; node && !steps.some((step) => step.node === node); ) {
    const current: MessageNode = node;
    const field = current.message.fields.find((candidate) => !canEnd(current, candidate, finite));
    const [target] = field ? current.requiredBy(field.type) : [];
    if (!field || !target) break;
    steps.push({ node: current, field, target });
    node = nodes.get(target);
  }
  return steps;
}

/** Grows the set of messages that have a finite value until it grows no more. */
function finiteKeys(nodes: ReadonlyMap<string, MessageNode>): Set<string> {
  const finite = new Set<string>();
  for (let before = -1; before !== finite.size; ) {
    before = finite.size;
    for (const node of nodes.values()) {
      if (node.message.fields.every((field) => canEnd(node, field, finite))) finite.add(node.key);
    }
  }
  return finite;
}

function canEnd(node: MessageNode, field: FieldModel, finite: ReadonlySet<string>): boolean {
  const targets = field.optional ? [] : node.requiredBy(field.type);
  return targets.length === 0 || targets.some((target) => finite.has(target));
}

function requiredMessages(
  type: TypeModel,
  unions: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (type.kind === "array") return type.limits.min ? requiredMessages(type.item, unions) : [];
  if (type.kind === "map") return type.limits.min ? requiredMessages(type.value, unions) : [];
  if (type.kind !== "reference" || type.target === "enum") return [];
  const key = nodeKey(type.namespace, type.name);
  return type.target === "message" ? [key] : (unions.get(key) ?? []);
}
