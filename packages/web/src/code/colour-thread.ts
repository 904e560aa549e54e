import { colourLines } from "./colour-lines.ts";
import type { ColourAnswer, ColourRequest } from "./coloured-code.ts";

/** The thread that colours code: one answer for each request, in order. */
addEventListener("message", ({ data }: MessageEvent<ColourRequest>) => {
  const lines = colourLines(data);
  const answer: ColourAnswer = lines ? { id: data.id, lines } : { id: data.id };
  postMessage(answer);
});
