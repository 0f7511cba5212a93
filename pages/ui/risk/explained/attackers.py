"""What the three attackers are, and the distribution of risk."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

EL_EMAM: Final = sentence("El Emam 2013, Guide to the De-Identification of Personal Health Information, chapter 16")
PROSECUTOR: Final = Topic(
    "prosecutor",
    sentence("Prosecutor"),
    sentence("An attacker who looks for one person and knows that this person is in the data."),
    sentence(
        "20 % means that the person hides among five records. A neighbour, an employer or an ex may be such an attacker."
    ),
    sentence("risk of a record = 1 ÷ size of its class in the data"),
    EL_EMAM,
    sentence("It takes the attacker to know all quasi-identifiers exactly, and nothing else."),
)
JOURNALIST: Final = Topic(
    "journalist",
    sentence("Journalist"),
    sentence(
        "An attacker who looks for one person, anyone will do, and does not know who is in the data: they compare with a "
        "register of the whole population."
    ),
    sentence(
        "A record that is unique in the data may hide among a hundred people of the population: its risk is then 1 %."
    ),
    sentence("risk of a record = 1 ÷ size of its class in the population; the smallest such class is k of k-map"),
    EL_EMAM,
    sentence(
        "It holds only while nobody can know who took part: a list of patients, or a post on a network, is enough to undo it."
    ),
)
MARKETER: Final = Topic(
    "marketer",
    sentence("Marketer"),
    sentence("An attacker who wants to find as many people as possible and accepts to be wrong now and then."),
    sentence("10 % means that one record in ten would be matched with the right person."),
    sentence("mean over records of 1 ÷ size of the class in the population (in the data, if it is the population)"),
    EL_EMAM,
    sentence("A low mean says nothing of those few whose match is certain."),
)
DISTRIBUTION: Final = Topic(
    "distribution",
    sentence("Who bears which risk"),
    sentence("For every risk, the records that bear it (bars) and the records whose risk is higher (line)."),
    sentence("Where the line crosses the threshold is the share of records at risk. Move the threshold in the panel."),
    sentence("risk of a record, by the attacker chosen"),
    EL_EMAM,
    sentence("The scale is logarithmic: a step to the left is a risk many times lower, not a little lower."),
)
K_MAP: Final = Topic(
    "k_map",
    sentence("How many people are alike in the population"),
    sentence("k-map: every record is like at least k people of the population, whether or not they are in the data."),
    sentence(
        "A record that is unique in the data, and like twelve people of the population, is k-mapped to 12: an attacker who does "
        "not know who is in the data has one chance in twelve."
    ),
    sentence(
        "k = min over classes of the people of the register who are alike; estimated: the largest k for which a class of that "
        "size would be improbable (5 %) if fewer people were alike, by a zero-truncated Poisson law"
    ),
    sentence("Sweeney 2001, PhD thesis, MIT; El Emam and Dankar 2008 (doi:10.1197/jamia.M2716)"),
    sentence(
        "The estimate holds for one class at a time and a random sample: among many classes some may have fewer. It protects "
        "nobody whom the attacker knows to be in the data."
    ),
)
PRESENCE: Final = Topic(
    "presence",
    sentence("Who is known to be in the data"),
    sentence("How surely an attacker with the register can tell that a person is in the data, or is not."),
    sentence("Being in a cohort of patients is a secret in itself: 100 % means that for some people it is given away."),
    sentence("presence of a person = records of their class ÷ people of their class in the register"),
    sentence("Nergiz, Atzori and Clifton 2007, definition 3 (doi:10.1145/1247480.1247554)"),
    sentence("It holds against this register; one of fewer people, such as the patients of a doctor, says more."),
)
HIGHEST_PRESENCE: Final = Topic(
    "highest_presence",
    sentence("delta-presence, highest"),
    sentence("The presence of those who are most surely in the data."),
    sentence("100 %: everyone of some class of the register is in the data."),
    sentence("max over classes of the register of records ÷ people"),
    sentence("Nergiz, Atzori and Clifton 2007, definition 3 (doi:10.1145/1247480.1247554)"),
    sentence("A high mean presence may be no secret: a census holds everyone."),
)
LOWEST_PRESENCE: Final = Topic(
    "lowest_presence",
    sentence("delta-presence, lowest"),
    sentence("The presence of those who are least surely in the data."),
    sentence("0 %: for some people it is known that they are not in the data."),
    sentence("min over classes of the register of records ÷ people"),
    sentence("Nergiz, Atzori and Clifton 2007, definition 3 (doi:10.1145/1247480.1247554)"),
    sentence("Being absent is rarely a secret; where it is (who was not vaccinated), it counts as much."),
)
