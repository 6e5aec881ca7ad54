"""How wide each letter of the two typefaces is, in thousandths of the font size.

Measured once from the variable fonts that the platform serves (Atkinson Hyperlegible Next at 400 and
650; Literata at 400, at 650, and in italics at 400), rounded up to the next twenty: wrapping that leaves
a little room stays right when a browser rounds the other way. Letters without a line here are estimated
by :mod:`stek.kit.drawing.text`.
"""

from typing import Final

_SANS: Final = r"""
160 '
220 ,.:;
240 |¦·‘’‚
260 `ij´¹ìíîı
280 l¸ï
300 !()¡˚
320 "[f
340 t
360 ]r{}¯°‹›
380 -_¨ªº
400 /I\²³ÌÍÎÏ“”„
420 1ˆ˜
440 •
460 yz¿ýÿ
480 ?sv
500 *ckx¢ç
520 7J¶–
540 aeu§×àáâãäåèéêëùúûü
560 2<>FLT^ghno~ñòóôõöø
580 3EYbdpq¤¥«±»ÈÉÊËÝðþ
600 $569PSVÞß⁄∕
620 +48BRZ£¬÷−
640 =AKXÀÁÂÃÄÅĂ
660 #0CÇ
680 D…€
700 GHNUwÐÑÙÚÛÜ
720 OÒÓÔÕÖØ
740 &Q
780 @
800 ©®
820 ¼½
840 M—
860 Wm
880 ¾æ™
900 Æ
920 %
940 œ
1020 Œ
"""

_SANS_BOLD: Final = r"""
220 '
260 j|¦
280 ,.:;¹‘’‚
300 !`i¡´·¸ìíîı
320 lï
340 ()[˚
360 ]f
380 "-rt{}¯
400 _ª°²º‹›
420 I³ÌÍÎÏ
440 /1\¨•
460 ˆ˜
480 “”„
500 *z
520 csvy¢¶¿çýÿ–
540 7?x~×
560 JLaek§àáâãäåèéêë
580 29<>F^hnouñòóôõöøùúûü
600 +3ETbdgpq¤ÈÉÊËð÷þ−
620 $5=SZ¬±ß⁄
640 468BPVY£¥«»ÝÞ∕
660 0CKRÇ
680 AXÀÁÂÃÄÅĂ€
700 DHUÙÚÛÜ
720 GNÐÑ
740 &w
760 #OQÒÓÔÕÖØ
780 …
800 @©®
840 —
860 M¼½
880 mæ
900 W
920 ¾
940 œ™
960 Æ
980 %
1040 Œ
"""

_VOICE: Final = r"""
0 ʻ
220 ʼ′
240 '⁄
320 j‹›
340 !(),.:;[]il¡°·¹ìíîïı‘’‚
360 -
380 {}•″
400 "f²
420 1It|¦ªÌÍÎÏ„
440 /\³º
460 *s
480 _r
500 `cz¢¨«®¯´¸»çˆ˚˜–
520 257eèéêë
540 69?a¤¿àáâãäå“”
560 348Jg£
580 $0xy¶ðýÿ↑↓
600 +<=>S^oqv~¬±×òóôõö÷øþ−∕
620 FPbdkp§µÞ
640 ELuÈÉÊËùúûü
660 BZ
680 #hnßñ
700 C¥Ç€
720 XYÝ
740 ARTVÀÁÂÃÄÅĂ
760 GKOQÒÓÔÕÖØ
780 DÐ
800 ©
820 &UÙÚÛÜæ
840 HNÑ
860 %@w
900 …
920 ¼œ
960 ½¾
980 m
1000 Æ—
1020 M™
1080 Œ
1100 W
"""

_VOICE_BOLD: Final = r"""
0 ʻ
240 ′
260 'ʼ
320 ‘’‚‹›⁄
340 !,.:;j¡·¹
360 ()-[]ilìíîïı
380 {}°
400 •
420 1If²ÌÍÎÏ″
440 "t|¦³
460 *ªº
480 /\_„
500 `s¨®¯´¸ˆ˚˜–
540 257crz¢«»ç“”
560 3?e¤¿èéêë
580 69Jaàáâãäå↑↓
600 $+48<=>^gx~£¬±×ð÷−∕
620 0Sovy§¶òóôõöøýÿ
640 Fbqþ
660 ELPdkpµÈÉÊËÞ
680 Zuùúûü
700 #Bhnñ€
720 CÇ
740 RY¥ÃÝ
760 ATVXÀÁÂÄÅßĂ
780 DGKOÐÒÓÔÕÖØ
800 QUÙÚÛÜ
840 &N©Ñ
860 Hæ
900 %w
920 …
940 @œ
1000 Mm¼—
1040 ½¾Æ
1100 Œ
1120 W™
"""

_VOICE_ITALIC: Final = r"""
0 ʻ
220 ′
260 '⁄∕
280 ʼ‘’
300 ijl¹ìíîïı‚
320 .:[°·‹›
340 !(),;]¡
360 -IÌÍÎÏ
380 J{}•″
400 1f²³
420 "\t|¦
440 º
460 /sª
480 *erz®èéêë“”„
500 $S_`c¢«çˆ
520 27?¨¯´¸»¿˚˜–
540 35689ovxy¤òóôõöøýÿ
560 4gkqð
580 0Fabdpµ×àáâãäåþ↑↓
600 +<=>ELP^hnu~£¬±¶ÈÉÊËÞñ÷ùúûü−
620 BCZ§Ç
640 Tß
660 G
680 #RY¥Ý
700 AKVXÀÁÂÃÄÅĂ
720 OQÒÓÔÕÖØ€
740 &DÐ
760 HNUÑÙÚÛÜ
780 æ
800 w©
820 œ
840 %
880 @m
920 ½
940 MÆ
960 ¼¾…
1000 Œ
1020 W—
1040 ™
"""


def _table(lines: str, space: int) -> dict[str, float]:
    """Letter -> its width in parts of the font size."""
    table = {" ": space / 1000, "\N{NO-BREAK SPACE}": space / 1000}
    for line in lines.strip().splitlines():
        width, letters = line.split(" ", 1)
        table.update(dict.fromkeys(letters, int(width) / 1000))
    return table


SANS: Final = _table(_SANS, 280)
SANS_BOLD: Final = _table(_SANS_BOLD, 310)
VOICE: Final = _table(_VOICE, 200)
VOICE_BOLD: Final = _table(_VOICE_BOLD, 200)
VOICE_ITALIC: Final = _table(_VOICE_ITALIC, 190)
