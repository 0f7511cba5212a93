"""From made-up data to a file on disk, as a person goes it, in French."""

import re

import pandas as pd
import pytest
from playwright.sync_api import expect
from screen_dom import choose, figures, go, press, settle, slide

pytestmark = pytest.mark.browser

KNOWN = ["sexe", "date_naissance", "code_postal"]
