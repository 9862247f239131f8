// Work that ends: `within(10, parse)` gives what `parse` gives, or throws OverLimit after ten seconds, whatever loop it is in.

import { Script } from "node:vm";

/** Work that went over a limit. Its message says which: "takes longer than 10 s". */
export class OverLimit extends Error {
  override readonly name = "OverLimit";
}

const hook = "octavo.within";
// Node ends a script after its time, with all that it called; so the work is called by a script.
const script = new Script(`globalThis[Symbol.for("${hook}")]()`);

/** Does the work, which must not wait for anything. @throws OverLimit */
export function within<T>(seconds: number, work: () => T): T {
  const globals = globalThis as unknown as Record<symbol, unknown>;
  let made: { readonly value: T } | undefined;
  globals[Symbol.for(hook)] = () => {
    made = { value: work() };
  };
  try {
    script.runInThisContext({ timeout: Math.max(1, Math.round(seconds * 1000)) });
  } catch (error) {
    throw overLimit(error, seconds) ?? error;
  }
  // The script has called it.
  return made!.value;
}

function overLimit(error: unknown, seconds: number): OverLimit | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
    return new OverLimit(`takes longer than ${seconds} s (\`limits.parseSeconds\`)`);
  if (error instanceof RangeError && /call stack/.test(error.message)) return new OverLimit("nests too deep");
  return undefined;
}
