export { type CompileOptions, type CompileResult, compile } from "./compile.ts";
export type { Diagnostic, DiagnosticLocation } from "./diagnostics/diagnostic.ts";
export { type RenderOptions, renderDiagnostic, renderDiagnostics } from "./diagnostics/render-diagnostic.ts";
export type { GeneratedFile } from "./emit/generated-file.ts";
export { emitJsonSchema, type JsonSchema } from "./emit/json-schema.ts";
export { emitMarkdown, type MarkdownSection } from "./emit/markdown.ts";
export { type MarkedDocument, replaceMarkedSections } from "./emit/marked-sections.ts";
export { emitOpenrpc, type OpenrpcOptions, openrpcDocument } from "./emit/openrpc.ts";
export { emitTypescript, type TypescriptOptions } from "./emit/typescript/emit-typescript.ts";
export type {
  ContractModel,
  DeclarationModel,
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
  TypeModel,
} from "./model/contract-model.ts";
export type { ReadFile } from "./source/load-sources.ts";
export type { Position, SourceText, Span } from "./source/source-text.ts";
