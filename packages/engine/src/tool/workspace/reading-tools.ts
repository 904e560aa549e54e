import type { Tool } from "../tool.ts";
import type { ListArguments } from "./files/list-entries.ts";
import type { ReadArguments } from "./files/read-lines.ts";
import type { SearchArguments } from "./files/search-text.ts";
import type { RunFileWork } from "./threads/file-threads.ts";

const PATH = "Relative to the workspace folder.";

/** The tools that look at the workspace and change nothing: `read_file`, `list_files` and `search_files`. */
export function createReadingTools(runWork: RunFileWork): readonly Tool[] {
  return [readFile(runWork), listFiles(runWork), searchFiles(runWork)];
}

function readFile(runWork: RunFileWork): Tool {
  return {
    name: "read_file",
    description:
      "Reads a text file of the workspace, or some of its lines. A long file is given in parts: the last line then says which lines they are and how to get the next.",
    inputSchema: {
      type: "object",
      properties: {
        path: { type: "string", minLength: 1, description: PATH },
        startLine: { type: "integer", minimum: 1, description: "The first line to read, counted from 1." },
        endLine: { type: "integer", minimum: 1, description: "The last line to read." },
      },
      required: ["path"],
      additionalProperties: false,
    },
    effect: "read",
    isRepeatable: true,
    run: async (args, { signal }) => ({
      result: await runWork({ kind: "read", args: args as ReadArguments }, signal),
    }),
  };
}

function listFiles(runWork: RunFileWork): Tool {
  return {
    name: "list_files",
    description:
      "Lists a folder of the workspace, sorted. Folders end in /, symbolic links in @. What .gitignore excludes is left out, unless the folder itself is excluded.",
    inputSchema: {
      type: "object",
      properties: {
        path: { type: "string", description: `The folder. ${PATH} Default: the workspace folder itself.` },
        depth: {
          type: "integer",
          minimum: 1,
          maximum: 64,
          description: "Levels of folders to list. Default 1.",
        },
      },
      additionalProperties: false,
    },
    effect: "read",
    isRepeatable: true,
    run: async (args, { signal }) => ({
      result: await runWork({ kind: "list", args: args as ListArguments }, signal),
    }),
  };
}

function searchFiles(runWork: RunFileWork): Tool {
  return {
    name: "search_files",
    description:
      "Searches the text files of the workspace, line by line, for a regular expression; returns the matching lines with their numbers. What .gitignore excludes, binary and very large files are not searched.",
    inputSchema: {
      type: "object",
      properties: {
        pattern: {
          type: "string",
          minLength: 1,
          maxLength: 1000,
          description: "A JavaScript regular expression.",
        },
        path: { type: "string", description: `The folder or file to search. ${PATH} Default: all of it.` },
        glob: {
          type: "string",
          maxLength: 1000,
          description:
            "Which files to search, as in .gitignore, such as *.ts or src/**; with ! before it, which not.",
        },
        caseSensitive: { type: "boolean", description: "Default true." },
        context: {
          type: "integer",
          minimum: 0,
          maximum: 20,
          description: "Lines to show around a match. Default 0.",
        },
      },
      required: ["pattern"],
      additionalProperties: false,
    },
    effect: "read",
    isRepeatable: true,
    run: async (args, { signal }) => ({
      result: await runWork({ kind: "search", args: args as SearchArguments }, signal),
    }),
  };
}
