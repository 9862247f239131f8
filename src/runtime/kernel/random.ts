// `Math.random`, seeded: the same numbers at every build, and in the reader's page.

/** Numbers from [0, 1) by the generator sfc32 of C. Doty-Humphrey, started from a seed. */
export function seededRandom(seed: number): () => number {
  let a = 0x9e3779b9;
  let b = Math.floor(seed / 2 ** 32) >>> 0;
  let c = seed >>> 0;
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return () => next() / 2 ** 32;
}
