// Where code names the book's library: each `d2l.name` by offsets, with the call that it heads. Both languages' trees
// come down to this, and `rewrite.ts` knows no other.

/** A stretch of the code. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** `d2l.name`. */
export interface Use extends Stretch {
  readonly name: string;
  /** The call `d2l.name(…)`, from the use's start on. */
  readonly call?: Call;
}

export interface Call {
  /** After the opening parenthesis. */
  readonly open: number;
  /** Before the closing one. */
  readonly close: number;
  readonly args: readonly Argument[];
  /** Any expression may stand in its place without parentheses: an argument, a value, a statement. */
  readonly isLoose: boolean;
  /** A line that began with what is put here might go on with the line above, which has no semicolon. */
  readonly needsSemicolon: boolean;
}

/** An argument. */
export interface Argument extends Stretch {
  /** Where its value starts, behind the keyword of `keyword=value`. */
  readonly value: number;
  readonly keyword?: string;
  /** `*values`, `**values`, `...values`, or `x for x in values`. */
  readonly isSpread: boolean;
  /** `.name` may follow it as it stands. */
  readonly isPrimary: boolean;
}

/** What a cell's code says of its library. */
export interface Uses {
  /** Sorted by start: a use comes before those among its arguments. */
  readonly uses: readonly Use[];
  /** Strings without their replacement fields, and comments. Sorted. */
  readonly literals: readonly Stretch[];
}

/** The name by which chapters import their library. */
export const library = "d2l";
