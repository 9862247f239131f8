// How large a picture is, from its first bytes: PNG, JPEG, GIF, WebP, SVG.

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size that a picture's file says, or nothing when it does not say one. */
export function imageSize(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  try {
    if (ascii(1, 3) === "PNG") return sound(view.getUint32(16), view.getUint32(20));
    if (ascii(0, 3) === "GIF") return sound(view.getUint16(6, true), view.getUint16(8, true));
    if (ascii(0, 4) === "RIFF" && ascii(8, 4) === "WEBP") return webp(view, ascii(12, 4));
    if (view.getUint16(0) === 0xffd8) return jpeg(view);
    return svg(new TextDecoder().decode(bytes.subarray(0, 4096)));
  } catch (error) {
    // A file that ends too early has no size.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sound(width: number, height: number): Size | undefined {
  return width > 0 && height > 0 ? { width: Math.round(width), height: Math.round(height) } : undefined;
}

/** The first frame header; the segments before it are skipped by their lengths. */
function jpeg(view: DataView): Size | undefined {
  for (let at = 2; at < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return sound(view.getUint16(at + 7), view.getUint16(at + 5));
  }
  return undefined;
}

function webp(view: DataView, kind: string): Size | undefined {
  if (kind === "VP8 ") return sound(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (kind === "VP8L") {
    const bits = view.getUint32(21, true);
    return sound((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
  }
  const of24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return kind === "VP8X" ? sound(of24(24), of24(27)) : undefined;
}

/** `width` and `height` where they are absolute, else those of the `viewBox`. */
function svg(text: string): Size | undefined {
  const root = /<svg\b([^>]*)>/.exec(text)?.[1];
  if (root === undefined) return undefined;
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(root)?.[1];
  const width = pixels(attribute("width"));
  const height = pixels(attribute("height"));
  if (width && height) return sound(width, height);
  const [, , boxWidth = 0, boxHeight = 0] = (attribute("viewBox") ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (!(boxWidth > 0 && boxHeight > 0)) return undefined;
  if (width) return sound(width, (width * boxHeight) / boxWidth);
  return height ? sound((height * boxWidth) / boxHeight, height) : sound(boxWidth, boxHeight);
}

const units: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
};

function pixels(length: string | undefined): number | undefined {
  const parts = /^\s*(\d*\.?\d+)([a-z]*)\s*$/.exec(length ?? "");
  const unit = units[parts?.[2] ?? "?"];
  return parts && unit ? Number(parts[1]) * unit : undefined;
}
