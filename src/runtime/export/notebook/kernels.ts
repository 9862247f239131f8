// Which kernel runs a notebook: that of the language that most of its cells are in.

import type { Cell } from "../../source/index.ts";
import type { Kernelspec, LanguageInfo } from "./model.ts";

export interface NotebookKernel {
  readonly kernelspec: Kernelspec;
  readonly language: LanguageInfo;
}

const deno: NotebookKernel = {
  kernelspec: { name: "deno", display_name: "Deno", language: "typescript" },
  language: { name: "typescript", file_extension: ".ts", mimetype: "text/x.typescript" },
};
const python: NotebookKernel = {
  kernelspec: { name: "python3", display_name: "Python 3 (ipykernel)", language: "python" },
  language: { name: "python", file_extension: ".py", mimetype: "text/x-python" },
};
const bash: NotebookKernel = {
  kernelspec: { name: "bash", display_name: "Bash", language: "bash" },
  language: { name: "bash", file_extension: ".sh", mimetype: "text/x-sh" },
};

/** By a cell's language. One that is not here has no kernel that all would call by the same name. */
const kernels: Readonly<Record<string, NotebookKernel>> = {
  typescript: deno,
  javascript: deno,
  python,
  bash,
  sh: bash,
  shell: bash,
  cpp: {
    kernelspec: { name: "xcpp17", display_name: "C++17", language: "C++17" },
    language: { name: "c++", file_extension: ".cpp", mimetype: "text/x-c++src" },
  },
  r: {
    kernelspec: { name: "ir", display_name: "R", language: "R" },
    language: { name: "R", file_extension: ".r", mimetype: "text/x-r-source" },
  },
};

/** The kernel of a language's cells. */
export function kernelOf(language: string): NotebookKernel | undefined {
  return kernels[language];
}

/** The kernel that most of these cells need, of as many the first. */
export function kernelOfMost(cells: readonly Pick<Cell, "language">[]): NotebookKernel | undefined {
  const counts = new Map<NotebookKernel, number>();
  for (const { language } of cells) {
    const kernel = kernels[language];
    if (kernel) counts.set(kernel, (counts.get(kernel) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** A cell as a kernel reads it: shell code runs in Python's notebooks by a magic; nothing when it does not run there. */
export function codeFor(kernel: NotebookKernel | undefined, language: string, code: string): string | undefined {
  if (kernel === undefined) return undefined;
  if (kernels[language] === kernel) return code;
  return kernel === python && kernels[language] === bash ? `%%bash\n${code}` : undefined;
}
