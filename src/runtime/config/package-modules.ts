// The modules of the package that a book lies in, where its package.json names their TypeScript sources:
// { "name": "octavo", "exports": { "./torch": { "octavo:source": "./src/torch.ts" } } } -> "octavo/torch": "src/torch.ts"

/** Module names -> files from the book's folder; both may hold one `*`. Nothing for what is no package.json. */
export function packageModules(packageJson: string): Readonly<Record<string, string>> {
  const found = parsed(packageJson);
  if (!isRecord(found) || typeof found.name !== "string" || !isRecord(found.exports)) return {};
  const { name, exports } = found;
  const modules: Record<string, string> = {};
  for (const [key, target] of Object.entries(exports)) {
    const file = sourceOf(target);
    if (file !== undefined && /^\.(\/|$)/.test(key)) modules[`${name}${key.slice(1)}`] = file.replace(/^\.\//, "");
  }
  return modules;
}

/** The export's source: the file of a condition such as "octavo:source" or "source", or the export itself. */
function sourceOf(target: unknown): string | undefined {
  const named = isRecord(target) ? Object.entries(target).find(([key]) => /(^|:)source$/.test(key))?.[1] : target;
  return typeof named === "string" && /\.[cm]?ts$/.test(named) && !/\.d\.[cm]?ts$/.test(named) ? named : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
