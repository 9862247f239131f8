// TypeScript's language service over programs that are on no disk. The one file that knows its API: types move to
// another checker by writing this file anew.

import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** What the checker says of a program. */
export interface Finding {
  /** Code units from the program's start. */
  readonly start: number;
  readonly length: number;
  /** TypeScript's number: 2322. */
  readonly code: number;
  /** The first line, and what elaborates it. */
  readonly message: string;
  readonly elaboration: readonly string[];
  /** Other places of the same program that it names. */
  readonly related: readonly { readonly start: number; readonly message: string }[];
}

/** A program as a file beside its page. */
export interface VirtualFile {
  /** Absolute, of a file that does not exist. */
  readonly path: string;
  readonly text: string;
}

export interface TypeService {
  /** Checks `files` together, alone with the modules that they import. One list of findings a file. */
  check(files: readonly VirtualFile[]): readonly (readonly Finding[])[];
  close(): void;
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  // What Node and a browser's worker share; nothing of Node, since cells run in the reader's page too.
  lib: ["lib.es2023.d.ts", "lib.webworker.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  allowJs: true,
  isolatedModules: true,
  useDefineForClassFields: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  // A page may leave code unused and unreachable: it shows things.
  allowUnreachableCode: true,
  allowUnusedLabels: true,
};

const libraryFolder = fileURLToPath(new URL("../../library/", import.meta.url));
const runtimeFolder = fileURLToPath(new URL("../", import.meta.url));

/**
 * Files that are parsed, shared by the services of this process: one that loads its book anew does not read TypeScript's
 * and our library again. The registry forgets what no service holds, so the last one is left to hold it.
 */
const registry = ts.createDocumentRegistry();
let lastClosed: ts.LanguageService | undefined;
/** Versions of programs: two services must not mean different texts by the same one. */
let changes = 0;

/** TypeScript's numbers of "Cannot find module". */
export const missesModule: readonly number[] = [2307, 2792];

/** A service that resolves `octavo/…` to this package's own library, and `modules` (name -> absolute file) to theirs. */
export function createTypeService(root: string, modules: ReadonlyMap<string, string>): TypeService {
  let current = new Map<string, string>();
  const versions = new Map<string, { readonly text: string; readonly version: number }>();
  const snapshots = new Map<string, { readonly version: string; readonly snapshot: ts.IScriptSnapshot }>();
  /** Files that missed a module when they were last checked. It may be there by now: their library has been tangled. */
  const hasMissed = new Set<string>();
  const libFolder = ts.getDefaultLibFilePath(options).replace(/[^/\\]*$/, "");

  function versionOf(path: string): string {
    const text = current.get(path);
    if (text === undefined) {
      if (path.startsWith(libFolder)) return "0";
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat ? `${stat.mtimeMs} ${stat.size}` : "";
    }
    const known = versions.get(path);
    if (known?.text === text && !hasMissed.has(path)) return String(known.version);
    hasMissed.delete(path);
    const version = ++changes;
    versions.set(path, { text, version });
    return String(version);
  }

  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [...current.keys()],
    getScriptVersion: versionOf,
    getScriptSnapshot(path) {
      const text = current.get(path);
      if (text !== undefined) return ts.ScriptSnapshot.fromString(text);
      const version = versionOf(path);
      const known = snapshots.get(path);
      if (known?.version === version) return known.snapshot;
      if (!existsSync(path)) return undefined;
      const snapshot = ts.ScriptSnapshot.fromString(readFileSync(path, "utf8"));
      snapshots.set(path, { version, snapshot });
      return snapshot;
    },
    fileExists: (path) => current.has(path) || ts.sys.fileExists(path),
    readFile: (path) => current.get(path) ?? ts.sys.readFile(path),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    readDirectory: () => [],
    realpath: ts.sys.realpath ?? ((path) => path),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    resolveModuleNameLiterals: (literals, containingFile) =>
      literals.map(({ text: name }) => {
        const file = ownModule(name) ?? modules.get(name);
        if (file === undefined) return ts.resolveModuleName(name, containingFile, options, host);
        if (!existsSync(file)) return { resolvedModule: undefined };
        const extension = /(\.d\.ts|\.[^./\\]+)$/.exec(file)?.[1] ?? ts.Extension.Ts;
        return { resolvedModule: { resolvedFileName: file, extension, isExternalLibraryImport: false } };
      }),
  };
  const service = ts.createLanguageService(host, registry);

  return {
    check(files) {
      current = new Map(files.map(({ path, text }) => [path, text]));
      const missed: string[] = [];
      const findings = files.map(({ path }) => {
        try {
          const syntactic = service.getSyntacticDiagnostics(path);
          const found = syntactic.length > 0 ? syntactic : service.getSemanticDiagnostics(path);
          if (found.some(({ code }) => missesModule.includes(code))) missed.push(path);
          return found.filter(({ category }) => category === ts.DiagnosticCategory.Error).map(findingOf);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          const message = "The page's program nests too deep to be checked";
          return [{ start: 0, length: 0, code: 2589, message, elaboration: [], related: [] }];
        }
      });
      for (const path of missed) hasMissed.add(path);
      return findings;
    },
    close() {
      lastClosed?.dispose();
      lastClosed = service;
    },
  };
}

/** The file of a module of this package: its source in the repository, its declarations in the packed package. */
function ownModule(name: string): string | undefined {
  if (name !== "octavo" && !name.startsWith("octavo/")) return undefined;
  const rest = name.slice("octavo/".length);
  const stems = [
    ...(rest === "" ? [] : [`${libraryFolder}${rest}`, `${libraryFolder}${rest}/index`]),
    rest === "" ? `${runtimeFolder}index` : `${runtimeFolder}${rest}/index`,
  ];
  const candidates = stems.flatMap((stem) => [`${stem}.ts`, `${stem}.d.ts`]);
  // A module that is not there is looked for in vain, not in the book's own packages.
  return candidates.find((file) => existsSync(file)) ?? candidates[0];
}

function findingOf({ start, length, code, messageText, file, relatedInformation }: ts.Diagnostic): Finding {
  const [message = "", ...elaboration] = ts.flattenDiagnosticMessageText(messageText, "\n").split("\n");
  const related = (relatedInformation ?? []).flatMap((one) =>
    one.file === file && one.start !== undefined
      ? [{ start: one.start, message: ts.flattenDiagnosticMessageText(one.messageText, " ") }]
      : [],
  );
  return { start: start ?? 0, length: length ?? 0, code, message, elaboration, related };
}
