import type { ExpectedAnswer, ExpectedAnswers } from "./expected-answers.ts";

/** Texts with the same ids, and the answers that have come for them. */
export interface Exchange {
  readonly asked: (ExpectedAnswers & { readonly sent: string })[];
  readonly answers: { readonly answers: readonly unknown[]; readonly text: string }[];
}

/** As much of a text as a person wants to see. */
export function excerpt(text: string): string {
  return text.length <= 1_000 ? text : `${text.slice(0, 500)} … ${text.slice(-400)} (${text.length} units)`;
}

/** The answers of a batch may be in any order (section 6). */
export function keyOf(isBatch: boolean, ids: readonly string[]): string {
  return isBatch ? `[${[...ids].sort()}]` : String(ids[0]);
}

/** Whether each text can have got one of the answers: answers with the same id are interchangeable. */
export function canMatch({ asked, answers }: Exchange): boolean {
  return matches(asked, answers, (text, answer) =>
    matches(text.answers, answer.answers, (expected, each) => isRight(expected, each)),
  );
}

/**
 * Whether there is an order of the second list in which each fits the one in its place in the first: Kuhn's
 * way to find a matching.
 */
function matches<A, B>(first: readonly A[], second: readonly B[], fits: (a: A, b: B) => boolean): boolean {
  const taken = new Map<B, A>();
  const place = (a: A, tried: Set<B>): boolean =>
    second.some((b) => {
      if (tried.has(b) || !fits(a, b)) return false;
      tried.add(b);
      const holder = taken.get(b);
      if (holder !== undefined && !place(holder, tried)) return false;
      taken.set(b, a);
      return true;
    });
  return first.length === second.length && first.every((a) => place(a, new Set()));
}

function isRight({ id, codes, isResult }: ExpectedAnswer, answer: unknown): boolean {
  if (idOf(answer) !== id) return false;
  const { result, error } = answer as {
    readonly result?: unknown;
    readonly error?: { readonly code: number };
  };
  return error === undefined ? isResult?.(result) === true : codes.has(error.code);
}

/**
 * What was asked and answered; of batches only the answers that are right for nothing, with what was asked
 * under their ids.
 */
export function describe({ asked, answers }: Exchange): string {
  const expected = asked.flatMap((text) => text.answers);
  const wrong = answers
    .flatMap((text) => text.answers)
    .filter((answer) => !expected.some((each) => isRight(each, answer)));
  const ids = new Set(wrong.map(idOf));
  const requests = asked.flatMap(({ sent, isBatch }) =>
    isBatch
      ? (JSON.parse(sent) as unknown[]).filter((each) => ids.has(idOf(each))).map(toExcerpt)
      : excerpt(sent),
  );
  const got = wrong.length > 0 ? wrong.map(toExcerpt).join(" and ") : "an answer twice";
  return `${requests.join(" and ")} got ${got}`;
}

/** JSON of a message's id. */
export function idOf(message: unknown): string {
  return JSON.stringify((message as { readonly id?: unknown } | null)?.id) ?? "none";
}

function toExcerpt(value: unknown): string {
  return excerpt(JSON.stringify(value));
}
