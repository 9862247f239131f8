import { defineConfig } from "vitest/config";
import { octavo } from "../src/runtime/vitest/plugin.ts";
import { CountReporter } from "./reporter.ts";

const root = new URL("..", import.meta.url).pathname;

// The chapters' cells are tests through our own plugin; unit tests lie beside this file, laid out as src/ is.
export default defineConfig({
  root,
  plugins: [octavo({ book: root })],
  resolve: { conditions: ["octavo:source"] },
  ssr: { resolve: { conditions: ["octavo:source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // By default one core would be left to the terminal.
    maxWorkers: "100%",
    reporters: ["default", new CountReporter()],
  },
});
