import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createDesk } from "./desk-server.ts";

/* The MCP server with prompts, as a process. */
serveStdio(createDesk);
