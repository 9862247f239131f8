import { defineConfig } from "vitest/config";

// The chapters' own tests join in through the octavo plugin; unit tests lie beside this file, laid out as src/ is.
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  resolve: { conditions: ["octavo:source"] },
  ssr: { resolve: { conditions: ["octavo:source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
  },
});
