/**
 * Sentences of the long text, in the order of its story; each paragraph takes the next few, and the story
 * begins again at its end.
 */
const SENTENCES: readonly string[] = [
  "You asked for a long text, so I am going to explain how it travels to you.",
  "I am a demonstration model and run inside the server, without any network.",
  "Every few milliseconds I hand over one word, because that is about how a language model writes.",
  "The server appends each piece to the log of your session before anybody gets to see it.",
  "Pieces that arrive together are written together, which keeps the disk calm.",
  "Once a piece is stored it gets a number, and the numbers of a session have no holes.",
  "Your screen keeps the last number that it has seen.",
  "If the line breaks in the middle of this sentence, your screen connects again and asks for what comes after that number.",
  "Nothing is missing then, and nothing is there twice.",
  "A second screen on the same session reads the same pieces in the same order.",
  "A screen that reads slowly does not hold up the others; it catches up from the log.",
  "You may reload the page right now, and the part that you have read already will come back first.",
  "You may also stop me, and what I have written up to then stays.",
  "While I write, you can send another message; it waits until I am done.",
  "When I finish, the last piece is empty and states how long the whole answer is, so your screen can check that it has all of it.",
  "A real model would say something new at this point.",
  "I begin again from the start instead.",
];

const SENTENCES_A_PARAGRAPH = 5;

/** A text of exactly that many words, in paragraphs, always the same for the same number. */
export function* longText(words: number): Iterable<string> {
  let left = words;
  for (let index = 0; left > 0; index++) {
    const taken = (SENTENCES[index % SENTENCES.length] ?? "").split(" ").slice(0, left);
    left -= taken.length;
    yield `${taken.join(" ")}${left > 0 ? separatorAfter(index) : ""}`;
  }
}

function separatorAfter(index: number): string {
  return (index + 1) % SENTENCES_A_PARAGRAPH === 0 ? "\n\n" : " ";
}
