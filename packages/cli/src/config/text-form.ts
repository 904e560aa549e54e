import { isIP } from "node:net";
import { isModelName } from "@aiwhisperer/engine";
import { isKeySetUrl, isNetwork, parseAdminClaim, parseModelPrice } from "@aiwhisperer/server";
import type { TextForm } from "./option-kind.ts";

const TOOL_NAME = /^[\w.-]{1,128}$/;

/** What can happen to a tool call before it runs: nothing, a user is asked, or it is refused. */
export const TOOL_POLICIES = ["allow", "ask", "deny"] as const;

/** An address or host name to listen on, without a port. */
export const hostForm: TextForm = {
  placeholder: "address",
  expected: "a host name or an IP address without a port, such as 127.0.0.1",
  parse: (text) => (isIP(text) > 0 ? text : parseHostName(text)),
};

/** A host name as browsers send it in the Host header, without a port. */
export const hostNameForm: TextForm = {
  placeholder: "name",
  expected: "a host name without scheme and port, such as chat.example.com",
  // The Host header has an IPv6 address in brackets.
  parse: (text) => (isIP(text) === 6 ? parseHostName(`[${text}]`) : parseHostName(text)),
};

/** A browser's origin. */
export const originForm: TextForm = {
  placeholder: "origin",
  expected: "an origin, scheme and host and nothing behind them, such as https://app.example.com",
  parse(text) {
    const url = URL.parse(text);
    const isBare =
      url !== null && url.origin !== "null" && url.href === `${url.origin}/` && !text.endsWith("?");
    return isBare ? url.origin : undefined;
  },
};

/** An address, or a network of addresses. */
export const networkForm: TextForm = {
  placeholder: "network",
  expected: "an IP address or a network, such as 10.0.0.5 or 10.0.0.0/8",
  parse: (text) => (isNetwork(text) ? text : undefined),
};

/** What models cost. */
export const priceForm: TextForm = {
  placeholder: "model=in:out",
  expected: "a model's name with what a million tokens in and out cost, such as openai:gpt-5*=1.25:10",
  parse: (text) => (parseModelPrice(text) === undefined ? undefined : text.trim()),
};

/** The name of a model; whether there is such a model is for the catalogue to say. */
export const modelForm: TextForm = {
  placeholder: "provider:model",
  expected: "the name of a model, such as demo or openai:gpt-5-mini, of 200 characters at most",
  parse: (text) => (isModelName(text.trim()) ? text.trim() : undefined),
};

/** Where public keys of tokens are. */
export const keySetUrlForm: TextForm = {
  placeholder: "url",
  expected: "an https address, or an http one of this machine, without a password",
  parse(text) {
    const url = URL.parse(text);
    return url !== null && isKeySetUrl(url) ? url.href : undefined;
  },
};

/** What a claim of a token has to be. */
export const claimForm: TextForm = {
  placeholder: "text",
  expected: "a text of 1000 characters at most, without spaces",
  parse: (text) => (text.length > 1_000 || /\s/.test(text) ? undefined : text),
};

/** The claim that makes a user an admin. */
export const adminClaimForm: TextForm = {
  placeholder: "claim=value",
  expected: "a claim with its value, such as role=admin or realm_access.roles=operator",
  parse: (text) => (parseAdminClaim(text) === undefined ? undefined : text.trim()),
};

/** The policy of one tool. */
export const toolPolicyForm: TextForm = {
  placeholder: "tool=policy",
  expected: `the name of a tool with one of ${TOOL_POLICIES.join(", ")} behind it, such as run_command=deny`,
  parse(text) {
    const [, tool = "", policy = ""] = /^(.*)=([^=]*)$/.exec(text) ?? [];
    const isPolicy = TOOL_POLICIES.some((known) => known === policy.trim());
    return isPolicy && TOOL_NAME.test(tool.trim()) ? `${tool.trim()}=${policy.trim()}` : undefined;
  },
};

function parseHostName(text: string): string | undefined {
  // With a port behind it, a text that brings a port or a path of its own is no address any more, or another
  // one.
  const url = URL.parse(`http://${text}:1/`);
  return url?.href === `http://${url?.hostname}:1/` ? url.hostname : undefined;
}
