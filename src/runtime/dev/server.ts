// Serves a site on loopback, and tells open pages when it has changed.
// A path is looked up in the build's own list of files: the file system is never asked with what a request says.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIP } from "node:net";
import { extname } from "node:path";

/** A file of the site, ready to send. */
export type Served = string | Uint8Array;

export interface SiteServer {
  /** "http://127.0.0.1:8000/" */
  readonly url: string;
  /** Sends an event to every open page. */
  send(event: string, data: unknown): void;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly host: string;
  /** 0 for any; without it 8000 or the next that is free. */
  readonly port?: number;
  /** Whether the site has a file at a path, without the leading "/". */
  readonly has: (path: string) => boolean;
  /** That file; nothing when it cannot be read. */
  readonly read: (path: string) => Promise<Served | undefined>;
  /** What a page gets added before its end: the script that listens for changes. */
  readonly decorate: (html: string, path: string) => string;
  /** The path under which pages listen for events, and what is sent to a new listener. */
  readonly events: string;
  readonly onListener?: (send: (event: string, data: unknown) => void) => void;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/** More listeners than this are refused: a browser opens a handful. */
const mostListeners = 100;

/** Ports that are tried when none is named. */
const [firstPort, lastPort] = [8000, 8100];

/** The address is taken, may not be used, or is not of this machine. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

/** Starts to serve. @throws CannotListen when the port is taken or may not be used. */
export async function serve(options: ServerOptions): Promise<SiteServer> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
    const path = pathOf(request.url ?? "/");
    if (!isOurs(request, options.host)) refuse(response, 403, "This server answers only for the name it listens on.\n");
    else if (request.method !== "GET" && request.method !== "HEAD") refuse(response, 405, "Only GET.\n");
    else if (path === undefined) refuse(response, 400, "That is not an address of the book.\n");
    else if (path === options.events) listen(response);
    else void answer(path, response);
  });

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const candidates = path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
    const found = candidates.find(options.has);
    if (found === undefined && !path.endsWith("/") && options.has(`${path}/index.html`)) {
      response.writeHead(301, { Location: `/${encodeURI(path)}/` }).end();
      return;
    }
    const file = found === undefined ? undefined : await options.read(found);
    if (found !== undefined && file !== undefined) send(response, 200, found, file);
    else send(response, 404, "404.html", (options.has("404.html") && (await options.read("404.html"))) || "Not found.");
  }

  function send(response: ServerResponse, status: number, path: string, file: Served): void {
    const type = types[extname(path).toLowerCase()] ?? "application/octet-stream";
    const body = type.startsWith("text/html")
      ? options.decorate(typeof file === "string" ? file : Buffer.from(file).toString(), path)
      : file;
    response.writeHead(status, { "Content-Type": type }).end(body);
  }

  function listen(response: ServerResponse): void {
    if (listeners.size >= mostListeners) {
      refuse(response, 503, "Too many open pages.\n");
      return;
    }
    response.writeHead(200, { "Content-Type": "text/event-stream", Connection: "keep-alive" }).write(": open\n\n");
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
    options.onListener?.((event, data) => response.write(message(event, data)));
  }

  const port = await listenOn(server, options.host, options.port);
  const name = isIP(options.host) === 6 ? `[${options.host}]` : options.host;
  return {
    url: `http://${name}:${port}/`,
    send(event, data) {
      const text = message(event, data);
      for (const response of listeners) {
        // A page that reads too slowly is dropped; it connects again by itself.
        if (response.writableLength > 1_000_000) response.destroy();
        else response.write(text);
      }
    },
    close() {
      for (const response of listeners) response.destroy();
      return new Promise((settle) => server.close(() => settle()));
    },
  };
}

function message(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(text);
}

/** Against DNS rebinding and cross-site reads: the name asked for is a loopback name, an address or ours, and no other site's page asks. */
function isOurs(request: IncomingMessage, host: string): boolean {
  const name = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(request.headers.host ?? "");
  const asked = (name?.[1] ?? name?.[2] ?? "").toLowerCase();
  const known =
    asked === "localhost" || asked.endsWith(".localhost") || asked === host.toLowerCase() || isIP(asked) !== 0;
  const site = request.headers["sec-fetch-site"];
  return known && (site !== "cross-site" || request.headers["sec-fetch-mode"] === "navigate");
}

/** The decoded path without its leading "/", or nothing when it is no plain path. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith("/") || url.length > 2000) return undefined;
  try {
    const path = decodeURIComponent(url.slice(1).replace(/[?#].*$/s, ""));
    return path.includes("\0") ? undefined : path;
  } catch {
    return undefined;
  }
}

async function listenOn(server: Server, host: string, port: number | undefined): Promise<number> {
  for (let candidate = port ?? firstPort; ; candidate++) {
    try {
      return await new Promise<number>((settle, fail) => {
        server.once("error", fail).listen(candidate, host, () => {
          server.off("error", fail);
          const address = server.address();
          settle(typeof address === "object" && address ? address.port : candidate);
        });
      });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const isTaken = code === "EADDRINUSE";
      if (isTaken && port === undefined && candidate < lastPort) continue;
      const where = `${host}:${candidate}`;
      throw new CannotListen(isTaken ? `${where} is in use` : `${where} cannot be listened on: ${message}`);
    }
  }
}
