// A small book as tests: what Vitest shows of it, which tests it has, and how some of them are picked.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOfBook, type Finished, octavo } from "./octavo.ts";

const timeout = 120_000;
const root = copyOfBook();

/** What Vitest's JSON reporter writes, as far as it is looked at here. */
interface Report {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly location: { readonly line: number } | null;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function countsOf(report: Report): readonly number[] {
  return [report.numTotalTests, report.numPassedTests, report.numFailedTests, report.numPendingTests];
}

/** `octavo test` with these options, and its report. */
async function reportOf(...args: readonly string[]): Promise<Finished & { readonly report: Report }> {
  const finished = await octavo(root, "test", ...args, "--reporter=json");
  return { ...finished, report: JSON.parse(finished.stdout) as Report };
}

/** Without what no two runs have in common: times, and where the book lies. */
function settled(text: string): string {
  return text
    .replaceAll(root, "<book>")
    .replace(/^.*(?:Start at|Duration|JSON report).*\n/gm, "")
    .replace(/ *\b\d+ms\b/g, "")
    .replace(/ RUN +v\S+/, " RUN ")
    .trim();
}

test("a suite a tab, a test a cell; what fails shows its frame of the chapter", { timeout }, async () => {
  const file = join(root, "report.json");
  const { code, stdout, stderr } = await octavo(
    root,
    "test",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    "--includeTaskLocation",
    // One page after the other, and none called slow: the golden's order and lines depend on no clock.
    "--no-file-parallelism",
    "--slowTestThreshold=60000",
  );
  expect(code).toBe(1);
  await expect(`${settled(stdout)}\n\n${settled(stderr)}\n`).toMatchFileSnapshot("fixtures/output.txt");

  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  expect(countsOf(report)).toEqual([25, 20, 3, 2]);
  const tests = report.testResults
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, assertionResults }) =>
      [
        name.slice(root.length + 1),
        ...assertionResults.map(
          ({ ancestorTitles, title, status, location }) =>
            `  ${status.padEnd(7)} ${String(location?.line ?? "").padStart(2)}  ${[...ancestorTitles, title].join(" > ")}`,
        ),
      ].join("\n"),
    );
  await expect(`${tests.join("\n")}\n`).toMatchFileSnapshot("fixtures/tests.txt");
  const [first] = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap((one) => one.failureMessages);
  expect(first).toContain("chapters/failures.md:6:26");
  // What Vitest keeps for itself lies with the book's other generated files.
  expect([existsSync(join(root, "node_modules")), existsSync(join(root, ".octavo"))]).toEqual([false, true]);
});

test.concurrent("-t picks tests by suite and name, a word picks files by their path", { timeout }, async () => {
  const { code, report } = await reportOf("failures", "-t", "Second In One Tab");
  expect(code).toBe(0);
  expect(countsOf(report)).toEqual([9, 2, 0, 7]);
});

test.concurrent("--shard splits the pages", { timeout }, async () => {
  const parts = await Promise.all([reportOf("--shard=1/2"), reportOf("--shard=2/2")]);
  const pages = parts.flatMap(({ report }) => report.testResults.map(({ name }) => name.slice(root.length + 1)));
  expect(pages.sort()).toEqual(["index", "sums", "failures", "types"].map((name) => `chapters/${name}.md`).sort());
  const counts = parts.map(({ report }) => countsOf(report));
  expect(counts[0]?.map((count, i) => count + (counts[1]?.[i] ?? 0))).toEqual([25, 20, 3, 2]);
  for (const { code, report } of parts) expect(code).toBe(report.numFailedTests > 0 ? 1 : 0);
});
