"""What ways, steps and states are called on the screen, and what somebody did, in a sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .machines import Arrow, Kind, State, Step, Who
from .rules import Slip, Way

WAY: dict[str, Promise] = {
    Way.VISIT: _("Op bezoek gaan"),
    Way.CALL: _("Bellen"),
    Way.MESSAGE: _("Een berichtje sturen"),
    Way.TOGETHER: _("Samen rond de tafel"),
    Way.OWN: _("Zelf iets regelen, zonder het gezin"),
}

# The same, where it stands beside a day and a name: 'een bezoek, Vera'.
ASKS: dict[str, Promise] = {
    Way.VISIT: _("een bezoek"),
    Way.CALL: _("een telefoontje"),
    Way.MESSAGE: _("een berichtje"),
    Way.TOGETHER: _("samen rond de tafel"),
    Way.OWN: _("eigen werk, het gezin hoeft niets te doen"),
}

# The same where a parent does it, or chooses it for themself.
ASKS_AT_HOME: dict[str, Promise] = ASKS | {Way.OWN: _("iets om zelf te regelen")}
WAY_AT_HOME: dict[str, Promise] = WAY | {
    Way.VISIT: _("Ergens naartoe gaan, of iemand komt langs"), Way.OWN: _("Zelf iets regelen"),
}  # fmt: skip

SLIP: dict[str, Promise] = {
    Slip.NO_DAY: _("Kies een dag. Zo weet iedereen wanneer dit gebeurt. Verzetten mag later altijd."),
    Slip.PAST: _("Die dag is voorbij. Kies vandaag of een dag die nog komt."),
    Slip.FAR: _("Dat is meer dan twee jaar ver. Kijk het jaartal even na."),
    Slip.SAME_TWICE: _("Kies twee verschillende mensen: wie het doet, kan niet ook de vervanger zijn."),
}

STATE: dict[tuple[Kind, State], Promise] = {
    (Kind.FOLLOW_UP, State.OPEN): _("Afgesproken"),
    (Kind.FOLLOW_UP, State.ASKED): _("Gevraagd, nog geen antwoord"),
    (Kind.FOLLOW_UP, State.DONE): _("Gedaan"),
    (Kind.FOLLOW_UP, State.DROPPED): _("Niet meer nodig"),
    (Kind.REFERRAL, State.ASKED): _("Gevraagd"),
    (Kind.REFERRAL, State.RECEIVED): _("Aangekomen"),
    (Kind.REFERRAL, State.ACCEPTED): _("Ze zeiden ja"),
    (Kind.REFERRAL, State.DECLINED): _("Daar kan het nu niet"),
    (Kind.REFERRAL, State.CONTACT): _("Er was een eerste contact"),
    (Kind.REFERRAL, State.UNDER_WAY): _("De hulp loopt"),
    (Kind.REFERRAL, State.ENDED): _("Afgerond"),
    (Kind.REFERRAL, State.WITHDRAWN): _("Niet meer gevraagd"),
    (Kind.HANDOVER, State.PROPOSED): _("Voorgesteld"),
    (Kind.HANDOVER, State.AGREED): _("Goed voor het gezin"),
    (Kind.HANDOVER, State.ACCEPTED): _("Klaar om elkaar te zien"),
    (Kind.HANDOVER, State.MET): _("Samen gezien, ze blijven er allebei"),
    (Kind.HANDOVER, State.CLOSED): _("Rond"),
    (Kind.HANDOVER, State.DECLINED): _("Het gaat niet door"),
    (Kind.HANDOVER, State.WITHDRAWN): _("Ingetrokken"),
}

# What stands on the button, in the order in which it is offered.
STEP: dict[tuple[Kind, Step], Promise] = {
    (Kind.FOLLOW_UP, Step.TAKE): _("Ik doe dit"),
    (Kind.FOLLOW_UP, Step.LEAVE): _("Ik kan dit niet doen"),
    (Kind.FOLLOW_UP, Step.DO): _("Gedaan"),
    (Kind.FOLLOW_UP, Step.PUT_OFF): _("Verzetten"),
    (Kind.FOLLOW_UP, Step.ASK): _("Aan iemand anders vragen"),
    (Kind.FOLLOW_UP, Step.DROP): _("Niet meer nodig"),
    (Kind.FOLLOW_UP, Step.REOPEN): _("Toch weer openzetten"),
    (Kind.REFERRAL, Step.RECEIVE): _("De vraag is aangekomen"),
    (Kind.REFERRAL, Step.ASK_AGAIN): _("Opnieuw gevraagd"),
    (Kind.REFERRAL, Step.ACCEPT): _("Ze zeiden ja"),
    (Kind.REFERRAL, Step.DECLINE): _("Daar kan het niet"),
    (Kind.REFERRAL, Step.MEET): _("Er was een eerste contact"),
    (Kind.REFERRAL, Step.BEGIN): _("De hulp is begonnen"),
    (Kind.REFERRAL, Step.END): _("Afronden"),
    (Kind.REFERRAL, Step.WITHDRAW): _("Niet meer vragen"),
    (Kind.HANDOVER, Step.AGREE): _("Dat is goed voor ons"),
    (Kind.HANDOVER, Step.ACCEPT): _("Ja, ik neem over"),
    (Kind.HANDOVER, Step.MEET): _("We zagen elkaar samen"),
    (Kind.HANDOVER, Step.CLOSE): _("Het is rond"),
    (Kind.HANDOVER, Step.DECLINE): _("Nee, dit past niet"),
    (Kind.HANDOVER, Step.WITHDRAW): _("Intrekken"),
}

# The same, where it is theirs for another reason and so another deed.
STEP_AS: dict[tuple[Kind, Step, Who], Promise] = {
    (Kind.FOLLOW_UP, Step.TAKE, Who.STAND_IN): _("Ik neem dit over"),
}


def step_label(kind: Kind, arrow: Arrow) -> Promise:
    return STEP_AS.get((kind, arrow.step, arrow.who), STEP[kind, arrow.step])


# What somebody did; `place` is whom they asked, `day` the new day.
DID: dict[tuple[Kind, Step], Promise] = {
    (Kind.FOLLOW_UP, Step.DO): _("{who} zei dat dit gedaan is."),
    (Kind.FOLLOW_UP, Step.PUT_OFF): _("{who} verzette dit naar {day}."),
    (Kind.FOLLOW_UP, Step.ASK): _("{who} vroeg het aan {place}."),
    (Kind.FOLLOW_UP, Step.TAKE): _("{who} nam dit op zich."),
    (Kind.FOLLOW_UP, Step.LEAVE): _("{who} kan dit niet doen."),
    (Kind.FOLLOW_UP, Step.DROP): _("{who} zei dat dit niet meer nodig is."),
    (Kind.FOLLOW_UP, Step.REOPEN): _("{who} zette dit weer open."),
    (Kind.REFERRAL, Step.RECEIVE): _("{who} zei dat de vraag aangekomen is."),
    (Kind.REFERRAL, Step.ASK_AGAIN): _("{who} vroeg het opnieuw."),
    (Kind.REFERRAL, Step.ACCEPT): _("{who} zei dat het antwoord ja is."),
    (Kind.REFERRAL, Step.DECLINE): _("{who} zei dat het daar niet kan."),
    (Kind.REFERRAL, Step.MEET): _("{who} zei dat er een eerste contact was."),
    (Kind.REFERRAL, Step.BEGIN): _("{who} zei dat de hulp begonnen is."),
    (Kind.REFERRAL, Step.END): _("{who} rondde dit af."),
    (Kind.REFERRAL, Step.WITHDRAW): _("{who} zei dat dit niet meer gevraagd wordt."),
    (Kind.HANDOVER, Step.AGREE): _("{who} vindt dit goed."),
    (Kind.HANDOVER, Step.ACCEPT): _("{who} zei ja."),
    (Kind.HANDOVER, Step.DECLINE): _("{who} zei dat dit niet past."),
    (Kind.HANDOVER, Step.WITHDRAW): _("{who} trok dit in."),
    (Kind.HANDOVER, Step.MEET): _("{who} zei dat jullie elkaar samen zagen."),
    (Kind.HANDOVER, Step.CLOSE): _("{who} zei dat dit rond is."),
}

# What the stand-in did who took it without a question; `place` is who had it.
TOOK_OVER = _("{who} nam dit over van {place}.")

# What a page asks of who takes a step, above the field for the words.
WHY: dict[tuple[Kind, Step], Promise] = {
    (Kind.FOLLOW_UP, Step.DO): _("Hoe liep het?"),
    (Kind.FOLLOW_UP, Step.PUT_OFF): _("Waarom een andere dag?"),
    (Kind.FOLLOW_UP, Step.ASK): _("Wil je er iets bij zeggen?"),
    (Kind.FOLLOW_UP, Step.TAKE): _("Wil je er iets bij zeggen?"),
    (Kind.FOLLOW_UP, Step.LEAVE): _("Waarom past het niet?"),
    (Kind.FOLLOW_UP, Step.DROP): _("Waarom is het niet meer nodig?"),
    (Kind.FOLLOW_UP, Step.REOPEN): _("Wat is er nog te doen?"),
    (Kind.REFERRAL, Step.RECEIVE): _("Wat hoorde je?"),
    (Kind.REFERRAL, Step.ASK_AGAIN): _("Wat vroeg je?"),
    (Kind.REFERRAL, Step.ACCEPT): _("Wat spraken jullie af?"),
    (Kind.REFERRAL, Step.DECLINE): _("Waarom kan het daar niet?"),
    (Kind.REFERRAL, Step.MEET): _("Hoe liep het?"),
    (Kind.REFERRAL, Step.BEGIN): _("Wat is er begonnen?"),
    (Kind.REFERRAL, Step.END): _("Hoe loopt het verder?"),
    (Kind.REFERRAL, Step.WITHDRAW): _("Waarom vragen jullie dit niet meer?"),
    (Kind.HANDOVER, Step.AGREE): _("Wat wil je dat ze weten?"),
    (Kind.HANDOVER, Step.ACCEPT): _("Wil je er iets bij zeggen?"),
    (Kind.HANDOVER, Step.DECLINE): _("Waarom past het niet?"),
    (Kind.HANDOVER, Step.WITHDRAW): _("Waarom trek je dit in?"),
    (Kind.HANDOVER, Step.MEET): _("Hoe was het?"),
    (Kind.HANDOVER, Step.CLOSE): _("Wil je er iets bij zeggen?"),
}

# What Stek says right after.
DONE: dict[str, Promise] = {
    "kept": _("Bewaard. Wie de afspraken leest, ziet dit nu."),
    "hidden": _("Bewaard. Alleen wie je koos, leest dit nog. Je kunt dat altijd weer veranderen, op dezelfde plaats."),
    "pace": _("Bewaard. Zo vaak horen we vanaf nu hoe het gaat."),
    Step.DO: _("Het staat erbij als gedaan."),
    Step.PUT_OFF: _("Verzet. Wie meeleest, ziet de nieuwe dag en je woorden."),
    Step.ASK: _("Gevraagd. Tot het antwoord ja is, blijft het waar het was."),
    Step.TAKE: _("Dit is nu bij jou."),
    Step.LEAVE: _("Je antwoord staat erbij. Het blijft waar het was."),
    Step.DROP: _("Het staat erbij als niet meer nodig."),
    Step.REOPEN: _("Het staat weer open."),
    Step.RECEIVE: _("Het staat erbij."),
    Step.ASK_AGAIN: _("Het staat erbij."),
    Step.ACCEPT: _("Je antwoord staat erbij."),
    Step.DECLINE: _("Het antwoord staat erbij."),
    Step.MEET: _("Het staat erbij."),
    Step.BEGIN: _("Het staat erbij."),
    Step.END: _("Afgerond. Alles blijft te lezen."),
    Step.WITHDRAW: _("Ingetrokken. Wat er stond, blijft te lezen."),
    Step.AGREE: _("Je antwoord staat erbij."),
    Step.CLOSE: _("Het is rond. Alles blijft te lezen."),
}
