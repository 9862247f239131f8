// The peak of the process's memory, in MB, while calls make 10 GB of temporary numbers (40 MB each). A peer that keeps them is stopped.

import { load, print } from "./measured.ts";

const calls = 250;
const most = 2e9;

print(await load(), (call) => {
  for (let i = 1; i <= calls; i++) {
    call();
    const size = process.memoryUsage.rss();
    if (size > most) return `stopped after ${i * 40} MB of temporaries: ${Math.round(size / 1e6)} MB are kept`;
  }
  return process.resourceUsage().maxRSS / 1000;
});
