"""Run the command line: ``python -m analysis``."""

import io
import sys

try:
    from analysis.command_line.main import main
except KeyboardInterrupt:  # loading takes a second, in which Ctrl-C must not show a traceback either
    sys.exit(130)

if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what JSON is written in, whatever a console prefers
    sys.exit(main())
