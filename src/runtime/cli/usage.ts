// Wrong use of a command, as distinct from faults of a book: one sentence, what to do instead, exit code 2.

/** Thrown by a command that is used wrongly; `main` prints it and ends with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
