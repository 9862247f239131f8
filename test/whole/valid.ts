// Whether pages are valid HTML, by html-validate's rules of the standard; its rules of taste are left out.

import { HtmlValidate } from "html-validate/node";

/** What is wrong with a page: "12:3 element-permitted-content: …" */
export type Fault = string;

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  // A ">" in text is a ">" (HTML, 13.1.2): to write it as "&gt;" is taste.
  rules: { "no-raw-characters": "off" },
});

/** The faults of a page's bytes. */
export function faultsOf(html: string): readonly Fault[] {
  const { results } = validator.validateStringSync(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
  );
}
