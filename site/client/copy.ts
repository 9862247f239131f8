// A button on each piece of code that copies it as it is written.

import { words } from "./words.ts";

/** Adds the buttons; what happened is said to screen readers too. */
export function addCopyButtons(): void {
  if (!navigator.clipboard) return;
  const said = document.createElement("div");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  for (const frame of document.querySelectorAll(".code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    frame.append(button);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(frame.querySelector("code")?.textContent ?? "");
      button.textContent = words.copied;
      said.textContent = words.copied;
      setTimeout(() => {
        button.textContent = words.copy;
        said.textContent = "";
      }, 1500);
    });
  }
}
