"""Some communes of France, from the largest to villages where one record is easily the only one of its kind.

Every region is there, Corsica and overseas too, with what makes French places awkward to treat: leading zeros, postal
codes shared by two communes (73480), communes of the same name (Saint-Denis, Parfondeval), INSEE codes with a letter.
None has fewer than 100 inhabitants.

Postal codes, INSEE codes and populations: Etalab, « Découpage administratif » 6.0.0 (2026), from INSEE and La Poste,
Licence Ouverte. A commune with several postal codes keeps the first; Paris, Lyon and Marseille are arrondissements.
"""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A commune, or an arrondissement of one.

    Attributes:
        insee: Its code in the official geographic code, which a NIR holds too; five characters.
    """

    region: str
    postal_code: str
    insee: str
    commune: str
    population: int

    @property
    def departement(self) -> str:
        """Its code: two characters, three overseas."""
        return self.insee[:3] if self.insee.startswith("97") else self.insee[:2]


_COMMUNES = {
    "Île-de-France": (
        ("75010", "75110", "Paris", 83_873),
        ("75013", "75113", "Paris", 181_271),
        ("75015", "75115", "Paris", 229_713),
        ("75018", "75118", "Paris", 183_127),
        ("75020", "75120", "Paris", 185_140),
        ("77100", "77284", "Meaux", 56_905),
        ("78000", "78646", "Versailles", 84_095),
        ("91000", "91228", "Évry-Courcouronnes", 66_919),
        ("92100", "92012", "Boulogne-Billancourt", 119_019),
        ("92430", "92047", "Marnes-la-Coquette", 1_752),
        ("93200", "93066", "Saint-Denis", 149_077),
        ("93300", "93001", "Aubervilliers", 88_365),
        ("93100", "93048", "Montreuil", 111_934),
        ("94000", "94028", "Créteil", 93_397),
        ("95100", "95018", "Argenteuil", 106_130),
        ("95000", "95127", "Cergy", 70_906),
    ),
    "Auvergne-Rhône-Alpes": (
        ("69003", "69383", "Lyon", 100_679),
        ("69007", "69387", "Lyon", 88_326),
        ("69100", "69266", "Villeurbanne", 163_684),
        ("42000", "42218", "Saint-Étienne", 173_136),
        ("38000", "38185", "Grenoble", 156_140),
        ("38930", "38103", "Chichilianne", 336),
        ("63000", "63113", "Clermont-Ferrand", 146_351),
        ("74000", "74010", "Annecy", 132_117),
        ("73000", "73065", "Chambéry", 59_964),
        ("73480", "73040", "Bessans", 341),
        ("73480", "73047", "Bonneval-sur-Arc", 285),
        ("01000", "01053", "Bourg-en-Bresse", 42_372),
        ("01500", "01004", "Ambérieu-en-Bugey", 15_934),
        ("26000", "26362", "Valence", 64_458),
        ("07100", "07010", "Annonay", 17_274),
        ("15000", "15014", "Aurillac", 26_214),
        ("15140", "15219", "Salers", 310),
        ("43000", "43157", "Le Puy-en-Velay", 18_540),
        ("03200", "03310", "Vichy", 25_115),
    ),
    "Provence-Alpes-Côte d'Azur": (
        ("13001", "13201", "Marseille", 37_599),
        ("13013", "13213", "Marseille", 95_112),
        ("13080", "13001", "Aix-en-Provence", 149_695),
        ("06000", "06088", "Nice", 357_737),
        ("83000", "83137", "Toulon", 179_116),
        ("84000", "84007", "Avignon", 92_188),
        ("04100", "04112", "Manosque", 22_718),
        ("04140", "04020", "Barles", 118),
        ("05000", "05061", "Gap", 41_293),
        ("05350", "05157", "Saint-Véran", 160),
    ),
    "Occitanie": (
        ("31000", "31555", "Toulouse", 514_819),
        ("34000", "34172", "Montpellier", 310_240),
        ("30000", "30189", "Nîmes", 151_839),
        ("66000", "66136", "Perpignan", 121_616),
        ("11100", "11262", "Narbonne", 57_587),
        ("81000", "81004", "Albi", 51_290),
        ("12000", "12202", "Rodez", 23_981),
        ("12260", "12175", "Ols-et-Rinhodes", 158),
        ("65000", "65440", "Tarbes", 44_399),
        ("32000", "32013", "Auch", 22_428),
        ("46000", "46042", "Cahors", 20_050),
        ("48000", "48095", "Mende", 12_464),
        ("48210", "48146", "Gorges du Tarn Causses", 881),
        ("09000", "09122", "Foix", 9_934),
        ("82000", "82121", "Montauban", 62_945),
    ),
    "Nouvelle-Aquitaine": (
        ("33000", "33063", "Bordeaux", 267_991),
        ("64000", "64445", "Pau", 80_441),
        ("64100", "64102", "Bayonne", 54_306),
        ("87000", "87085", "Limoges", 129_937),
        ("86000", "86194", "Poitiers", 89_916),
        ("17000", "17300", "La Rochelle", 79_851),
        ("16000", "16015", "Angoulême", 41_908),
        ("19100", "19031", "Brive-la-Gaillarde", 47_095),
        ("23000", "23096", "Guéret", 12_955),
        ("23340", "23090", "Gentioux-Pigerolles", 398),
        ("24000", "24322", "Périgueux", 29_055),
        ("40000", "40192", "Mont-de-Marsan", 31_592),
        ("47000", "47001", "Agen", 32_801),
        ("79000", "79191", "Niort", 59_854),
    ),
    "Pays de la Loire": (
        ("44000", "44109", "Nantes", 327_734),
        ("44600", "44184", "Saint-Nazaire", 74_568),
        ("49000", "49007", "Angers", 159_022),
        ("72000", "72181", "Le Mans", 146_249),
        ("85000", "85191", "La Roche-sur-Yon", 54_849),
        ("53000", "53130", "Laval", 49_400),
        ("85350", "85113", "L'Île-d'Yeu", 4_883),
    ),
    "Bretagne": (
        ("35000", "35238", "Rennes", 230_890),
        ("29200", "29019", "Brest", 142_346),
        ("29242", "29155", "Ouessant", 860),
        ("29990", "29083", "Île-de-Sein", 263),
        ("56100", "56121", "Lorient", 58_329),
        ("56170", "56085", "Hœdic", 104),
        ("22000", "22278", "Saint-Brieuc", 44_364),
    ),
    "Normandie": (
        ("14000", "14118", "Caen", 109_400),
        ("76600", "76351", "Le Havre", 166_687),
        ("76000", "76540", "Rouen", 117_662),
        ("27000", "27229", "Évreux", 49_360),
        ("50100", "50129", "Cherbourg-en-Cotentin", 78_258),
        ("50760", "50030", "Barfleur", 542),
        ("61000", "61001", "Alençon", 25_490),
        ("61400", "61322", "Parfondeval", 102),
    ),
    "Hauts-de-France": (
        ("59000", "59350", "Lille", 238_246),
        ("59100", "59512", "Roubaix", 98_286),
        ("59173", "59568", "Sercus", 486),
        ("62100", "62193", "Calais", 67_571),
        ("80000", "80021", "Amiens", 136_449),
        ("02100", "02691", "Saint-Quentin", 52_813),
        ("02360", "02586", "Parfondeval", 143),
        ("60000", "60057", "Beauvais", 55_550),
    ),
    "Grand Est": (
        ("67000", "67482", "Strasbourg", 293_771),
        ("68000", "68066", "Colmar", 66_970),
        ("68100", "68224", "Mulhouse", 104_978),
        ("68340", "68277", "Riquewihr", 999),
        ("57000", "57463", "Metz", 122_572),
        ("54000", "54395", "Nancy", 103_671),
        ("51100", "51454", "Reims", 177_674),
        ("10000", "10387", "Troyes", 62_088),
        ("08000", "08105", "Charleville-Mézières", 45_560),
        ("88000", "88160", "Épinal", 32_251),
        ("88230", "88106", "Ban-sur-Meurthe-Clefcy", 957),
        ("55100", "55545", "Verdun", 16_890),
        ("55210", "55267", "Lachaussée", 271),
        ("52100", "52448", "Saint-Dizier", 22_858),
    ),
    "Bourgogne-Franche-Comté": (
        ("21000", "21231", "Dijon", 161_830),
        ("25000", "25056", "Besançon", 118_489),
        ("71100", "71076", "Chalon-sur-Saône", 45_102),
        ("90000", "90010", "Belfort", 45_912),
        ("89000", "89024", "Auxerre", 35_097),
        ("89450", "89446", "Vézelay", 476),
        ("58000", "58194", "Nevers", 33_085),
        ("58250", "58195", "La Nocle-Maulaix", 267),
        ("39200", "39478", "Saint-Claude", 8_386),
        ("70000", "70550", "Vesoul", 15_078),
    ),
    "Centre-Val de Loire": (
        ("45000", "45234", "Orléans", 116_357),
        ("37000", "37261", "Tours", 139_259),
        ("18000", "18033", "Bourges", 64_186),
        ("28000", "28085", "Chartres", 38_324),
        ("36000", "36044", "Châteauroux", 42_963),
        ("36190", "36081", "Gargilesse-Dampierre", 262),
        ("41000", "41018", "Blois", 47_219),
    ),
    "Corse": (
        ("20000", "2A004", "Ajaccio", 76_320),
        ("20130", "2A065", "Cargèse", 1_150),
        ("20200", "2B033", "Bastia", 46_867),
        ("20250", "2B096", "Corte", 7_819),
        ("20238", "2B086", "Centuri", 175),
    ),
    "Guadeloupe": (
        ("97100", "97105", "Basse-Terre", 9_417),
        ("97110", "97120", "Pointe-à-Pitre", 15_040),
        ("97127", "97110", "La Désirade", 1_306),
    ),
    "Martinique": (
        ("97200", "97209", "Fort-de-France", 75_506),
        ("97218", "97211", "Grand'Rivière", 487),
    ),
    "Guyane": (
        ("97300", "97302", "Cayenne", 62_675),
        ("97320", "97311", "Saint-Laurent-du-Maroni", 54_429),
        ("97314", "97352", "Saül", 277),
    ),
    "La Réunion": (
        ("97400", "97411", "Saint-Denis", 155_634),
        ("97410", "97416", "Saint-Pierre", 85_038),
        ("97413", "97424", "Cilaos", 5_040),
    ),
    "Mayotte": (
        ("97600", "97611", "Mamoudzou", 71_437),
        ("97600", "97610", "Koungou", 32_156),
        ("97650", "97613", "M'Tsangamouji", 6_432),
    ),
}

PLACES = tuple(Place(region, *commune) for region, communes in _COMMUNES.items() for commune in communes)
