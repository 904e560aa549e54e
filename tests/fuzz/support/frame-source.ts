import { isUtf8 } from "node:buffer";
import type { Random } from "../../chaos/support/random.ts";
import { type DocumentedMethod, documentedMethods, documentedNotifications } from "./contract-document.ts";
import { drawParams, type KnownIds, pathsOf, replaced } from "./contract-params.ts";
import { type Draft, drawOdd, drawText, isList, Verbatim, write } from "./json-text.ts";

/** One value of each kind that a field may wrongly have. */
const wrongValues: readonly Draft[] = [
  ...[null, true, -1, 1.5, "", "text", [], [null], {}],
  ...[
    '"\\ud800"',
    "1e400",
    "-0",
    '{"__proto__":{"polluted":true}}',
    "9007199254740993",
    `"${"x".repeat(5_000)}"`,
  ].map((text) => new Verbatim(text)),
];

/** Names of methods that there are not, or not quite. */
const oddMethods: readonly [string, ...string[]] = [
  "",
  ...[
    "",
    " ",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "rpc.",
    "rpc.discover",
    "rpc.cancel",
  ],
  ...[
    "interactive.",
    "interactive.constructor",
    "interactive.__proto__",
    "Interactive.echo",
    "echo ",
    "éc\u0000ho",
  ],
  ...["interactive.interactive.echo", "x".repeat(5_000), ...documentedNotifications],
];

/**
 * Draws frames: good ones, faulty ones, and what is no message at all. The same chance and the same ids draw
 * the same frames.
 */
export class FrameSource {
  readonly #random: Random;
  readonly #prefix: string;
  #count = 0;

  /** Ids of requests begin with the prefix, so that those of two sources differ. */
  constructor(random: Random, prefix: string) {
    this.#random = random;
    this.#prefix = prefix;
  }

  /** The next frame, as bytes that are meant to be text. */
  next(known: KnownIds): Buffer {
    const random = this.#random;
    const kind = random.between(1, 100);
    if (kind <= 12) return Buffer.from(drawText(random, 5));
    if (kind <= 24) return Buffer.from(write(this.#batch(known)));
    const text = Buffer.from(write(this.#message(known)));
    if (kind <= 80) return text;
    return this.#mutated(random.chance(0.2) ? Buffer.from(write(this.#batch(known))) : text);
  }

  /** Every value of the wrong kind at every place of every method's params, one frame each. */
  *everyWrongType(known: KnownIds): Iterable<Buffer> {
    for (const method of documentedMethods) {
      const params = drawParams(this.#random, method.request, { known, isWhole: true });
      for (const path of pathsOf(params)) {
        for (const value of [undefined, ...wrongValues]) {
          yield Buffer.from(write(this.#request(method, replaced(params, path, value))));
        }
      }
    }
  }

  #batch(known: KnownIds): Draft {
    const length = this.#random.chance(0.04) ? this.#random.between(63, 66) : this.#random.between(0, 6);
    return Array.from({ length }, () => {
      const kind = this.#random.between(1, 10);
      if (kind === 1) return drawOdd(this.#random);
      return kind === 2 ? [this.#message(known)] : this.#message(known);
    });
  }

  #message(known: KnownIds): Draft {
    const random = this.#random;
    if (random.chance(0.1)) return this.#echo();
    const method = documentedMethods[random.between(0, documentedMethods.length - 1)] as DocumentedMethod;
    const params = drawParams(random, method.request, { known });
    const sent = random.chance(0.5) ? params : this.#faulty(params);
    const message = this.#request(method, sent);
    const kind = random.between(1, 10);
    if (kind === 1) return this.#withOddEnvelope(message);
    if (kind === 2) return replaced(message, ["id"], undefined);
    if (kind === 3) return this.#answer();
    return message;
  }

  #request({ name }: DocumentedMethod, params: Draft): Draft {
    const method = this.#random.chance(0.5) ? name : name.slice(name.indexOf(".") + 1);
    return { jsonrpc: "2.0", id: this.#newId(), method, params };
  }

  #echo(): Draft {
    return { jsonrpc: "2.0", id: this.#newId(), method: "echo", params: { message: drawOdd(this.#random) } };
  }

  /** An answer without a request. */
  #answer(): Draft {
    const id = this.#random.pick<Draft>([null, 1, "none", {}]);
    const error = this.#random.pick<Draft>([null, 7, { code: -32_000, message: "no" }, { code: 1.5 }]);
    return this.#random.pick<Draft>([
      { jsonrpc: "2.0", id, result: drawOdd(this.#random) },
      { jsonrpc: "2.0", id, error },
      { jsonrpc: "2.0", id, result: 1, error },
    ]);
  }

  #faulty(params: Draft): Draft {
    const paths = pathsOf(params);
    const path = paths[this.#random.between(0, paths.length - 1)] ?? [];
    return replaced(params, path, this.#random.chance(0.2) ? undefined : drawOdd(this.#random));
  }

  #withOddEnvelope(message: Draft): Draft {
    const field = this.#random.pick(["id", "jsonrpc", "method", "params", "__proto__"]);
    const by = field === "method" ? this.#random.pick(oddMethods) : drawOdd(this.#random);
    if (typeof message !== "object" || message === null || isList(message) || message instanceof Verbatim)
      return message;
    return Object.fromEntries([...Object.entries(message), [field, by]]);
  }

  /** The same bytes with some of them changed, taken away, doubled or swapped. */
  #mutated(bytes: Buffer): Buffer {
    const random = this.#random;
    let mutated = bytes;
    for (let count = random.between(1, 3); count > 0; count -= 1) {
      const at = random.between(0, mutated.length);
      const end = Math.min(mutated.length, at + random.between(1, 12));
      const [before, part, after] = [
        mutated.subarray(0, at),
        mutated.subarray(at, end),
        mutated.subarray(end),
      ];
      mutated = Buffer.concat(
        random.pick<readonly Buffer[]>([
          [before, after],
          [before, part, part, after],
          [
            before,
            Buffer.from(random.pick(["[", "]", "{", "}", ",", ":", '"', "\\", "0", "-", "\u0000", "null"])),
            after,
          ],
          [before, Buffer.from([random.between(0, random.chance(0.1) ? 255 : 127)]), after],
          [before],
          [after, part, before],
        ]),
      );
    }
    // What is no text ends the connection; of that, a little is enough.
    return isUtf8(mutated) || random.chance(0.1) ? mutated : bytes;
  }

  #newId(): Draft {
    this.#count += 1;
    if (this.#random.chance(0.02)) return this.#random.pick<Draft>([null, 0, -1, 1.5, "", "\ud83d\ude00"]);
    return `${this.#prefix}${this.#count}`;
  }
}
