"""The peak of the process's memory, in MB, while calls make 10 GB of temporary numbers (40 MB each); see memory.ts."""

import json
import resource
import runpy
import sys

values = {}
for name, call in runpy.run_path(sys.argv[1])["calls"].items():
    for _ in range(250):
        call()
    values[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(json.dumps({"values": values}))
