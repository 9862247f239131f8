// What `octavo dev` serves, and to whom: the site of the last build, to this machine's browser, and no file besides.

import { symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { startDev } from "../../../src/runtime/dev/index.ts";
import { copyOf } from "../cli/octavo.ts";
import { ask, listen, serveBook } from "./book.ts";

let root = "";
let url = "";

beforeAll(async () => {
  root = copyOf("book");
  writeFileSync(join(root, "..", "secret.svg"), "<svg>secret</svg>");
  writeFileSync(join(root, "..", "secret.md"), "# Secret\n");
  symlinkSync("../../secret.svg", join(root, "img", "out.svg"));
  symlinkSync("../secret.md", join(root, "out.md"));
  writeFileSync(join(root, "notes.md"), "# Notes\n\n![Out.](img/out.svg)\n\n![In.](img/dot.svg)\n");
  ({ url } = await serveBook(root));
});

test("pages, styles, fonts and pictures are served with their types; a folder is its index page", async () => {
  for (const [path, type] of [
    ["/", "text/html; charset=utf-8"],
    ["/index.html", "text/html; charset=utf-8"],
    ["/sums.html", "text/html; charset=utf-8"],
    ["/sums", "text/html; charset=utf-8"],
    ["/sums.html?q=1", "text/html; charset=utf-8"],
    ["/assets/octavo.css", "text/css; charset=utf-8"],
    ["/assets/octavo.js", "text/javascript; charset=utf-8"],
    ["/img/dot.svg", "image/svg+xml"],
  ] as const) {
    const { status, headers } = await ask(url, path);
    expect([status, headers["content-type"]], path).toEqual([200, type]);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  }
  const page = await ask(url, "/sums.html");
  expect(page.text).toContain('data-events="/.octavo/events"');
  const gone = await ask(url, "/gone.html");
  expect(gone.status).toBe(404);
  expect(gone.headers["content-type"]).toMatch(/^text\/html/);
});

test.each([
  "/../octavo.config.ts",
  "/%2e%2e/octavo.config.ts",
  "/..%2foctavo.config.ts",
  "/img/../../octavo.config.ts",
  "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "/..\\octavo.config.ts",
  "//etc/passwd",
  "/etc/passwd",
  "/octavo.config.ts",
  "/sums.md",
  "/.octavo/cache",
  "/.octavo-site",
  "/img/out.svg",
  "/out.md",
  "/out.html",
  "/__proto__",
  "/constructor",
])("%s is not served", async (path) => {
  const { status, text } = await ask(url, path);
  expect(status).toBe(404);
  expect(text).not.toMatch(/defineConfig|root:|<svg>secret|# Secret/);
});

test.each(["/%", "/%00", "/%ff", "http://127.0.0.1/", "*", `/${"a".repeat(3000)}`])(
  "%s is no address",
  async (path) => {
    expect((await ask(url, path)).status).toBe(400);
  },
);

test("only names of this machine are answered, and no other site's page", async () => {
  const { port } = new URL(url);
  const status = async (headers: Record<string, string>, path = "/") => (await ask(url, path, headers)).status;
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `book.localhost:${port}`, "LOCALHOST", `[::1]:${port}`])
    expect(await status({ host }), host).toBe(200);
  for (const host of ["evil.example", `evil.example:${port}`, "localhost.evil.example", "127.0.0.1.evil.example", "@"])
    expect(await status({ host }), host).toBe(403);
  for (const path of ["/", "/.octavo/events"])
    expect(await status({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }, path)).toBe(403);
  // A link that the reader follows is fine.
  expect(await status({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).toBe(200);
});

test("only reading is allowed", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
    expect((await ask(url, "/", {}, method)).status, method).toBe(405);
  expect(await ask(url, "/", {}, "HEAD")).toMatchObject({ status: 200, text: "" });
});

test("it listens on loopback alone", async () => {
  const { hostname, port } = new URL(url);
  expect(hostname).toBe("127.0.0.1");
  const others = Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  for (const { address } of others)
    await expect(
      new Promise((settle, reject) => connect(Number(port), address).on("connect", settle).on("error", reject)),
    ).rejects.toThrow("ECONNREFUSED");
});

test("listeners beyond any browser's number are refused", async () => {
  const listeners = await Promise.all(Array.from({ length: 100 }, () => listen(url)));
  expect((await ask(url, "/.octavo/events")).status).toBe(503);
  for (const listener of listeners) listener.close();
});

test("a port in use: the next one is taken, unless it was named", async () => {
  const taken = async (port: number): Promise<Server> =>
    new Promise((settle, reject) => {
      const server = createServer().on("error", reject);
      server.listen(port, "127.0.0.1", () => settle(server));
    });
  // Where 8000 is in use already, all the better.
  const blocking = await taken(8000).catch(() => undefined);
  const tell = { built: () => {}, unloaded: () => {}, crashed: () => {} };
  const session = await startDev(root, { host: "127.0.0.1", tell });
  expect(Number(new URL(session.url).port)).toBeGreaterThan(8000);
  const port = Number(new URL(session.url).port);
  await expect(startDev(root, { host: "127.0.0.1", port, tell })).rejects.toThrow(`127.0.0.1:${port} is in use`);
  await session.close();
  blocking?.close();
});
