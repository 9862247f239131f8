// Jupyter's notebook format 4.5, as far as we write it (nbformat.readthedocs.io, "The Notebook file format").

import type { Json } from "../../kernel/index.ts";

/** A notebook. Texts of several lines are lists of lines that keep their ends, as Jupyter itself saves them. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: {
    readonly title: string;
    readonly authors?: readonly { readonly name: string }[];
    /** Absent where no code of the book has a kernel. */
    readonly kernelspec?: Kernelspec;
    readonly language_info?: LanguageInfo;
  };
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
}

export interface Kernelspec {
  readonly name: string;
  readonly display_name: string;
  readonly language: string;
}

export interface LanguageInfo {
  readonly name: string;
  readonly file_extension: string;
  readonly mimetype: string;
}

export type NotebookCell = MarkdownCell | CodeCell;

export interface MarkdownCell {
  readonly cell_type: "markdown";
  readonly id: string;
  readonly metadata: Readonly<Record<string, never>>;
  readonly source: readonly string[];
}

export interface CodeCell {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly id: string;
  readonly metadata: CodeMetadata;
  readonly outputs: readonly NotebookOutput[];
  readonly source: readonly string[];
}

export interface CodeMetadata {
  /** "raises-exception" is nbclient's, "remove-input" and "remove-output" are Jupyter Book's. */
  readonly tags?: readonly string[];
  readonly jupyter?: { readonly source_hidden?: true; readonly outputs_hidden?: true };
}

type Bundle = Readonly<Record<string, Json>>;

export type NotebookOutput =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: readonly string[] }
  | { readonly output_type: "display_data"; readonly data: Bundle; readonly metadata: Readonly<Record<string, never>> }
  | {
      readonly output_type: "execute_result";
      readonly execution_count: number;
      readonly data: Bundle;
      readonly metadata: Readonly<Record<string, never>>;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** A text as its lines, each with its end. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}
