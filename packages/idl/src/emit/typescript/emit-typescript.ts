import { type GeneratedFile, generatedNotice } from "../../kit/generated-file.ts";
import { type ContractModel, type NamespaceModel, referencesIn } from "../../model/contract-model.ts";
import { toKebabCase } from "../../model/naming.ts";
import { emitContract } from "./emit-contract.ts";
import { emitDefaults } from "./emit-defaults.ts";
import { emitGuards } from "./emit-guards.ts";
import { emitSchemas } from "./emit-schemas.ts";
import { emitTextRules, moduleScope } from "./emit-text-rules.ts";
import { emitTypes } from "./emit-types.ts";
import { importName } from "./type-text.ts";

/** How TypeScript is generated. */
export interface TypescriptOptions {
  /** Module specifier of what generated code needs at run time. Default `@aiwhisperer/protocol/rpc`. */
  readonly runtime?: string;
}

/**
 * One module for each namespace, `kebab-case.ts`: its types and enums, type guards `isX`, the tables of
 * methods, notifications and errors, and the contract itself under the namespace's name in camel case. No
 * `eval`; runs in a browser.
 */
export function emitTypescript(model: ContractModel, options: TypescriptOptions = {}): GeneratedFile[] {
  const runtime = options.runtime ?? "@aiwhisperer/protocol/rpc";
  return model.namespaces.map((namespace) => {
    const lines = [
      `// ${generatedNotice(namespace.sources)}`,
      "",
      `import * as rpc from ${JSON.stringify(runtime)};`,
      ...foreignNamespaces(namespace).map(
        (name) => `import * as ${importName(name)} from "./${toKebabCase(name)}.ts";`,
      ),
      "",
      ...emitTypes(namespace),
      ...emitDefaults(moduleScope(namespace), namespace),
      ...emitTextRules(namespace),
      ...emitGuards(namespace),
      ...emitSchemas(namespace),
      ...emitContract(namespace),
      "",
    ];
    return { path: `${toKebabCase(namespace.name)}.ts`, text: lines.join("\n") };
  });
}

/** Other namespaces that the declarations of this one refer to, in alphabetical order. */
function foreignNamespaces(namespace: NamespaceModel): string[] {
  const used = namespace.declarations.flatMap(referencesIn).map((reference) => reference.namespace);
  return [...new Set(used)].filter((name) => name !== namespace.name).sort();
}
