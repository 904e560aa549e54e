import { Option } from "commander";
import { APPROVE_CHOICES } from "../tool/approval-answer.ts";

/** The flag that decides about tool calls beforehand. */
export function approveOption(): Option {
  return new Option(
    "--approve <what>",
    "decide beforehand: of the tool calls that ask, these are allowed and all others denied; writes has reads in it (default: ask at the terminal)",
  ).choices(APPROVE_CHOICES);
}
