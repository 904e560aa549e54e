import type { ModelUsage } from "@aiwhisperer/engine";

/** What the tokens of some models cost. */
export interface ModelPrice {
  /** A model's name as `provider:model`, in which `*` matches any text. */
  readonly pattern: string;
  /** Dollars for a million tokens that go in. */
  readonly inputPerMillion: number;
  /** Dollars for a million tokens that come out. */
  readonly outputPerMillion: number;
}

const PRICE =
  /^(?<pattern>[^\p{Cc}\p{Cs}=]{1,200})=(?<input>\d{1,6}(?:\.\d{1,6})?):(?<output>\d{1,6}(?:\.\d{1,6})?)$/u;

/** Reads a price as `openai:gpt-5*=1.25:10`; undefined where the text is none. */
export function parseModelPrice(text: string): ModelPrice | undefined {
  const { pattern, input, output } = PRICE.exec(text.trim())?.groups ?? {};
  if (pattern === undefined) return undefined;
  return { pattern, inputPerMillion: Number(input), outputPerMillion: Number(output) };
}

/** What models cost: the first price whose pattern fits a model's name is its own. */
export class PriceList {
  readonly #prices: readonly { readonly price: ModelPrice; readonly fits: RegExp }[];

  constructor(prices: readonly ModelPrice[]) {
    this.#prices = prices.map((price) => ({ price, fits: toExpression(price.pattern) }));
  }

  /** Millionths of a dollar, rounded up; undefined for a model without a price. */
  costOf(model: string, { inputTokens = 0, outputTokens = 0 }: ModelUsage): number | undefined {
    const price = this.#prices.find(({ fits }) => fits.test(model))?.price;
    if (price === undefined) return undefined;
    // Dollars for a million tokens are millionths of a dollar for one.
    return Math.ceil(inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion);
  }
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}
