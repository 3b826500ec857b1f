"""Charts that go with an answer, drawn in a short-lived process so that the bot stays small."""

from bot.pictures.artist import Artist, PictureError
from bot.pictures.charts import Bar, Chart, Coverage, Mark, Ranking, Timeline

__all__ = ["Artist", "Bar", "Chart", "Coverage", "Mark", "PictureError", "Ranking", "Timeline"]
