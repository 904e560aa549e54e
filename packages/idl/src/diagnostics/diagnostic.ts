import type { SourceText, Span } from "../text/source-text.ts";

/** A mistake in a `.def` file: what is wrong, where, and what to do about it. */
export interface Diagnostic {
  /** Path of the file that the mistake is in. */
  readonly path: string;
  /** What is wrong, in one line. */
  readonly message: string;
  /** What to do, in one line. */
  readonly help: string;
  /** The text at fault; absent when the file itself could not be read. */
  readonly location?: DiagnosticLocation;
}

/** The text that a diagnostic points at. */
export interface DiagnosticLocation {
  readonly source: SourceText;
  readonly span: Span;
}

/** What a diagnostic says, without where. */
export interface Finding {
  readonly message: string;
  readonly help: string;
}

/** Takes diagnostics in as they are found. */
export type Report = (diagnostic: Diagnostic) => void;

/** Makes a diagnostic about a stretch of a source. */
export function diagnosticAt(source: SourceText, span: Span, finding: Finding): Diagnostic {
  return { path: source.path, ...finding, location: { source, span } };
}

/**
 * Orders diagnostics for reading: files in the order given, each from top to bottom; what has no place in a
 * file comes first.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[], paths: readonly string[]): Diagnostic[] {
  const rank = new Map(paths.map((path, index) => [path, index]));
  const fileOf = (diagnostic: Diagnostic) => rank.get(diagnostic.path) ?? -1;
  const offsetOf = (diagnostic: Diagnostic) => diagnostic.location?.span.start ?? -1;
  return diagnostics.toSorted((a, b) => fileOf(a) - fileOf(b) || offsetOf(a) - offsetOf(b));
}
