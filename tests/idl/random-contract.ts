import fc from "fast-check";

/** A type as random contracts know it. */
export type RandomType =
  | { readonly kind: "string" | "id" | "int" | "float"; readonly min?: number; readonly max?: number }
  | { readonly kind: "bool" | "json" }
  | { readonly kind: "text"; readonly rule: keyof typeof textRules; readonly max?: number }
  | { readonly kind: "array" | "map"; readonly of: RandomType; readonly min?: number; readonly max?: number }
  | { readonly kind: "enum" | "textEnum" | "openEnum" }
  | { readonly kind: "union" | "openUnion" }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "nullable"; readonly of: RandomType }
  | { readonly kind: "message"; readonly index: number };

/** A field of a random message. */
export interface RandomField {
  readonly name: string;
  readonly type: RandomType;
  readonly optional: boolean;
}

/**
 * The fields of the messages `M0`, `M1` and on, beside those of the mixin `Z`. The enum `E` has the members
 * of `enumValues`, `T` and the open `O` those of `enumTexts`. The unions `U` and the open `P` have the last
 * two messages as variants, by the field `tag`.
 */
export type RandomContract = readonly (readonly RandomField[])[];

/** Rules for the text of a string, and texts that fit or nearly do. */
const textRules = {
  'format "date-time"': ["2024-02-29T12:00:00Z", "2023-02-29T12:00:00Z", "2024-02-29T12:00:00.5+01:00"],
  'format "uri"': ["https://a.example/b?c#d", "a b", "urn:x", "/a"],
  'format "uuid"': ["f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "f81d4fae"],
  'format "base64"': ["Zm8=", "Zm8", "", "Zm9v"],
  "pattern /[a-z]+(?:-\\d{1,2})?/": ["ab-12", "ab-", "", "a", "a\n", "ab-123"],
  "pattern /[^\\s\\/]*|é😀?/": ["é😀", "😀😀", "a b", "\ud83d", "", "a/b"],
  'format "uri" pattern /https:.*/': ["https://a.example", "http://a.example", "https: a"],
} as const;

/** Numbers of the members of the enum `E`. */
export const enumValues = [0, 1, 5, -3];

/** Texts of the members of the enums `T` and `O`. */
export const enumTexts = ["low", "", "a-b", "constructor"];

/** Tags of the unions `U` and `P`, and the messages that they mark. */
const variants = [
  ["m.2", 2],
  ["constructor", 3],
] as const;

const messageCount = 4;

/** Names that are ordinary, that JavaScript reserves, and that every object inherits. */
const fieldNames = [
  "a",
  "b",
  "value",
  "object",
  "default",
  "class",
  "constructor",
  "toString",
  "optional",
  "message",
  "length",
];

const texts = Object.keys(textRules) as (keyof typeof textRules)[];

const lengths = fc.record({
  min: fc.option(fc.nat(2), { nil: undefined }),
  more: fc.option(fc.nat(3), { nil: undefined }),
});

function limitsOf({ min, more }: { min: number | undefined; more: number | undefined }) {
  return { ...(min !== undefined && { min }), ...(more !== undefined && { max: (min ?? 0) + more }) };
}

const nullables = fc
  .constantFrom<RandomType>(
    { kind: "bool" },
    { kind: "string", max: 2 },
    { kind: "union" },
    { kind: "array", of: { kind: "message", index: 3 }, max: 2 },
  )
  .map((of) => ({ kind: "nullable" as const, of }));

const randomType: fc.Arbitrary<RandomType> = fc.letrec<{ type: RandomType; leaf: RandomType }>((tie) => ({
  leaf: fc.oneof(
    fc
      .tuple(fc.constantFrom("string" as const, "id" as const, "int" as const, "float" as const), lengths)
      .map(([kind, limits]) => ({
        kind,
        ...limitsOf(limits),
      })),
    fc
      .constantFrom(
        "bool" as const,
        "json" as const,
        "enum" as const,
        "textEnum" as const,
        "openEnum" as const,
        "union" as const,
        "openUnion" as const,
      )
      .map((kind) => ({ kind })),
    fc
      .constantFrom<string | number | boolean>("2.0", "", 'say "x"', 0, -1.5, true, false)
      .map((value) => ({ kind: "literal" as const, value })),
    nullables,
    fc
      .tuple(fc.constantFrom(...texts), fc.option(fc.nat(30), { nil: undefined }))
      .map(([rule, max]) => ({ kind: "text" as const, rule, ...(max !== undefined && { max }) })),
    fc.nat(messageCount - 1).map((index) => ({ kind: "message" as const, index })),
  ),
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc
      .tuple(fc.constantFrom("array" as const, "map" as const), tie("type"), lengths)
      .map(([kind, of, limits]) => ({
        kind,
        of,
        ...limitsOf(limits),
      })),
  ),
})).type;

/** Any contract. A message is used by one before it freely, and by others only where it may be absent. */
export const randomContract: fc.Arbitrary<RandomContract> = fc
  .array(
    fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...fieldNames), type: randomType, optional: fc.boolean() }),
      {
        selector: ({ name }) => name,
        maxLength: 5,
      },
    ),
    { minLength: messageCount, maxLength: messageCount },
  )
  .map((messages) =>
    messages.map((fields, index) =>
      fields.map((field) => ({ ...field, optional: field.optional || lowestMessage(field.type) <= index })),
    ),
  );

function lowestMessage(type: RandomType): number {
  if (type.kind === "message") return type.index;
  if (type.kind === "union" || type.kind === "openUnion") return variants[0][1];
  return "of" in type ? lowestMessage(type.of) : Number.POSITIVE_INFINITY;
}

/** The contract as `.def` text, in a namespace `Test`. */
export function contractText(contract: RandomContract): string {
  const messages = contract.map((fields, index) => {
    const lines = fields.map(
      ({ name, type, optional }) => `${name}: ${typeText(type)}${optional ? " optional" : ""}`,
    );
    return `message M${index} with Z {\n${lines.join("\n")}\n}`;
  });
  const members = enumValues.map((value, index) => `V${index} = ${value}`).join(", ");
  const texts = enumTexts.map((text, index) => `V${index} = ${JSON.stringify(text)}`).join(", ");
  const enums = `enum E { ${members} }\nenum T { ${texts} }\nenum O open { ${texts} }`;
  const cases = variants.map(([tag, index]) => `${JSON.stringify(tag)}: M${index}`).join(", ");
  const unions = `union U by tag { ${cases} }\nunion P by tag open { ${cases} }`;
  return `namespace Test {\n${enums}\n${unions}\nalias A0 = M0\nmixin Z { z: T optional = V0 }\n${messages.join("\n")}\n}\n`;
}

function typeText(type: RandomType): string {
  switch (type.kind) {
    case "bool":
    case "json":
      return type.kind;
    case "enum":
    case "textEnum":
    case "openEnum":
    case "union":
    case "openUnion":
      return declaredNames[type.kind];
    case "literal":
      return JSON.stringify(type.value);
    case "text":
      return `string${limitsText(type)} ${type.rule}`;
    case "nullable":
      return `${typeText(type.of)} nullable`;
    case "message":
      return type.index === 0 ? "A0" : `M${type.index}`;
    case "array":
      return `${typeText(type.of)}[]${limitsText(type)}`;
    case "map":
      return `map<string, ${typeText(type.of)}>${limitsText(type)}`;
    default:
      return type.kind + limitsText(type);
  }
}

const declaredNames = { enum: "E", textEnum: "T", openEnum: "O", union: "U", openUnion: "P" } as const;

function limitsText({ min, max }: { readonly min?: number; readonly max?: number }): string {
  return min === undefined && max === undefined ? "" : `(${min ?? ""}..${max ?? ""})`;
}

/** Values of a message: most nearly right, some right, some anything that JSON can say. */
export function randomValue(contract: RandomContract, index: number): fc.Arbitrary<unknown> {
  return messageValue(contract, index, 3);
}

const keys = fc.constantFrom("x", "y", "constructor", "__proto__", "");
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(null, 2 ** 53, -(2 ** 60), 1.5, "\u{1F600}", [], {}),
);

function messageValue(contract: RandomContract, index: number, depth: number): fc.Arbitrary<unknown> {
  const fields = (contract[index] ?? []).map(({ name, type, optional }) => {
    const present = typeValue(contract, type, depth - 1).map((value) => [[name, value]]);
    const absent = fc.constant([]);
    const weight = optional ? 4 : 1;
    return fc.oneof({ weight: 12, arbitrary: present }, { weight, arbitrary: absent });
  });
  const mixed = fc.constantFrom<unknown[][]>([], [], [["z", enumTexts[0]]], [["z", 1]]);
  return fc.tuple(mixed, ...fields).map((entries) => Object.fromEntries(entries.flat()));
}

function typeValue(contract: RandomContract, type: RandomType, depth: number): fc.Arbitrary<unknown> {
  if (depth < 0) return anything;
  return fc.oneof(
    { weight: 15, arbitrary: rightValue(contract, type, depth) },
    { weight: 1, arbitrary: anything },
  );
}

function rightValue(contract: RandomContract, type: RandomType, depth: number): fc.Arbitrary<unknown> {
  const { min = 0, max = min + 3 } = type as { readonly min?: number; readonly max?: number };
  // One more than allowed on either side, so that limits are met and missed.
  const sizes = { minLength: Math.max(0, min - (depth % 2)), maxLength: max + (depth % 2) };
  switch (type.kind) {
    case "string":
      return fc.string({ ...sizes, unit: "binary" });
    case "id":
      return fc.string({ ...sizes, unit: fc.constantFrom("a", "-", "é", "😀", "\ud83d", "\u0000") });
    case "int":
      return fc.integer({ min: min - 1, max: max + 1 });
    case "float":
      return fc.double({ min: min - 1, max: max + 1, noNaN: true });
    case "text":
      return fc.oneof(fc.constantFrom<string>(...textRules[type.rule]), fc.string({ maxLength: 3 }));
    case "bool":
      return fc.boolean();
    case "json":
      return fc.jsonValue({ maxDepth: 1 });
    case "enum":
      return fc.constantFrom(...enumValues, 2);
    case "textEnum":
    case "openEnum":
      return fc.constantFrom<unknown>(...enumTexts, "other", "low ", 1);
    case "union":
    case "openUnion":
      return variantValue(contract, depth);
    case "literal":
      return fc.constantFrom<unknown>(type.value, type.value, String(type.value), null);
    case "nullable":
      return fc.oneof(fc.constant(null), typeValue(contract, type.of, depth));
    case "array":
      return fc.array(typeValue(contract, type.of, depth - 1), sizes);
    case "map":
      return fc
        .uniqueArray(fc.tuple(keys, typeValue(contract, type.of, depth - 1)), {
          ...sizes,
          selector: ([key]) => key,
          maxLength: 5,
          minLength: 0,
        })
        .map((entries) => Object.fromEntries(entries));
    case "message":
      return messageValue(contract, type.index, depth);
  }
}

/** Most have the tag of their message; some another one, one that is unknown, or none. */
function variantValue(contract: RandomContract, depth: number): fc.Arbitrary<unknown> {
  const right = fc
    .constantFrom(...variants)
    .chain(([tag, index]) =>
      messageValue(contract, index, depth).map((value) => ({ tag, ...Object(value) })),
    );
  const wrong = fc
    .tuple(
      fc.constantFrom<unknown>("m.2", "constructor", "other", "", 5, null),
      messageValue(contract, 2, depth),
    )
    .map(([tag, value]) => ({ tag, ...Object(value) }));
  return fc.oneof({ weight: 4, arbitrary: right }, { weight: 2, arbitrary: wrong }, anything);
}
