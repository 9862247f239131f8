// A step downhill for WebAssembly, four float32 at a time: what is at `p` less the rate, one float at `rate`, times what is at `g`.

import type { Code, Func } from "./emit.ts";

const step = (offset: number): Code => [
  "v128.store",
  "p",
  ["f32x4.sub", ["v128.load", "p", offset], ["f32x4.mul", "factor", ["v128.load", "g", offset]]],
  offset,
];

/** A function of two addresses and of the one after the first's last vector, and may write one vector more. */
export const descentFunctions: readonly Func[] = [
  {
    name: "descend",
    params: ["p", "g", "end", "rate"],
    locals: { factor: "v128" },
    body: [
      ["set", "factor", ["v128.load32_splat", "rate"]],
      [
        "while",
        ["i32.lt_s", "p", "end"],
        step(0),
        step(16),
        ["set", "p", ["i32.add", "p", 32]],
        ["set", "g", ["i32.add", "g", 32]],
      ],
    ],
  },
];
