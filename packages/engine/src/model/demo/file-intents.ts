import type { StepRequest } from "../model.ts";
import type { DemoCall, DemoIntent, DemoReply } from "./demo-reply.ts";
import { PATH, PATHS, toPath, toPaths, unquote } from "./file-words.ts";
import { replyWithTools } from "./tool-task.ts";

/** A longer message is not read to its end, and what is written must be whole. */
const MAX_WRITTEN = 10_000;
/** In a folder, at the end of a request. */
const PLACE = `(?: (?:in|under)(?: the)?(?: (?:folder|directory|file))? (${PATH}))?`;
const FULL_STOP = "[\\s.?!]*$";

/** Working on the files of the workspace, in plain words. */
export const fileIntents: readonly DemoIntent[] = [
  {
    usage: "read lines 1-10 of package.json",
    purpose: "reads a part of a file",
    pattern: new RegExp(
      `^(?:read|show)(?: me)?(?: the)? lines? (\\d{1,7})(?: ?(?:-|–|to) ?(\\d{1,7}))? (?:of|in|from)(?: the)?(?: file)? (${PATH})${FULL_STOP}`,
      "i",
    ),
    reply: ([, first = "", last = first, path = ""], request) => {
      const range = { startLine: Number(first), endLine: Number(last) };
      return replyWithTools([[readCall(toPath(path), range)]], request);
    },
  },
  {
    usage: "read package.json and README.md",
    purpose: "reads a file, or up to eight at once",
    pattern: new RegExp(
      `^(?:(?:read|cat)(?: me)?(?: the)?(?: files?)?|(?:open|show)(?: me)?(?: the)? files?|what(?:'s| is) in(?: the)? files?) (${PATHS})${FULL_STOP}`,
      "i",
    ),
    reply: ([, list = ""], request) => replyWithTools([toPaths(list).map((path) => readCall(path))], request),
  },
  {
    usage: "list the folder docs",
    purpose: "lists a folder; `list files` lists the whole workspace's",
    pattern: new RegExp(
      `^(?:list|ls|(?:what|which) files are)(?: all)?(?: the)?(?: (?:files|entries|contents|here|there))*(?: (?:of|in|under))?(?: the)?(?: (?:folder|directory))?(?: (${PATH}))?${FULL_STOP}`,
      "i",
    ),
    reply: ([, path], request) =>
      replyWithTools([[{ toolName: "list_files", arguments: toPlace(path) }]], request),
  },
  {
    usage: "search for TODO in docs",
    purpose: "finds lines in files; `/…/` is a regular expression",
    pattern: new RegExp(
      `^(?:(?:search|grep)(?: (?:the )?files)?(?: for)?|look for) (\\S(?:.{0,200}?\\S)?)${PLACE}${FULL_STOP}`,
      "i",
    ),
    reply: ([, words = "", path], request) => {
      const search = { toolName: "search_files", arguments: { pattern: toPattern(words), ...toPlace(path) } };
      return replyWithTools([[search]], request);
    },
  },
  {
    usage: "write hello.txt: some text, then read it back",
    purpose: "writes a file, in two steps if you ask to read it back; you decide whether I may",
    pattern: new RegExp(
      `^(?:write|save|create)(?: to)?(?: (?:a|the))?(?: new)?(?: file)? (${PATH}) ?(?:: ?\\n?|with(?: the)? (?:text|content):? )([\\s\\S]{1,12000}?)(,? (?:and )?then read it(?: back)?[.!]?)?$`,
      "i",
    ),
    reply: ([, path = "", content = "", readBack], request) => {
      const file = toPath(path);
      const after = readBack === undefined ? [] : [[readCall(file)]];
      return writeFile({ file, content, after }, request);
    },
  },
  {
    pattern: new RegExp(
      `^(?:write|save) (\\S[\\s\\S]{0,12000}?) (?:in)?to(?: the)? (?:file )?(\\S{1,300}\\.\\w+)${FULL_STOP}`,
      "i",
    ),
    reply: ([, content = "", path = ""], request) =>
      writeFile({ file: toPath(path), content: unquote(content), after: [] }, request),
  },
  {
    usage: "replace some text with another text in hello.txt",
    purpose: "changes a file; you decide whether I may",
    pattern: new RegExp(
      `^(?:replace|change) (\\S(?:.{0,500}?\\S)?) (?:with|by|to) (\\S(?:.{0,500}?\\S)?) in(?: the)?(?: file)? (${PATH})${FULL_STOP}`,
      "i",
    ),
    reply: ([, oldText = "", newText = "", path = ""], request) => {
      const edit = { path: toPath(path), oldText: unquote(oldText), newText: unquote(newText) };
      return replyWithTools([[{ toolName: "edit_file", arguments: edit }]], request);
    },
  },
];

function writeFile(
  { file, content, after }: { file: string; content: string; after: readonly (readonly DemoCall[])[] },
  request: StepRequest,
): DemoReply {
  if (content.length > MAX_WRITTEN) {
    return { text: `I write texts of up to ${MAX_WRITTEN} characters only, so I leave that file alone.` };
  }
  return replyWithTools(
    [[{ toolName: "write_file", arguments: { path: file, content } }], ...after],
    request,
  );
}

function readCall(path: string, range: { startLine?: number; endLine?: number } = {}) {
  return { toolName: "read_file", arguments: { path, ...range } };
}

/** Without a folder the whole workspace is meant. */
function toPlace(path: string | undefined): { readonly path?: string } {
  return path === undefined ? {} : { path: toPath(path) };
}

/** What the search tool takes is a regular expression; words are meant to the letter. */
function toPattern(words: string): string {
  const [, expression] = /^\/(.+)\/$/.exec(words) ?? [];
  return expression ?? unquote(words).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
