interface NamedConstant {
  readonly const: unknown;
  readonly title: string;
  readonly description?: string;
}

/**
 * A document whose enums are written as `enum`, with the names of the values in `x-enum-varnames` and in the
 * description. The compiler writes them as `oneOf` of named constants, which code generators turn into a
 * union without names. Open enums, which it writes as `anyOf` with a last alternative for other values, have
 * their values in `x-extensible-enum` instead: other values are valid.
 */
export function withPlainEnums<T>(document: T): T {
  return rewrite(document) as T;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== "object" || value === null) return value;
  const { oneOf, ...others } = value as { readonly oneOf?: unknown };
  if (isConstants(oneOf)) {
    return { ...others, ...namesOf(others, oneOf), enum: oneOf.map((one) => one.const) };
  }
  const { anyOf, ...rest } = value as { readonly anyOf?: unknown };
  const known: unknown = Array.isArray(anyOf) ? anyOf.slice(0, -1) : [];
  if (isConstants(known)) {
    return { ...rest, ...namesOf(rest, known), "x-extensible-enum": known.map((one) => one.const) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rewrite(member)]));
}

function namesOf(
  { description }: { readonly description?: unknown },
  constants: readonly NamedConstant[],
): object {
  const lines = constants.map((one) =>
    [`${String(one.const)} ${one.title}`, one.description].filter(Boolean).join(": "),
  );
  return {
    description: [description, ...lines].filter(Boolean).join("\n"),
    "x-enum-varnames": constants.map(({ title }) => title),
  };
}

function isConstants(value: unknown): value is readonly NamedConstant[] {
  const isConstant = (one: unknown): boolean =>
    typeof one === "object" && one !== null && "const" in one && "title" in one;
  return Array.isArray(value) && value.length > 0 && value.every(isConstant);
}
