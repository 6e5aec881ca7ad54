"""What codes are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules import Cost, Kind, Line, Referral

LINE: dict[int, Promise] = {
    Line.ZEROTH: _("nulde lijn: gewone mensen en plekken"),
    Line.FIRST: _("eerste lijn: je kunt er zelf naartoe"),
    Line.SECOND: _("tweede lijn: gespecialiseerd"),
    Line.THIRD: _("derde lijn: heel gespecialiseerd, soms met verblijf"),
}

# The five echelons of needs, from the base up: the one place where they are named, for offers and for needs.
# No clinician has read them yet.
ECHELON: dict[int, Promise] = {
    1: _("Eten, wonen, veilig zijn"),
    2: _("Veilig bij vaste mensen"),
    3: _("Elkaar aanvoelen"),
    4: _("Iets dat eigen zorg vraagt"),
    5: _("Als gewone hulp niet volstaat"),
}

COST: dict[str, Promise] = {
    Cost.FREE: _("gratis"),
    Cost.INCOME: _("volgens inkomen"),
    Cost.INSURED: _("deels terugbetaald"),
    Cost.PAID: _("te betalen"),
}

REFERRAL: dict[str, Promise] = {
    Referral.NONE: _("zelf contact opnemen kan"),
    Referral.NEEDED: _("vraagt een verwijzing"),
}

KIND: dict[str, Promise] = {
    Kind.VOLUNTEERS: _("vrijwilligers aan huis"),
    Kind.MEETING_PLACE: _("ontmoetingsplek"),
    Kind.SELF_HELP: _("lotgenoten"),
    Kind.HELPLINE: _("luisterlijn"),
    Kind.SOCIAL_GROCERY: _("sociale kruidenier"),
    Kind.CHILDCARE: _("kinderopvang"),
    Kind.SCHOOL: _("kleuterschool"),
    Kind.FAMILY_HOUSE: _("Huis van het Kind"),
    Kind.FAMILY_NURSE: _("lokaal team van Kind en Gezin"),
    Kind.DROP_IN: _("inloopteam"),
    Kind.MIDWIFE: _("vroedvrouw"),
    Kind.MATERNITY_CARE: _("kraamzorg"),
    Kind.GP: _("huisarts"),
    Kind.WELFARE: _("welzijnswerk"),
    Kind.PARENTING: _("opvoedingsondersteuning"),
    Kind.PRIMARY_PSYCHOLOGIST: _("eerstelijnspsycholoog"),
    Kind.MOBILE_SUPPORT: _("gezinsbegeleiding aan huis"),
    Kind.VIDEO_GUIDANCE: _("begeleiding met video"),
    Kind.PHYSIOTHERAPIST: _("kinesist"),
    Kind.SPEECH_THERAPIST: _("logopedist"),
    Kind.PAEDIATRICIAN: _("kinderarts"),
    Kind.PERINATAL: _("perinatale zorg"),
    Kind.MENTAL_HEALTH: _("centrum geestelijke gezondheidszorg"),
    Kind.DEVELOPMENT_CENTRE: _("centrum voor ontwikkelingsstoornissen"),
    Kind.REHABILITATION: _("centrum voor ambulante revalidatie"),
    Kind.HOME_GUIDANCE: _("thuisbegeleiding"),
    Kind.FAMILY_CENTRE: _("centrum voor integrale gezinszorg"),
    Kind.CONFIDENTIAL: _("meedenken bij verontrusting"),
    Kind.MOTHER_BABY_UNIT: _("moeder-babyeenheid"),
    Kind.CHILD_PSYCHIATRY: _("kinderpsychiatrie"),
    Kind.CRISIS: _("crisishulp"),
    Kind.NETWORK: _("netwerk geestelijke gezondheid"),
    Kind.RESIDENTIAL: _("tijdelijk verblijf voor jonge kinderen"),
}

LANGUAGE: dict[str, Promise] = {
    "nl": _("Nederlands"),
    "fr": _("Frans"),
    "en": _("Engels"),
    "de": _("Duits"),
    "ar": _("Arabisch"),
    "tr": _("Turks"),
    "pl": _("Pools"),
    "ro": _("Roemeens"),
    "bg": _("Bulgaars"),
    "es": _("Spaans"),
    "pt": _("Portugees"),
    "it": _("Italiaans"),
    "ru": _("Russisch"),
    "uk": _("Oekraïens"),
    "fa": _("Farsi of Dari"),
    "ps": _("Pasjtoe"),
    "so": _("Somali"),
    "ti": _("Tigrinya"),
    "ber": _("Berbers"),
    "sgn": _("Vlaamse Gebarentaal"),
}
