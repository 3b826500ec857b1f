"""Draws one chart: JSON on standard input, a PNG on standard output. Lives as long as the drawing takes."""

import io
import os
import sys
import warnings

from PIL import Image

from bot.pictures.charts import decode
from bot.pictures.figures import DPI, figure

if __name__ == "__main__":
    if hasattr(os, "nice"):
        # The bot's answers come first.
        os.nice(10)
    # A letter that the font lacks is drawn as an empty box: the answer's text has it.
    warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)
    drawn = io.BytesIO()
    figure(decode(sys.stdin.buffer.read())).savefig(drawn, format="png", dpi=DPI)
    # A chart has few colours: a palette makes the file a third as large, which a phone notices.
    palette = Image.open(drawn).convert("RGB").quantize(colors=128, dither=Image.Dither.NONE)
    palette.save(sys.stdout.buffer, format="PNG", optimize=True)
