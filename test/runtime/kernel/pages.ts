// Pages made of cells, and kernels for them, for the tests of the kernel.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { compile, type Program } from "../../../src/runtime/cells/index.ts";
import { configOf } from "../../../src/runtime/config/defaults.ts";
import type { Config } from "../../../src/runtime/config/index.ts";
import { placeName } from "../../../src/runtime/frame.ts";
import { createKernel, type Kernel, type KernelOptions, type Run } from "../../../src/runtime/kernel/index.ts";
import { parse } from "../../../src/runtime/source/index.ts";

export const config: Config = configOf({
  index: "page.md",
  defaultTab: "all",
  seed: 1,
  limits: { cellSeconds: 20, pageSeconds: 40, memoryMegabytes: 192, outputKilobytes: 8, parseSeconds: 10 },
});

/** A folder that is gone after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "octavo-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A kernel that is closed after the tests of this file. */
export function kernelIn(root: string, options: Partial<KernelOptions> = {}): Kernel {
  const kernel = createKernel({ root, config, cache: join(root, ".octavo", "cache"), jobs: 2, ...options });
  afterAll(() => kernel.close());
  return kernel;
}

/** A page of cells below a heading: the first cell's code is at line 4, each further one's three lines after the last's end. */
export function pageText(...cells: readonly string[]): string {
  return ["# Page\n", ...cells.map((code) => `\`\`\`{.typescript .input}\n${code}\n\`\`\`\n`)].join("\n");
}

/** The program of a page. */
export function programOf(text: string, path = "page.md"): Program {
  const program = compile(parse(path, text, config), "");
  if (program.diagnostics.length > 0) throw new Error(JSON.stringify(program.diagnostics));
  return program;
}

/** What a run gave, in short: each cell's state and text, each diagnostic's place, rule and message. */
export function shortOf({ outcomes, diagnostics }: Run): {
  readonly cells: readonly string[];
  readonly found: readonly string[];
} {
  return {
    cells: outcomes.map((outcome) => {
      const state = outcome.state === "failed" ? outcome.why : outcome.state;
      const text = outcome.outputs.map((output) =>
        output.type === "stream"
          ? `${output.stream === "stderr" ? "!" : ""}${output.text}`
          : output.type === "display"
            ? `<${String(output.bundle["text/plain"])}>`
            : `${output.name}: ${output.message}`,
      );
      return [state, ...text].join(" ");
    }),
    found: diagnostics.map(({ place, rule, message }) => `${placeName(place)} ${rule}: ${message}`),
  };
}
