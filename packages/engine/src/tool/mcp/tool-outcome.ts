import type { CallToolResult } from "@modelcontextprotocol/client";
import type { ToolOutcome } from "../tool.ts";

type Content = CallToolResult["content"][number];

/**
 * What an MCP server gave for a call, as a model reads it best: the texts joined line by line; without a text the structured content, as JSON.
 * What is no text is named with its type and size.
 */
export function toToolOutcome({ content, structuredContent, isError = false }: CallToolResult): ToolOutcome {
  const lines = content.map(describeContent);
  const hasText = content.some(({ type }) => type === "text");
  if (hasText || structuredContent === undefined) return { result: lines.join("\n"), isError };
  if (lines.length === 0) return { result: structuredContent, isError };
  return { result: [JSON.stringify(structuredContent), ...lines].join("\n"), isError };
}

function describeContent(content: Content): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "image":
    case "audio":
      return `[${content.type}: ${describeData(content.mimeType, content.data)}]`;
    case "resource_link":
      return `[resource link: ${content.name}, ${content.uri}${content.mimeType === undefined ? "" : `, ${content.mimeType}`}]`;
    case "resource":
      return describeResource(content.resource);
  }
}

function describeResource(resource: Extract<Content, { type: "resource" }>["resource"]): string {
  const { uri, mimeType = "unknown type" } = resource;
  if ("text" in resource) return `[resource: ${uri}, ${mimeType}]\n${resource.text}`;
  return `[resource: ${uri}, ${describeData(mimeType, resource.blob)}]`;
}

function describeData(mimeType: string, base64: string): string {
  return `${mimeType}, ${Buffer.byteLength(base64, "base64")} bytes`;
}
