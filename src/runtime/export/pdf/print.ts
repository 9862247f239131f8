// A document to PDF, by Chromium's print: once for the pages of its places, and once more with their numbers in the contents.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import type { FileToWrite } from "../../site-files.ts";
import { readSiteFile } from "../../site-files.ts";
import { type Browser, BrowserFailed, launch } from "./browser.ts";
import { type Pdf, pagesOfPlaces, readPdf } from "./read.ts";

/** What is printed, and all that it shows. */
export interface Document {
  /** Absolute, or from here are files that are copied. */
  readonly root: string;
  readonly files: readonly FileToWrite[];
  /** The one that is printed. */
  readonly main: string;
  /** Makes what is too wide fit: JavaScript that is run before printing. */
  readonly fit: string;
}

/** Prints of a document until its page numbers stand still: they have room already, so that the second is the last. */
const mostPrints = 3;

/** Margin boxes of pages came with this one. */
const oldestChromium = 131;

/** Prints it. @throws BrowserFailed */
export async function print(path: string, document: Document): Promise<Pdf> {
  const server = await serve(document);
  const browser = await launch(path).catch(async (error) => {
    await close(server);
    throw error;
  });
  try {
    await checkAge(browser);
    const session = await open(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/${document.main}`);
    await run(browser, session, document.fit);
    let known = "";
    for (let prints = 1; ; prints++) {
      // What is not seen takes its room, and is printed ten times as fast.
      const isDraft = prints === 1 && (await run(browser, session, hasNumbers)) === true;
      await run(browser, session, `document.body.style.visibility = "${isDraft ? "hidden" : ""}"`);
      const pdf = readPdf(await printed(browser, session));
      const pages = JSON.stringify(Object.fromEntries(pagesOfPlaces(pdf)));
      if (pages === known || prints === mostPrints) return pdf;
      const changed = await run(browser, session, `(${number})(${pages})`);
      if (!changed) return pdf;
      known = pages;
    }
  } finally {
    await browser.close();
    await close(server);
  }
}

/** Runs in the page: whether page numbers are to be written. */
const hasNumbers = `document.querySelector("a[href] > .page") !== null`;

/** Runs in the page: writes page numbers into contents; whether there were any. */
const number = `pages => {
  const boxes = document.querySelectorAll("a[href] > .page");
  for (const box of boxes) box.textContent = pages[box.parentElement.hash.slice(1)] ?? "";
  return boxes.length > 0;
}`;

async function checkAge(browser: Browser): Promise<void> {
  const { product } = await browser.send<{ product: string }>("Browser.getVersion");
  const version = Number(/\/(\d+)/.exec(product)?.[1]);
  if (version < oldestChromium)
    throw new BrowserFailed(`${product} is too old to print books; it takes version ${oldestChromium} or later`);
}

/** Opens a page, and waits until all of it is there. */
async function open(browser: Browser, url: string): Promise<string> {
  const { targetId } = await browser.send<{ targetId: string }>("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await browser.send<{ sessionId: string }>("Target.attachToTarget", { targetId, flatten: true });
  await browser.send("Emulation.setEmulatedMedia", { media: "print" }, sessionId);
  const { errorText } = await browser.send<{ errorText?: string }>("Page.navigate", { url }, sessionId);
  if (errorText) throw new BrowserFailed(errorText);
  const loaded = `new Promise((done) => document.readyState === "complete" ? done() : addEventListener("load", done)).then(() => document.fonts.ready).then(() => true)`;
  await run(browser, sessionId, loaded);
  return sessionId;
}

async function run(browser: Browser, session: string, expression: string): Promise<unknown> {
  const params = { expression, awaitPromise: true, returnByValue: true };
  type Evaluated = {
    result: { value?: unknown };
    exceptionDetails?: { text: string; exception?: { description?: string } };
  };
  const { result, exceptionDetails } = await browser.send<Evaluated>("Runtime.evaluate", params, session);
  if (exceptionDetails) throw new BrowserFailed(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

async function printed(browser: Browser, session: string): Promise<Buffer> {
  const options = {
    printBackground: true,
    preferCSSPageSize: true,
    transferMode: "ReturnAsStream",
    generateTaggedPDF: false,
  };
  const { stream } = await browser.send<{ stream: string }>("Page.printToPDF", options, session);
  const chunks: Buffer[] = [];
  for (let eof = false; !eof; ) {
    type Read = { data: string; base64Encoded: boolean; eof: boolean };
    const read = await browser.send<Read>("IO.read", { handle: stream, size: 4 << 20 }, session);
    chunks.push(Buffer.from(read.data, read.base64Encoded ? "base64" : "utf8"));
    eof = read.eof;
  }
  await browser.send("IO.close", { handle: stream }, session);
  return Buffer.concat(chunks);
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Nothing of the book runs, and nothing is loaded from elsewhere. */
const policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";

/** Serves the document's own files on loopback: a browser that lives in a box of its own may not see our temporary folder. */
async function serve({ root, files }: Document): Promise<Server> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "", "http://localhost").pathname.slice(1));
    const file = byPath.get(path);
    const read = file ? readSiteFile(root, file) : Promise.reject();
    read.then(
      (bytes) => {
        response.setHeader("Content-Type", types[extname(path).toLowerCase()] ?? "application/octet-stream");
        response.setHeader("Content-Security-Policy", policy);
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening, failed) => server.once("error", failed).listen(0, "127.0.0.1", listening));
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
