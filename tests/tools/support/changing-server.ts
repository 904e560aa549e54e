import { listed, send, serveLines, text } from "./line-server.ts";

/* A server that lists its tools page by page, and another tool each time that `grow` is called. */

const names = ["grow", "first", "second"];

serveLines({
  "tools/list": ({ params }) => {
    const at = Number(params?.cursor ?? 0);
    const next = at + 1 < names.length ? { nextCursor: String(at + 1) } : {};
    return { tools: [listed(names[at] ?? "")], ...next };
  },
  "tools/call": () => {
    names.push(`tool-${names.length}`);
    send({ method: "notifications/tools/list_changed" });
    return text("grown");
  },
});
