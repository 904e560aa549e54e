import { listed, serveLines } from "./line-server.ts";

/* A server whose list of tools has no last page. */

serveLines({
  "tools/list": ({ params }) => {
    const page = Number(params?.cursor ?? 0);
    return { tools: [listed(`tool-${page}`)], nextCursor: String(page + 1) };
  },
});
