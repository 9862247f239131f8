// Light, dark, or as the system says: one button goes through the three.

import { remember } from "./storage.ts";
import { words } from "./words.ts";

const names = { light: words.light, dark: words.dark, system: words.system };
type Theme = keyof typeof names;
const next: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };

/** Makes the button work and says which theme is on. */
export function startTheme(): void {
  const root = document.documentElement;
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  if (!button) return;
  const current = (): Theme =>
    root.dataset.theme === "light" || root.dataset.theme === "dark" ? root.dataset.theme : "system";
  const label = () => {
    button.title = `${words.theme}: ${names[current()]}`;
    button.ariaLabel = button.title;
  };
  label();
  button.addEventListener("click", () => {
    const theme = next[current()];
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    remember("octavo-theme", theme === "system" ? undefined : theme);
    label();
  });
}
