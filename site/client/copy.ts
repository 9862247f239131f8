// A button on each piece of code that copies it as it is written.

/** Adds the buttons; what happened is said to screen readers too. */
export function addCopyButtons(): void {
  if (!navigator.clipboard) return;
  const said = document.createElement("div");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  for (const pre of document.querySelectorAll<HTMLPreElement>("pre.code")) {
    const frame = document.createElement("div");
    frame.className = "code-frame";
    pre.replaceWith(frame);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    frame.append(pre, button);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(pre.textContent ?? "");
      button.textContent = "Copied";
      said.textContent = "Copied";
      setTimeout(() => {
        button.textContent = "Copy";
        said.textContent = "";
      }, 1500);
    });
  }
}
