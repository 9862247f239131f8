// Slides in a browser: reveal.js turns them over; what says more than fits is made smaller, then scrolls.

import Reveal from "reveal.js";
import { fitSlide } from "./fit.ts";

const element = document.querySelector<HTMLElement>(".reveal");
if (element) {
  const deck = new Reveal(element, {
    width: 1280,
    height: 720,
    margin: 0.02,
    center: false,
    controlsTutorial: false,
    hash: true,
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    // Slides' own words may be few: a swipe that scrolls a long one must not turn it.
    keyboardCondition: null,
  });
  const fitCurrent = () => fitSlide(deck.getCurrentSlide());
  deck.on("ready", fitCurrent);
  deck.on("slidechanged", fitCurrent);
  // Faces that come later are wider or narrower.
  void deck.initialize().then(() => document.fonts.ready.then(fitCurrent));
}
