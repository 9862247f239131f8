// What the fixtures' cells have shown, and the pictures that they show.

import type { Output } from "../../../src/runtime/kernel/index.ts";
import type { Outcomes } from "./weave.ts";

const stdout = (text: string): Output => ({ type: "stream", stream: "stdout", text });
const shows = (bundle: Extract<Output, { type: "display" }>["bundle"]): Output => ({ type: "display", bundle });
const inAll = (cells: Outcomes[string]): Outcomes => ({ mxnet: cells, pytorch: cells, tensorflow: cells, jax: cells });

const error: Output = { type: "error", name: "TypeError", message: "no\nand why", trace: ["cell 4, input.md:24:7"] };

const plot = {
  series: [
    { label: "train", x: [0, 1, 2], y: [3, 2, 1] },
    { label: "val", x: [1, 2], y: [2.5, 1.5], style: "dashed" },
    { label: "points", x: [0, 2], y: [1, 3], style: "points" },
  ],
  x: { label: "epoch", domain: [0, 2] },
  y: { label: "loss" },
};

const svg =
  '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9"/></svg>';

export const fixtureOutcomes: Readonly<Record<string, Outcomes>> = {
  cells: inAll({
    0: [shows({ "text/plain": "42" })],
    1: [stdout("hidden\n")],
    2: [stdout("only the output\n")],
    3: [stdout("neither\n")],
    4: { cell: 4, state: "failed", outputs: [error], why: "threw" },
    5: { cell: 5, state: "not-run", outputs: [] },
  }),
  outputs: inAll({
    0: [
      stdout("plain <b> & \u001b[31;1mred\u001b[0m\u0007\n10%\r20%\r30%\n"),
      { type: "stream", stream: "stderr", text: "a warning\n" },
      stdout("line\n".repeat(31)),
    ],
    1: [shows({ "text/plain": "Plot", "application/vnd.octavo.plot+json": plot })],
    2: [
      shows({ "text/plain": "a drawing", "image/svg+xml": svg }),
      shows({ "text/plain": "a picture", "image/png": "iVBO\nRw0=" }),
    ],
    3: [shows({ "text/plain": "a table", "text/html": "<table><tr><td>1</td></tr></table>" })],
    4: [error],
  }),
  tabs: {
    mxnet: { 3: [stdout("0.1\n")] },
    pytorch: { 3: [stdout("0.2\n")] },
    tensorflow: { 3: [stdout("0.1\n")] },
    jax: { 3: [stdout("0.3\n")] },
  },
};

/** A PNG's first 24 bytes: all that a size is read from. */
const png = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 128, 0, 0, 1, 224,
]);

export const pictures: Readonly<Record<string, Uint8Array>> = {
  "img/loss.png": png,
  "img/icon.svg": new TextEncoder().encode('<svg viewBox="0 0 24 12"></svg>'),
};
