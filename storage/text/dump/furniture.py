"""Lines of a web page that are no part of an article: navigation, share buttons, comment counts, footers."""

import re
from typing import Final

__all__ = ["FIRST_WORDS", "is_furniture"]

FIRST_WORDS: Final = frozenset(
    """skip main primary toggle menu navigation home homepage about contact search subscribe sign log
    start prev to in write hour hours day days week weeks months years
    login register newsletter newsletters rss sitemap site privacy cookie cookies terms donate
    support follow join faq faqs gallery video videos photo photos blog news newsroom events
    publications press archive archives categories tags links resources recent latest related you
    more popular trending most advertisement advertisements sponsored older newer previous next page
    post posts load show back scroll top category tag author month year day monthly browsing share click
    tweet pin facebook twitter x linkedin whatsapp telegram reddit pinterest tumblr email e print printer
    instagram youtube flickr mastodon bluesky threads like loading leave add no comment comments
    cancel your view views likes shares posted filed published categorised categorized tagged this
    bookmark permalink edit reply min minute minutes reading image images picture pictures credit
    credits copyright all c proudly powered theme designed website we accept uncategorised
    labels total content contents material text republish hits first last our
    uncategorized by unsubscribe forward manage update english español français русский 中文 العربية
    português tiếng deutsch""".split()
)
"""So they open, in small letters, but for those with a number first: most lines are turned away by this."""
_FIRST_WORD: Final = re.compile(r"[^\w©]{0,4}(\w+|©)")
_FURNITURE: Final = re.compile(
    r"""(?:
    skip\sto\s(?:main\s|primary\s|the\s)?(?:content|navigation|menu)|(?:main\s|primary\s|toggle\s)?(?:menu|navigation)|home(?:page)?
    |(?:about|contact)(?:\sus)?|search(?:\sfor:?|\.{3}|…|:|\sthis\s\w+)?|subscribe.{0,60}|sign\s(?:in|up).{0,60}|log\s?in|register
    |newsletter.{0,40}|rss(?:\sfeed)?|sitemap|site\smap|(?:privacy|cookie)s?\spolicy.{0,40}|terms\sof\s(?:use|service).{0,40}
    |donate(?:\snow|\shere)?|support\s(?:us|our\s(?:work|journalism|reporting|mission|site)).{0,40}|follow\sus.{0,60}|join\sus.{0,40}|faqs?|gallery|videos?|photos?|blog|news(?:room)?|events
    |publications|press\sreleases?|archives?|categories|tags|links|resources|recent\s(?:posts|comments|articles|news)|latest(?:\s(?:news|posts))?
    |related(?:\s(?:topics|posts|articles|stories|news|content))?:?|you\s(?:may|might)\s(?:also\s)?like.{0,40}|more\sfrom\s.{2,60}|popular\sposts
    |trending(?:\snow)?|most\s(?:read|popular|viewed)|advertisements?|sponsored
    |[«←‹<]?\s?(?:older|newer|prev(?:ious)?|next)(?:\s(?:posts?|entries|articles?|stories|page))?\s?[»→›>]?(?:\s(?:newer|next)\s(?:posts?|page)\s?[»→›>]?)?
    |page\s\d+(?:\sof\s\d+)?|posts?\s(?:navigation|pagination)|(?:load|show|view)\s(?:more|all)(?:\s(?:news|posts|articles|stories|releases|results))?|back\sto\s(?:top|home|all|news).{0,20}|scroll\sto\stop|top(?:\sof\s(?:the\s)?page)?|print(?:er)?[\s-](?:friendly|version).{0,20}
    |\d{1,3}|\d{1,3}(?:[.,]\d)?[km]
    |(?:all\s)?(?:contents?|material|texts?)\s©.{0,80}|republish\s(?:this|our).{0,40}|log\s?in\sto\s.{2,60}|hits\s?:\s?\d+
    |[«←‹<]?\s?(?:first|last)\s?[»→›>]?|\d{1,4}(?:(?:\s?[|·…]\s?|\s)\d{1,4}){1,12}(?:\s?next.{0,12})?
    |(?:category|tag|author|month|year|day|archives?|monthly\sarchives?|browsing\scategory)\s?:\s?.{2,60}
    |(?:archives?\s(?:for|of)|posts?\stagged)\s.{2,60}
    |share(?:\s(?:this|on|via|it|the\slove|article|post|now)\b.{0,60}|:)?|click\sto\s(?:share|print|email).{0,80}|tweet|pin\sit
    |(?:share\son\s)?(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|tumblr|email|e-mail|print|instagram|youtube|flickr|mastodon|bluesky|threads)
    |like\s?(?:this|loading)?[:….]{0,3}|loading\W{0,3}|like\sloading\W{0,3}
    |(?:leave|post|add)\s(?:a|your)\s(?:comment|reply).{0,30}|(?:no|\d+)\scomments?.{0,60}|comments?(?:\s(?:are\s)?(?:off|closed|disabled).{0,80}|\s?\(\d+\))?
    |cancel\sreply|your\semail\saddress\swill\snot.{0,120}|comments?\sare\sclosed\.?|(?:\d+\s)?(?:views?|likes?|shares?)(?:\s?:?\s?\d+)?
    |labels\s?:.{0,160}|about\sme|view\smy\s(?:complete\s)?profile|total\spageviews|subscribe\sto\s?:.{0,60}
    |(?:posted|filed|published|categori[sz]ed)\s(?:in|under)\b[^.]{1,160}|tagged\b[^.]{1,200}|tags?\s?:.{0,200}|categor(?:y|ies)\s?:.{0,160}
    |this\sentry\swas\sposted.{0,240}|bookmark\sthe\spermalink.{0,20}|permalink|edit(?:\sthis)?|reply
    |(?:\d+\s)?min(?:ute)?s?\sread|reading\stime\s?:.{0,20}|(?:photo|image|picture|credit)s?\s?(?:credit|by|courtesy)?\s?:.{0,120}
    |(?:copyright\s|all\srights\sreserved|©|\(c\)\s?\d{4}).{0,200}|(?:proudly\s)?powered\sby\s.{0,80}|(?:theme|designed|website|site)\sby\s.{0,80}
    |theme\s?:\s.{0,60}|we\suse\scookies.{0,300}|this\s(?:site|website)\suses\scookies.{0,300}|accept(?:\sall)?(?:\scookies)?|uncategori[sz]ed
    |follow\s.{2,60}\son\s(?:facebook|twitter|x|telegram|youtube|instagram|linkedin).{0,60}|by\scontinuing\sto\suse\sthis\swebsite.{0,200}
    |you(?:(?:[’']re|\sare)\sreceiving|\sreceived)\sthis\b.{0,200}|our\s(?:mailing|postal)\saddress\sis:?
    |unsubscribe.{0,80}|forward\sthis\semail.{0,40}|view\s(?:this\s\w+\s)?(?:in|on)\s(?:your\s|the\s)?(?:browser|web).{0,20}
    |to\sunsubscribe\b.{0,80}|start|in\sthis\s(?:issue|edition|week[’']s\sissue)\s?:?|write\s(?:a\s)?comment.{0,30}
    |\d{1,2}\s(?:min(?:ute)?|hour|day|week|month|year)s?\sago
    |(?:manage|update)\s(?:your\s)?(?:preferences|subscription).{0,40}|english|español|français|русский|中文|العربية|português|tiếng\sviệt|deutsch
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_MENU: Final = re.compile(r"[^|•·∙»/]{1,30}(?:[|•·∙»][^|•·∙»]{1,32}){2,20}")
_MARK: Final = re.compile(r"©|\b(?:[Pp]roudly\s)?[Pp]owered by [A-Z]\w+\.?$")
"""Wherever they stand in a short line."""
_LONGEST_MARK: Final = 120
_LONGEST: Final = 320


def is_furniture(text: str) -> bool:
    """Whether a stripped line belongs to the page rather than to an article."""
    if len(text) > _LONGEST:
        return False
    if len(text) <= _LONGEST_MARK and ("©" in text or "owered by" in text) and _MARK.search(text):
        return True
    first = _FIRST_WORD.match(text)
    known = first and (first[1].lower() in FIRST_WORDS or first[1][0].isdigit() or first[1] == "©")
    if known and _FURNITURE.fullmatch(text):
        return True
    barred = "|" in text or "•" in text or "·" in text or "∙" in text or "»" in text
    return barred and len(text) <= 160 and _MENU.fullmatch(text) is not None
