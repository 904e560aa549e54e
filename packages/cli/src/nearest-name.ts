/** The name that somebody who wrote this word most likely meant; undefined where less than two thirds of it would be right. */
export function nearestName(word: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Math.floor(word.length / 3) + 1;
  for (const name of names) {
    const distance = countEdits(word.toLowerCase(), name.toLowerCase());
    if (distance < least) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

/** Letters to insert, remove, replace, or exchange with their neighbour to make one word the other. */
function countEdits(from: string, to: string): number {
  const grid = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
  const at = (row: number, column: number): number => grid[row]?.[column] ?? 0;
  for (let row = 0; row <= from.length; row += 1) {
    for (let column = 0; column <= to.length; column += 1) {
      const edits = [at(row - 1, column) + 1, at(row, column - 1) + 1];
      if (row === 0 || column === 0) edits.splice(0, 2, row + column);
      else edits.push(at(row - 1, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1));
      const isExchanged = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && isExchanged) edits.push(at(row - 2, column - 2) + 1);
      grid[row]?.fill(Math.min(...edits), column, column + 1);
    }
  }
  return at(from.length, to.length);
}
