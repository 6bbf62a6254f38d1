"""Loaded first by a server of processes: nothing that it loads is garbage, and looking for some takes a sixth of its start.

Each process that it makes collects again (`crawler.fresh_process.spare_loaded`).
"""

import gc

gc.disable()
