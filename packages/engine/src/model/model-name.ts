import { isIdentifier } from "@aiwhisperer/protocol";

/**
 * A model's name, taken apart at its first colon: what follows may hold colons, as Ollama's `llama3.2:3b`
 * does.
 */
export interface ModelName {
  readonly provider: string;
  readonly model: string;
}

const MAX_LENGTH = 200;
/** Names that models are known by without their provider. */
const HOME: readonly (readonly [RegExp, string])[] = [
  [/^(?:gpt-|chatgpt|o\d)/i, "openai"],
  [/^claude/i, "anthropic"],
  [/\//, "openrouter"],
];

/**
 * Whether clients can ask for a model of that name: an identifier of the contract with no space at its ends.
 */
export function isModelName(id: string): boolean {
  return id !== "" && id.length <= MAX_LENGTH && isIdentifier(id) && id === id.trim();
}

/**
 * Takes a name apart; `undefined` when it is not of the form `provider:model`, with nothing but the model's
 * own spaces in it.
 */
export function parseModelName(id: string): ModelName | undefined {
  const [, provider, model] = /^([\w-]+):(\S.*)$/u.exec(id) ?? [];
  if (provider === undefined || model === undefined || !isModelName(id)) return undefined;
  return { provider, model };
}

/**
 * The likely intended name: a full model name, or a provider's. `undefined` when no name is close.
 */
export function suggestModelName(written: string, names: readonly string[]): string | undefined {
  const id = written.trim();
  const [head = "", ...rest] = id.split(":").map((part) => part.trim());
  const nearest =
    names.find((name) => name.toLowerCase() === head.toLowerCase()) ??
    names.find((name) => isNear(head, name));
  if (nearest !== undefined)
    return rest.length === 0 || nearest === "demo" ? nearest : `${nearest}:${rest.join(":")}`;
  const home = HOME.find(([pattern]) => pattern.test(id))?.[1];
  return home === undefined ? undefined : `${home}:${id}`;
}

/** Whether two insertions, removals, replacements or swaps at most lead from one word to the other. */
function isNear(word: string, name: string): boolean {
  const bound = name.length <= 4 ? 1 : 2;
  return Math.abs(word.length - name.length) <= bound && editDistance(word.toLowerCase(), name) <= bound;
}

function editDistance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row++) {
    const cells = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      cells.push(
        Math.min(
          at(rows, row - 1, column) + 1,
          (cells[column - 1] ?? 0) + 1,
          at(rows, row - 1, column - 1) + (same ? 0 : 1),
          swapped ? at(rows, row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(cells);
  }
  return at(rows, left.length, right.length);
}

function at(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
}
