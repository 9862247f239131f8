// A book that is served by `octavo dev`'s session in this process, and what a page that listens to it hears.

import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { afterAll } from "vitest";
import { type DevOptions, type DevSession, startDev } from "../../../src/runtime/dev/index.ts";
import type { Built } from "../../../src/runtime/pipeline.ts";

/** Starts a session that is closed after the tests of this file; each build's result is told. */
export async function serveBook(
  root: string,
  told: Partial<DevOptions["tell"]> & { readonly builds?: Built[] } = {},
): Promise<DevSession> {
  const { builds = [], ...tell } = told;
  const session = await startDev(root, {
    host: "127.0.0.1",
    port: 0,
    jobs: 1,
    tell: {
      built: (built) => void builds.push(built),
      unloaded: () => {},
      crashed: (error) => {
        throw error;
      },
      ...tell,
    },
  });
  afterAll(() => session.close());
  await session.ready;
  return session;
}

/** Asks for exactly this path, as no URL library would send it. */
export async function ask(
  url: string,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<{ readonly status: number; readonly headers: IncomingMessage["headers"]; readonly text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((settle, reject) => {
    request({ hostname, port, path, headers, method }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => settle({ status: response.statusCode ?? 0, headers: response.headers, text }));
    })
      .on("error", reject)
      .end();
  });
}

export interface Heard {
  readonly event: string;
  readonly data: unknown;
}

/** A page that listens. */
export interface Listener {
  /** All that it has heard. */
  readonly heard: readonly Heard[];
  /** Waits for an event after those that were waited for before. */
  next(event: string): Promise<unknown>;
  close(): void;
}

export async function listen(url: string): Promise<Listener> {
  const heard: Heard[] = [];
  let read = 0;
  let wake = () => {};
  let rest = "";
  const sent: ClientRequest = await new Promise((settle, reject) => {
    const asked = request(new URL(".octavo/events", url), (response) => {
      response.setEncoding("utf8").on("data", (text: string) => {
        const parts = (rest + text).split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts) {
          const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
          if (event && data) heard.push({ event, data: JSON.parse(data) });
        }
        wake();
      });
      response.on("error", () => {});
      settle(asked);
    });
    asked.on("error", reject).end();
  });
  sent.on("error", () => {});
  return {
    heard,
    async next(event) {
      for (;;) {
        const at = heard.findIndex((one, index) => index >= read && one.event === event);
        if (at >= 0) {
          read = at + 1;
          return heard[at]?.data;
        }
        await new Promise<void>((settle) => {
          wake = settle;
        });
      }
    },
    close: () => void sent.destroy(),
  };
}
