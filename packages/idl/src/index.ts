export { type CompileOptions, type CompileResult, compile } from "./compile.ts";
export type { Diagnostic, DiagnosticLocation } from "./diagnostics/diagnostic.ts";
export { type RenderOptions, renderDiagnostic, renderDiagnostics } from "./diagnostics/render-diagnostic.ts";
export { emitJsonSchema, type JsonSchema } from "./emit/json/json-schema.ts";
export { emitOpenrpc, type OpenrpcOptions, openrpcDocument } from "./emit/json/openrpc.ts";
export { emitMarkdown, type MarkdownSection } from "./emit/markdown/markdown.ts";
export { type MarkedDocument, replaceMarkedSections } from "./emit/markdown/marked-sections.ts";
export { emitTypescript, type TypescriptOptions } from "./emit/typescript/emit-typescript.ts";
export type { GeneratedFile } from "./kit/generated-file.ts";
export type { ReadFile } from "./load/load-sources.ts";
export type {
  ContractModel,
  DeclarationModel,
  DefaultModel,
  EnumModel,
  ErrorModel,
  FieldModel,
  Limits,
  MemberModel,
  MessageModel,
  MethodModel,
  NamespaceModel,
  NotificationModel,
  ReferenceModel,
  StringType,
  TypeModel,
} from "./model/contract-model.ts";
export type { StringFormat } from "./pattern/formats.ts";
export type { Position, SourceText, Span } from "./text/source-text.ts";
