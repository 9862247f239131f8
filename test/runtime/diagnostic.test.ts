import { expect, describe as suite, test } from "vitest";
import { compareDiagnostics, type Diagnostic, nearest, startOf } from "../../src/runtime/diagnostic.ts";
import { describe, frame } from "../../src/runtime/frame.ts";

suite("nearest", () => {
  test.each([
    ["titel", ["title", "tabs"], "title"],
    ["pytorhc", ["mxnet", "pytorch"], "pytorch"],
    ["sec_linera", ["sec_linear", "sec_loss"], "sec_linear"],
    ["jx", ["jax", "np"], "jax"],
    ["theano", ["mxnet", "pytorch"], undefined],
    ["a", ["b"], undefined],
  ])("%s among %j is %s", (name, known, found) => {
    expect(nearest(name, known)).toBe(found);
  });
});

const at = (line: number, column: number, length = 0) => ({
  path: "a.md",
  start: { line, column, offset: 0 },
  end: { line, column: column + length, offset: length },
});

suite("frame", () => {
  test("marks the place between its neighbours", () => {
    expect(frame("one\ntwo\nthree\nfour\nfive\n", at(3, 2, 3))).toBe(
      ["  1 │ one", "  2 │ two", "▸ 3 │ three", "    │  ~~~", "  4 │ four"].join("\n"),
    );
  });
  test("keeps tabs so that the mark stands below what it marks", () => {
    expect(frame("\tx = y", at(1, 6, 1), 0)).toBe("▸ 1 │ \tx = y\n    │ \t    ^");
  });
  test("cuts a long line around the place", () => {
    const text = frame(`${"a".repeat(500)}!${"b".repeat(500)}`, at(1, 501, 1), 0);
    const [line = "", mark = ""] = text.split("\n");
    expect(line.length).toBeLessThan(140);
    expect(line[mark.indexOf("^")]).toBe("!");
  });
  test("a place past the end shows the last line", () => {
    expect(frame("one", at(9, 1), 0)).toBe("▸ 1 │ one\n    │ ^");
  });
});

test("describe says what is wrong, where, and what to do", () => {
  const diagnostic: Diagnostic = {
    severity: "error",
    rule: "tab-is-declared",
    message: "No tab `jx`",
    hint: "Did you mean `jax`?",
    place: at(1, 6, 2),
    notes: ["Tabs: jax"],
  };
  expect(describe(diagnostic, "@tab jx")).toBe(
    [
      "error a.md:1:6 tab-is-declared",
      "  No tab `jx`",
      "  ▸ 1 │ @tab jx",
      "      │      ~~",
      "    Tabs: jax",
      "  Try: Did you mean `jax`?",
    ].join("\n"),
  );
});

test("diagnostics are ordered by place", () => {
  const make = (path: string, line: number): Diagnostic => ({
    severity: "error",
    rule: "fence-is-closed",
    message: "",
    place: { ...startOf(path), start: { line, column: 1, offset: 0 } },
  });
  const sorted = [make("b.md", 1), make("a.md", 10), make("a.md", 9)].sort(compareDiagnostics);
  expect(sorted.map(({ place }) => `${place.path}:${place.start.line}`)).toEqual(["a.md:9", "a.md:10", "b.md:1"]);
});
