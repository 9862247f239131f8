// Constants out of loops: V8 builds a vector of equal numbers anew each time that it meets one, in three instructions.

import type { Code, Func } from "./emit.ts";

/** What sets the constants, their locals, and the statements that read them from there. */
interface Hoisted {
  readonly before: readonly Code[];
  readonly locals: Func["locals"];
  readonly body: readonly Code[];
}

/** Takes the splats of constants out of statements. */
export function hoisted(body: readonly Code[]): Hoisted {
  const constants = new Map<string, Code>();
  const replace = (code: Code): Code => {
    if (typeof code !== "object") return code;
    const [op, value] = code;
    if (op === "i32x4.splat" || (op === "f32x4.splat" && typeof value === "object")) {
      const name = `${op} ${value}`;
      constants.set(name, code);
      return name;
    }
    return code.map(replace);
  };
  const replaced = body.map(replace);
  return {
    before: [...constants].map(([name, code]) => ["set", name, code]),
    locals: Object.fromEntries([...constants.keys()].map((name) => [name, "v128" as const])),
    body: replaced,
  };
}
