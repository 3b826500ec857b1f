"""Dumps of many publishers' kinds, each line marked with what it is.

The two characters before a line are no part of the dump:

    `T ` the title of an article        `U ` the first line of an article without a title
    `. ` a line that belongs to it      `R ` the first line of a reprint in it
    `~ ` text that ends cut off         `> ` a marker that says it was cut off
    `< ` a marker that only closes it   `x ` a line of no article

A line without a mark is blank.
"""

from typing import NamedTuple

__all__ = ["DUMPS", "Expected", "read"]


class Expected(NamedTuple):
    first: int
    last: int
    title: str | None
    """None for an article without a title line."""
    truncated: bool
    reprints: tuple[int, ...]


def read(marked: str) -> tuple[list[str], list[Expected], list[int]]:
    """The dump's lines, its articles, and the numbers of its stray lines."""
    lines: list[str] = []
    articles: list[Expected] = []
    strays: list[int] = []
    for number, row in enumerate(marked.strip("\n").split("\n"), 1):
        mark, text = row[:2].strip(), row[2:]
        lines.append(text)
        if mark in {"T", "U"}:
            articles.append(Expected(number, number, text.strip() if mark == "T" else None, False, ()))
        elif mark == "x":
            strays.append(number)
        elif mark:
            article = articles[-1]
            reprints = (*article.reprints, number) if mark == "R" else article.reprints
            truncated = article.truncated or mark in {"~", ">"}
            articles[-1] = article._replace(last=number, truncated=truncated, reprints=reprints)
    return lines, articles, strays


DUMPS = {
    "government press office, dates under titles, navigation and footer": """
x Skip to content
x Home
x About Us
x Office of the Prime Minister
x Menu

T Prime Minister opens new hospital wing in Lautoka
. March 3, 2026

. Prime Minister Sitiveni Rabuka today opened the new wing of the Lautoka Hospital, which was built with help from Australia.
. He thanked the High Commissioner for the long partnership between the two countries and their peoples.

T Cabinet decisions
. 27 February 2026

. Cabinet met in Suva on Tuesday and approved the ratification of the treaty on the protection of biodiversity beyond national jurisdiction.

. 1. Cabinet approved the bill on data protection.

. 2. Cabinet noted the report of the Commission.

T Statement on the passing of Ratu Epeli
. February 20, 2026

. It is with deep sadness that the Government has learned of the passing of Ratu Epeli, who served the nation for forty years.

x Older posts
x © 2026 Government of Fiji. All rights reserved.
""",
    "WordPress feed, posted-on lines, bare markers with arrows": """
x Search for:
x Recent Posts

T Solidarity meeting held in Dublin
. Posted on March 3, 2026 by admin

. More than two hundred people gathered in Liberty Hall on Saturday for a meeting in solidarity with the people of Cuba, organised by several trade unions.
~ The ambassador of Cuba, who had flown in from London, thanked the Irish people and spoke about the effects of the […]
> Continue reading →

x Posted in News
x Leave a comment

T Why we march on Saturday
. Posted on February 27, 2026 by admin

. The government has announced another round of cuts to public services, while it finds billions for weapons and for subsidies to large companies.
> Continue reading →

x Posted in Opinion | Tagged austerity, unions
x 2 Comments

T Report of the annual general meeting
. Posted on February 1, 2026 by Jane Doe

. The annual general meeting elected a new committee and adopted a programme of work for the year, with the campaign against the blockade at its centre.

x ← Older posts
""",
    "feed with 'appeared first on', excerpts": """
T Bank of Ghana holds rate at 27 percent

~ The Bank of Ghana on Monday kept its policy rate at 27 percent, saying inflation had fallen for the fourth month in a row but risks remained from energy prices and from […]
< The post Bank of Ghana holds rate at 27 percent appeared first on Accra Business Daily.

T Minister meets cocoa farmers in Kumasi

~ The minister for agriculture met representatives of cocoa farmers in Kumasi on Friday and promised that arrears would be paid before the end of the season, after […]
< The post Minister meets cocoa farmers in Kumasi appeared first on Accra Business Daily.

T Parliament adjourns sine die

. Parliament on Thursday adjourned sine die after passing the appropriation bill for the coming year and approving the loan agreement with the World Bank.
< The post Parliament adjourns sine die appeared first on Accra Business Daily.
""",
    "news agency, no markers, no dates, every article with a dateline": """
T Vietnam, Laos step up cooperation in border trade

. VIENTIANE, March 3 (VNA) – Vietnam and Laos will step up cooperation in border trade this year, according to an agreement signed in Vientiane on Monday.

. Two-way trade reached 2.2 billion USD last year, up by more than a third.

T Hanoi hosts ASEAN senior officials’ meeting

. HANOI, March 2 (VNA) – Senior officials of the ten member states of ASEAN met in Hanoi on Sunday to prepare the ministerial meeting that is due in July.

. “We have a long road before us,” the chairman said.

T Ho Chi Minh City to open second metro line

. HO CHI MINH CITY, March 1 (VNA) – The second metro line of Ho Chi Minh City will be opened to passengers in December, the management board said on Saturday.
""",
    "agency with dateline and title-equal markers 'Read more about'": """
T Cuba condemns new sanctions

. Havana, March 3 (Prensa Latina) The Cuban Foreign Ministry today condemned the new sanctions and called them a violation of international law and of the UN Charter.
> Read more about Cuba condemns new sanctions

T Bolivia and Venezuela sign energy agreement

. La Paz, March 2 (Prensa Latina) The energy ministers of Bolivia and Venezuela today signed an agreement on the supply of fertiliser and on joint exploration.
> Read more about Bolivia and Venezuela sign energy agreement
""",
    "NGO blog, sub-headings inside articles, bylines under titles, no markers": """
T What the new water law means for villages in the north
. By Jane Doe

. After ten years of debate the parliament has adopted a water law that gives village councils a say in the planning of dams and canals for the first time.

. Background

. The old law dated from colonial times and knew neither councils nor compensation, so that whole valleys were flooded without anybody being asked.

. What happens next?

. The ministry must now write the rules that the law asks for, and the councils have half a year to comment on them.

T Our visit to the fishing communities of Lake Chilwa
. By John Smith and Mary Banda

. In January a group of our members spent two weeks with the fishing communities on the shores of the lake, which has fallen dry three times in thirty years.

. A lake that comes and goes

. Fishermen have learned to live with the lake's cycles, but each time it takes longer to come back, and fewer of the young people stay to wait for it.

. Share this:
. Donations

. The community asked us to pass on its thanks to all who sent nets, and to say that the boats have arrived in good order and are in use.
""",
    "titles in capitals, dates over titles": """
x 3 March 2026
T PRESIDENT RECEIVES LETTERS OF CREDENCE FROM NEW AMBASSADORS

. The President of the Republic received letters of credence from the ambassadors of Japan, Norway and Morocco at State House on Tuesday morning.

x 2 March 2026
T FOREIGN MINISTER DEPARTS FOR GENEVA

. The Minister for Foreign Affairs left for Geneva on Monday, where he will address the Human Rights Council and hold bilateral meetings with his counterparts.

. The Minister will be back on Friday.

x 27 February 2026
T STATE HOUSE CLOSED TO VISITORS

. The public is informed that State House will be closed to visitors from the first to the fifth of March because of repairs to the roof of the east wing.
""",
    "statements with salutations, signatures and end marks, no markers": """
T Letter from the Secretary-General to the President of the Security Council

. Dear Mr. President:

. I have the honour to refer to the resolution of 12 May and to transmit the report of the panel of experts that the Council asked for.

. Please accept, Mr. President, the assurances of my highest consideration.

. Sincerely,

. MARIA A. GONZALEZ
. Secretary-General

T Statement by the Spokesperson on the situation in the northern provinces

. We are following with concern the reports of fighting in the northern provinces and call upon all parties to respect the ceasefire that was agreed in Doha.

. ###

T Remarks by the Minister at the opening of the trade fair

. Exhibition Centre

. Ladies and gentlemen,

. It is a great pleasure to welcome you to the twentieth edition of the trade fair, which has grown into the largest of its kind in the region.

. Thank you.

. ENDS
""",
    "two articles with the same title, an article named like its reprint": """
T Statement by the Minister of Foreign Affairs

. The Minister of Foreign Affairs condemns the attack on the convoy near the border in which eleven people lost their lives, and offers his condolences.
> Continue reading...

T Statement by the Minister of Foreign Affairs

. The Minister of Foreign Affairs welcomes the release of the fishermen who had been held for three months and thanks all who helped to bring it about.
> Continue reading...

T Friendship between Vietnam and Cuba is unbreakable

. The ties between the two countries were celebrated in Hanoi this week, sixty-five years after the establishment of diplomatic relations between them.

. The following article was originally published by Nhân Dân.

R Friendship between Vietnam and Cuba is unbreakable

. Feb. 18 (Nhân Dân) — A ceremony was held in Hanoi on Tuesday to mark the anniversary, with leaders of both countries in attendance and many guests.
> Continue reading...
""",
    "left-wing paper with reprints of agencies, no markers": """
T Solidarity with the people of Nicaragua grows

. In the last month delegations from eleven countries have visited Managua, where they met leaders of the trade unions and visited schools and clinics.

. The following articles were originally published by Xinhua and Prensa Latina.

R Nicaraguan president meets Chinese delegation

. MANAGUA, March 3 (Xinhua) — Nicaraguan President Daniel Ortega met here on Tuesday with a delegation of the Communist Party of China.

. The two sides exchanged views on the development of relations.

R Nicaragua opens new hospital in Bluefields

. Managua, March 2 (Prensa Latina) A new hospital was opened in Bluefields today, the first of its kind on the Caribbean coast of the country.

T Britain’s rulers prepare for war

. The defence review that was published this week calls for the greatest increase of military spending in forty years and says nothing about who is to pay.

. This article first appeared in the Morning Star.

T Students occupy university building in Rome

. Several hundred students have occupied the main building of the university in protest against the agreement with an arms manufacturer that was signed in secret.
""",
    "ministry, titles that end in a stop, markers alone": """
x Ministry of Foreign Affairs
x News
x Statements

T The Minister received the Ambassador of Türkiye.
. On 3 March 2026 the Minister of Foreign Affairs received the Ambassador of Türkiye, who paid a farewell visit at the end of his term of office.
> Read more

T The Deputy Minister took part in the OSCE meeting.
. On 2 March 2026 the Deputy Minister took part in the meeting of the Permanent Council, where the report of the Special Monitoring Mission was discussed.
> Read more

T Consultations were held in Tashkent.
. On 27 February 2026 political consultations between the two ministries were held in Tashkent, at the level of heads of department.
> Read more

x Load more
x Contact us
""",
    "elision alone marks the cut": """
T Samoa prepares for Commonwealth meeting

. Preparations for the meeting of Commonwealth leaders are in their last weeks, with roads being repaired and schools closed so that visitors find rooms.
> […]

T Tonga signs fisheries treaty with Kiribati

. The treaty allows boats of either country to fish in the waters of the other for a fee that is set each year by a commission of four members.
> […]

T New cable reaches Tuvalu

. The cable ship reached Funafuti on Sunday after three weeks at sea, and the first connection is to be switched on before the end of the month.
> […]
""",
    "a readout without a title, as a channel posts it": """
U 🇷🇺 🇧🇾 📞 On March 3, Foreign Minister Sergey Lavrov had a telephone conversation with Foreign Minister of Belarus Maxim Ryzhenkov.

. The Ministers discussed the schedule of contacts for the coming months, and also exchanged views on the situation in the region and at the United Nations.

. ***

. 💬 Minister Ryzhenkov,

. I am glad to hear your voice.

. #RussiaBelarus
""",
    "one speech with sections, dated under its title": """
T Speech by the Prime Minister at the Shangri-La Dialogue
. Singapore, 30 May 2026

. Your Excellencies,
. Ladies and Gentlemen,

. It is an honour to open this dialogue for the first time since I took office, and to do so in a city that has known so well how to live with the great powers.

. A region under strain

. None of us chose the times we live in, but each of us chooses what to do in them, and the choices of small states matter more than we are told.

. Three proposals

.   • First, a hotline between all coast guards of the region.
.   • Second, a code for encounters at sea.
.   • Third, a fund for the survey of wrecks.

. Thank you.
""",
    "White House kind: nominees, transcripts, fact sheets": """
T President Announces Key Nominees to the Federal Reserve Board

. WASHINGTON – Today, the President announced his intent to nominate the following individuals to serve as key leaders of the central bank:

.   • Jane Doe, Nominee for Chair of the Board of Governors
.   • John Smith, Nominee to be Member of the Board of Governors

. Jane Doe, Nominee for Chair of the Board of Governors

. Jane Doe is a professor of economics and has advised three administrations on questions of money and credit. She lives in Boston.

. John Smith, Nominee to be Member of the Board of Governors

. John Smith has served for ten years as president of a regional bank, where he led the department of supervision. He lives in Kansas City.

. ###

T Remarks by the President Before Marine One Departure

. South Lawn

. 5:05 P.M. EST

. Q    Mr. President, will you meet the Speaker this week?

. THE PRESIDENT:  I will. We have a good deal to talk about, and I think that he knows where I stand on the debt ceiling and all the rest of it.

. Q    And on Ukraine?

. THE PRESIDENT:  We are going to see.

. 5:10 P.M. EST

T FACT SHEET: The Administration Takes Action to Lower the Cost of Prescription Drugs

. Today the Administration is announcing new steps to lower the cost of prescription drugs for seniors and families, which build on the law signed in August.

. Lowering Costs for Seniors

. Starting in January, the price of insulin will be capped at thirty-five dollars a month for everybody who is insured under the programme.

. Expanding Access to Generic Medicines for Rural Hospitals

. The agency will also speed up the approval of generic medicines and help rural hospitals to buy together.
""",
    "blog with every title repeated in quotes after 'Continue reading'": """
T Ten years of the Belt and Road in Kenya

. The railway from Mombasa to Nairobi was the first that the country built since independence, and it has carried more than ten million passengers.
> Continue reading “Ten years of the Belt and Road in Kenya”

T Lies about Xinjiang, answered

. Every year brings the same stories with new dates on them, and every year they are repeated by people who have never been there or asked anybody.

. Continue reading the report itself and you will find that its author cites himself eleven times, and nobody else more than twice, so that it proves nothing.
> Continue reading “Lies about Xinjiang, answered”

T Comrade Lin: a life

. She was born in a village without a road in the winter of 1931, learned to read at nineteen and led a brigade at twenty-two.
> Continue reading “Comrade Lin: a life”
""",
    "one-line paragraphs, no blank lines, dates under titles": """
T President meets Egyptian foreign minister
. 3 March 2026
. The President met the foreign minister of Egypt at the palace on Tuesday.
. They spoke about the waters of the Nile, and about trade between the two countries.
T Energy ministers of five countries gather in Astana
. 2 March 2026
. The energy ministers of five countries gathered in Astana on Monday for two days of talks.
. A joint statement is expected to be adopted at the end of the meeting on Tuesday evening.
T Kazakhstan wins three medals in Oslo
. 1 March 2026
. Athletes of Kazakhstan won three medals at the world championships in Oslo on Sunday afternoon.
""",
    "separators between articles, email newsletter": """
x PACIFIC WEEKLY
x Issue 12

T Vanuatu takes climate case to the General Assembly

. Vanuatu will ask the General Assembly to act on the opinion of the International Court of Justice, its climate minister told reporters in Port Vila on Monday.

x * * *

T Fiji and New Zealand sign defence agreement

. The agreement, signed in Suva on Friday, allows the forces of either country to train on the soil of the other and to share information about the sea.

x * * *

T Solomon Islands parliament elects new speaker

. The parliament of Solomon Islands elected a new speaker on Thursday in the third round of voting, after two candidates had withdrawn from the contest.

x Unsubscribe
x Forward this email
""",
}
"""By what makes each special."""
