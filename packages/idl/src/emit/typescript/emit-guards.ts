import type {
  EnumModel,
  FieldModel,
  Limits,
  NamespaceModel,
  ReferenceModel,
  TypeModel,
  UnionModel,
} from "../../model/contract-model.ts";
import { dataTypeName } from "../../model/naming.ts";
import { moduleScope, textRuleNames } from "./emit-text-rules.ts";
import { type ModuleScope, qualified } from "./type-text.ts";

/** A message, or the data of an error, under the name of its type. */
export interface Shape {
  readonly name: string;
  readonly fields: readonly FieldModel[];
}

/** Everything of a namespace that is generated as an object type, in the order of the file. */
export function shapesOf(namespace: NamespaceModel): Shape[] {
  return namespace.declarations.flatMap((declaration) => {
    if (declaration.kind === "message") return [declaration];
    if (declaration.kind !== "error" || declaration.fields.length === 0) return [];
    return [{ name: dataTypeName(declaration.name), fields: declaration.fields }];
  });
}

/**
 * Lines of the type guards of a namespace: straight code without allocation. Messages that can hold
 * themselves get a second function, `isX$nested`, which counts the depth.
 */
export function emitGuards(namespace: NamespaceModel): string[] {
  const scope = moduleScope(namespace);
  const enums = namespace.declarations.flatMap((declaration) => {
    if (declaration.kind !== "enum") return [];
    return [...guardLines(declaration.name, [`return ${enumTest(declaration)};`]), ""];
  });
  const unions = namespace.declarations.flatMap((declaration) =>
    declaration.kind === "union" ? unionGuard(scope, declaration) : [],
  );
  return [...enums, ...unions, ...shapesOf(namespace).flatMap((shape) => shapeGuards(scope, shape))];
}

function enumTest({ members, open }: EnumModel): string {
  if (!open) return members.map(({ value }) => `value === ${JSON.stringify(value)}`).join(" || ");
  const isText = typeof members[0]?.value === "string";
  return isText ? 'typeof value === "string"' : "Number.isSafeInteger(value)";
}

/** A guard that decides by the tag which message the rest has to be. */
function unionGuard(scope: ModuleScope, union: UnionModel): string[] {
  const { name, tag, variants, open } = union;
  const isRecursive = variants.some(({ message }) => message.recursive);
  const guard: GuardScope = { ...scope, needed: [] };
  const body = [
    'if (typeof value !== "object" || value === null || Array.isArray(value)) return false;',
    `if (!Object.hasOwn(value, "${tag}")) return false;`,
    `const { ${tag}: $tag }: { readonly ${tag}?: unknown } = value;`,
    "switch ($tag) {",
    ...variants.flatMap(({ value, message }) => [
      `  case ${JSON.stringify(value)}:`,
      `    return ${referenceCall(guard, message, "value")};`,
    ]),
    "  default:",
    `    return ${open ? 'typeof $tag === "string"' : "false"};`,
    "}",
  ];
  if (!isRecursive) return [...guardLines(name, body), ""];
  return [
    ...guardLines(name, [`return is${name}$nested(value, 0);`]),
    "",
    `export function is${name}$nested(value: unknown, depth: number): value is ${name} {`,
    ...body.map((line) => `  ${line}`),
    "}",
    "",
  ];
}

/** Collects the functions that a guard needs for arrays and maps. */
interface GuardScope extends ModuleScope {
  readonly needed: string[];
}

function shapeGuards(scope: ModuleScope, shape: Shape): string[] {
  const isRecursive = shape.fields.some(({ type }) => holdsRecursion(type));
  const guard: GuardScope = { ...scope, needed: [] };
  const body = [
    ...(isRecursive ? ["if (depth > rpc.maxDepth) return false;"] : []),
    'if (typeof value !== "object" || value === null || Array.isArray(value)) return false;',
    ...(shape.fields.length > 0
      ? [`const object: { readonly [K in keyof ${shape.name}]?: unknown } = value;`]
      : []),
    ...shape.fields.flatMap((field) => fieldLines(guard, shape.name, field)),
    "return true;",
  ];
  const nested = `is${shape.name}$nested`;
  const lines = isRecursive
    ? [
        ...guardLines(shape.name, [`return ${nested}(value, 0);`]),
        "",
        `export function ${nested}(value: unknown, depth: number): value is ${shape.name} {`,
        ...body.map((line) => `  ${line}`),
        "}",
      ]
    : guardLines(shape.name, body);
  return [...lines, "", ...guard.needed];
}

function guardLines(name: string, body: readonly string[]): string[] {
  return [
    `/** Whether a value is a valid \`${name}\`. */`,
    `export function is${name}(value: unknown): value is ${name} {`,
    ...body.map((line) => `  ${line}`),
    "}",
  ];
}

function fieldLines(guard: GuardScope, owner: string, { name, type, optional }: FieldModel): string[] {
  const variable = `$${name}`;
  const fault = faultExpression(guard, type, { variable, path: `is${owner}$${name}` });
  const own = `Object.hasOwn(object, "${name}")`;
  const isCompound = fault.includes(" || ") || fault.includes(" && ");
  const test = optional
    ? `${variable} !== undefined && ${isCompound ? `(${fault})` : fault} && ${own}`
    : `${fault.includes(" && ") ? `(${fault})` : fault} || !${own}`;
  return [`const ${variable} = object.${name};`, `if (${test}) return false;`];
}

/** What is tested, and the name that a function made for it gets. */
interface Tested {
  readonly variable: string;
  readonly path: string;
}

/** Expression that is true when the variable does not hold a value of the type. */
function faultExpression(guard: GuardScope, type: TypeModel, tested: Tested): string {
  const { variable } = tested;
  switch (type.kind) {
    case "string":
      return [
        `typeof ${variable} !== "string"`,
        ...limitTests(type.limits, `${variable}.length`),
        ...textRuleNames(guard, type).map((rule) => `!${rule}.fits(${variable})`),
      ].join(" || ");
    case "id": {
      const limits = limitTests(type.limits, `${variable}.length`);
      return [`typeof ${variable} !== "string"`, ...limits, `!rpc.isIdentifier(${variable})`].join(" || ");
    }
    case "int":
    case "float": {
      const test = type.kind === "int" ? "isSafeInteger" : "isFinite";
      const tests = [
        `typeof ${variable} !== "number"`,
        `!Number.${test}(${variable})`,
        ...limitTests(type.limits, variable),
      ];
      return tests.join(" || ");
    }
    case "bool":
      return `typeof ${variable} !== "boolean"`;
    case "json":
      return `${variable} === undefined`;
    case "literal":
      return `${variable} !== ${JSON.stringify(type.value)}`;
    case "nullable": {
      const fault = faultExpression(guard, type.type, tested);
      return `${variable} !== null && ${fault.includes(" || ") ? `(${fault})` : fault}`;
    }
    case "array":
      return `!${addArrayGuard(guard, type, tested.path)}(${variable}${holdsRecursion(type) ? ", depth" : ""})`;
    case "map":
      return `!${addMapGuard(guard, type, tested.path)}(${variable}${holdsRecursion(type) ? ", depth" : ""})`;
    case "reference":
      return `!${referenceCall(guard, type, variable)}`;
  }
}

function referenceCall(guard: GuardScope, reference: ReferenceModel, variable: string): string {
  const name = qualified(guard, reference, `is${reference.name}`);
  return reference.recursive ? `${name}$nested(${variable}, depth + 1)` : `${name}(${variable})`;
}

function addArrayGuard(guard: GuardScope, type: TypeModel & { kind: "array" }, path: string): string {
  const item = faultExpression(guard, type.item, { variable: "item", path: `${path}$item` });
  const size = limitTests(type.limits, "value.length");
  guard.needed.push(
    `function ${path}(value: unknown${holdsRecursion(type) ? ", depth: number" : ""}): boolean {`,
    `  if (${["!Array.isArray(value)", ...size].join(" || ")}) return false;`,
    "  for (let index = 0; index < value.length; index++) {",
    "    const item: unknown = value[index];",
    `    if (${item}) return false;`,
    "  }",
    "  return true;",
    "}",
    "",
  );
  return path;
}

function addMapGuard(guard: GuardScope, type: TypeModel & { kind: "map" }, path: string): string {
  const size = limitTests(type.limits, "count");
  const isCounted = size.length > 0;
  const entry =
    type.value.kind === "json"
      ? []
      : [faultExpression(guard, type.value, { variable: "entry", path: `${path}$entry` })];
  const loop = [
    "  const object = value as { readonly [key: string]: unknown };",
    ...(isCounted ? ["  let count = 0;"] : []),
    "  for (const key in object) {",
    "    const entry = object[key];",
    "    if (entry === undefined || !Object.hasOwn(object, key)) continue;",
    ...(isCounted ? ["    count++;"] : []),
    ...entry.map((fault) => `    if (${fault}) return false;`),
    "  }",
  ];
  guard.needed.push(
    `function ${path}(value: unknown${holdsRecursion(type) ? ", depth: number" : ""}): boolean {`,
    '  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;',
    ...(isCounted || entry.length > 0 ? loop : []),
    isCounted ? `  return !(${size.join(" || ")});` : "  return true;",
    "}",
    "",
  );
  return path;
}

function limitTests({ min, max }: Limits, variable: string): string[] {
  const lower = min === undefined ? [] : [`${variable} < ${min}`];
  return max === undefined ? lower : [...lower, `${variable} > ${max}`];
}

function holdsRecursion(type: TypeModel): boolean {
  if (type.kind === "array") return holdsRecursion(type.item);
  if (type.kind === "map") return holdsRecursion(type.value);
  if (type.kind === "nullable") return holdsRecursion(type.type);
  return type.kind === "reference" && type.recursive;
}
