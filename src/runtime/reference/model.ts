// What a module offers to who imports it: its public names, with their signatures and what their docstrings say.

/** A module's public names, or those of a namespace inside it: "octavo/torch", "octavo/torch nn". */
export interface Module {
  /** The name to import, and the names that lead to it inside: ["octavo/torch", "nn", "functional"]. */
  readonly path: readonly string[];
  /** What the file says of itself. */
  readonly intro: string;
  readonly groups: readonly Group[];
  readonly modules: readonly Module[];
}

/** What one source file declares. */
export interface Group {
  /** The file's name without its ending: "recurrent-cells". */
  readonly name: string;
  readonly intro: string;
  readonly entries: readonly Entry[];
}

/** A public name. */
export interface Entry {
  readonly name: string;
  readonly kind: "function" | "class" | "type" | "value";
  /** Lines of TypeScript: a function's signatures, a class's head and constructors, a type's declaration. */
  readonly code: readonly string[];
  readonly doc: Doc;
  /** Of a class or a value: what it has, each with one signature or type. */
  readonly members: readonly Member[];
}

/** A property or method. */
export interface Member {
  readonly name: string;
  readonly code: readonly string[];
  readonly doc: Doc;
}

/** What a docstring says. */
export interface Doc {
  readonly text: string;
  /** After @throws. */
  readonly throws: readonly string[];
  /** After @example. */
  readonly examples: readonly string[];
}
