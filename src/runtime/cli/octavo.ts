// The `octavo` command's process: it ends with the exit code that `main` gives.

import { main } from "./main.ts";

// A pipe that is closed early (`octavo run … | head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
