// Every operation against PyTorch's values and gradients (the scripts of reference/): a test for each name there.

import { expect, test } from "vitest";
import { check } from "../reference.ts";
import { operationOf, operations, recorded } from "./values.cases.ts";

for (const [name, calls] of recorded) {
  const operation = operationOf(name);
  test(name, () => {
    if (operation === undefined) throw new Error(`no operation named ${name}`);
    for (const [i, one] of calls.entries()) {
      try {
        check(operation, one);
      } catch (error) {
        if (error instanceof Error) error.message = `call ${i}: ${JSON.stringify(one.inputs)}\n${error.message}`;
        throw error;
      }
    }
  });
}

test("all operations named here are in the reference", () => {
  const unused = Object.keys(operations).filter((name) => !recorded.has(name));
  expect(unused.filter((name) => !/^(std|var|norm|all|any)\((-1|0, 2)\)$/.test(name))).toEqual([]);
});
