// Light, dark, or as the system says: one button goes through the three.

import { remember } from "./storage.ts";

const names = { light: "Light", dark: "Dark", system: "System" } as const;
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
    button.title = `Theme: ${names[current()]}`;
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
