// The last line of a test run, for scripts: `N passed, N failed, N skipped`.

import type { Reporter, TestModule } from "vitest/node";

/** Counts tests; files that cannot be loaded and errors outside of tests count as failed. */
export class CountReporter implements Reporter {
  private line = "";

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    const { passed, failed, skipped, pending } = counts;
    // Printed after all else; a watch ends with the last run's.
    if (this.line === "") process.once("exit", () => console.log(this.line));
    this.line = `${passed} passed, ${failed} failed, ${skipped + pending} skipped`;
  }
}
