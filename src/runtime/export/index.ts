// Exports: a book as notebooks, as slides.

export type { Exported, ExportOptions } from "./model.ts";
export { exportNotebooks } from "./notebook/export.ts";
export { exportPdf } from "./pdf/export.ts";
export { exportSlides } from "./slides/export.ts";
