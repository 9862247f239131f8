// What the page gains by script; without it everything can be read. One file a feature.

import { addCopyButtons } from "./copy.ts";
import { showCurrentPage } from "./menu.ts";
import { startPreviews } from "./previews.ts";
import { boxWideFormulas, focusScrollers } from "./scrollers.ts";
import { startTabs } from "./tabs.ts";
import { startTheme } from "./theme.ts";
import { followHeadings } from "./toc.ts";

startTheme();
startTabs();
showCurrentPage();
addCopyButtons();
followHeadings();
focusScrollers();
boxWideFormulas();
startPreviews();
