import fc from "fast-check";
import { expect, it } from "vitest";
import { differInOneByte, findByteChanges, isSame, sumOf, withByte } from "./wal-checksum.ts";

const blocks = fc
  .uint8Array({ minLength: 8, maxLength: 512 })
  .map((bytes) => Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 8))));
const before = [7, 0xffff_fff0] as const;

it("one changed byte is among the changes that the checksum allows, in both orders of bytes", () => {
  fc.assert(
    fc.property(
      blocks,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      (bytes, at, mask, isLittle) => {
        const wanted = sumOf(before, bytes, isLittle);
        const damaged = Buffer.from(bytes);
        damaged[at % bytes.length] = (damaged[at % bytes.length] ?? 0) ^ mask;
        const changes = findByteChanges(damaged, { before, wanted, isLittle });
        const mended = changes.map((change) => withByte(damaged, change));
        expect(mended.some((found) => found.equals(bytes))).toBe(true);
        expect(mended.every((found) => isSame(sumOf(before, found, isLittle), wanted))).toBe(true);
      },
    ),
  );
});

it("no change of one byte makes up for a part that is missing", () => {
  const bytes = Buffer.alloc(4096, "text ");
  const wanted = sumOf(before, bytes, true);
  const damaged = Buffer.from(bytes).fill(0, 512, 1024);
  expect(findByteChanges(damaged, { before, wanted, isLittle: true })).toEqual([]);
});

it("distinguishes sums that differ in one byte from others", () => {
  expect(differInOneByte([1, 2], [1, 0xff00_0002])).toBe(true);
  expect(differInOneByte([1, 2], [1, 2])).toBe(false);
  expect(differInOneByte([1, 2], [2, 3])).toBe(false);
  expect(differInOneByte([1, 2], [0x0101_0001, 2])).toBe(false);
});
