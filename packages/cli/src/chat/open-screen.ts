import type { CommandHost } from "../kit/command-host.ts";
import type { InputHistory } from "./input-history.ts";
import { LineScreen } from "./line-screen.ts";
import type { Screen, ScreenListener } from "./screen.ts";
import { TerminalScreen } from "./terminal-screen.ts";

/** Opens the screen of a terminal, or of an input and output that are none. */
export function openScreen(host: CommandHost, listener: ScreenListener, history: InputHistory): Screen {
  const isTerminal = host.stdin.isTTY === true && host.stdout.isTTY === true;
  return isTerminal ? new TerminalScreen(host, listener, history) : new LineScreen(host, listener);
}
