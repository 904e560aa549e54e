#!/usr/bin/env node
// biome-ignore-all lint/style/useNodejsImportProtocol: Node 12 has no `node:` names, and has to be told what is missing.

// Plain JavaScript that every Node since 12 can read: it finds a Node that can run the program, and hands over to it.
"use strict";

const path = require("path");
const url = require("url");
const childProcess = require("child_process");
const nodeModule = require("module");

const NEEDED = "22.18";
const main = path.join(__dirname, "..", "src", "main.ts");

/** Whether a Node of this version runs TypeScript as it is. That came to 22 with 22.18 and to 23 with 23.6. */
function canRun(version) {
  const parts = version.split(".").map(Number);
  if (parts[0] === 22) return parts[1] >= 18;
  if (parts[0] === 23) return parts[1] >= 6;
  return parts[0] > 23;
}

/** The Node that the project brings along, or undefined where it has none for this machine. */
function findOwnNode() {
  const name = `node-${process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(require.resolve(`${name}/package.json`)), "bin", "node");
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function explain(reason) {
  const lines = [
    `aiwhisperer needs Node ${NEEDED} or later; this is Node ${process.versions.node}, and ${reason}.`,
    "Do one of these:",
    "  - install Node 24 from https://nodejs.org, and start aiwhisperer again",
  ];
  if (process.platform === "linux" && (process.arch === "x64" || process.arch === "arm64")) {
    lines.push("  - run `npm install` in the project without --omit=optional: it brings a Node of its own");
  }
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exitCode = 1;
}

function runWith(node) {
  const child = childProcess.spawn(node, [main].concat(process.argv.slice(2)), { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  child.on("error", (error) => explain(`the project's own at ${node} does not start (${error.message})`));
  child.on("exit", (code, signal) => {
    for (const name of signals) process.removeListener(name, forward);
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}

/** Runs the program in this process. Compiled code is kept, which more than halves the time of a start; the folder is the program's own, since what lies there is run. */
function runHere() {
  nodeModule.enableCompileCache(path.join(__dirname, "..", "node_modules", ".cache", "compiled"));
  void import(url.pathToFileURL(main).href);
}

if (canRun(process.versions.node)) {
  runHere();
} else {
  const own = findOwnNode();
  if (own === undefined) explain("the project has brought none of its own");
  else runWith(own);
}
