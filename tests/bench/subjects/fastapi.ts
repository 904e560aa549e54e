import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PEERS, startPeer } from "./node-peer.ts";
import type { Subject } from "./subject.ts";

/** Debian's own interpreter: another one that comes first in the path does not have Debian's packages. */
const PYTHON = "/usr/bin/python3";
const MODULES = ["fastapi", "uvicorn", "pydantic", "uvloop", "httptools", "websockets"];

/** FastAPI with Uvicorn and Pydantic, from Debian's packages. */
export const fastapi: Subject = {
  name: "fastapi",
  title: "FastAPI, Uvicorn, Pydantic",
  kind: "peer",
  async missing() {
    try {
      await promisify(execFile)(PYTHON, ["-c", `import ${MODULES.join(", ")}`]);
      return undefined;
    } catch {
      return `apt-get install ${MODULES.map((name) => `python3-${name}`).join(" ")}`;
    }
  },
  start: () => startPeer([PYTHON, join(PEERS, "fastapi_server.py")], "json-rpc"),
};
