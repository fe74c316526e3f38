"""Loaded by pytest before Django reads its settings: a data folder and a key for
this process alone."""

import atexit
import os
import shutil
import tempfile

folder = tempfile.mkdtemp(prefix="guide-tests-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("GUIDE_")]:
    del os.environ[name]
os.environ["GUIDE_DATA"] = folder
os.environ["GUIDE_SECRET_KEY"] = "only-for-tests-" + "x" * 50
# the driver of the browser keeps a loop of its own running; we have none
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
