"""A listener for each language: turns the words of a call back into number and counter.

Written from dictionaries of the languages and not from the rules that speak, so that both must agree.
"""

import re
import unicodedata
from functools import cache

LETTERS = {letter: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
INDONESIAN = {
    "a": "A", "be": "B", "ce": "C", "de": "D", "e": "E", "ef": "F", "ge": "G", "ha": "H", "i": "I", "je": "J",
    "ka": "K", "el": "L", "em": "M", "en": "N", "o": "O", "pe": "P", "ki": "Q", "er": "R", "es": "S", "te": "T",
    "u": "U", "ve": "V", "we": "W", "eks": "X", "ye": "Y", "zet": "Z",
}  # fmt: skip
ARABIC = {
    "أَيْ": "A", "بِي": "B", "سِي": "C", "دِي": "D", "إِي": "E", "إِف": "F", "جِي": "G", "أَيْتْش": "H", "آي": "I",
    "جَيْ": "J", "كَيْ": "K", "إِل": "L", "إِم": "M", "إِن": "N", "أُو": "O", "پِي": "P", "كْيُو": "Q", "أَر": "R",
    "إِس": "S", "تِي": "T", "يُو": "U", "فِي": "V", "دَبِلْيُو": "W", "إِكْس": "X", "وَايْ": "Y", "زِد": "Z",
}  # fmt: skip

ARABIC = {unicodedata.normalize("NFC", word): letter for word, letter in ARABIC.items()}
JAVANESE = {
    "sepuluh": 10, "sewelas": 11, "rolas": 12, "telulas": 13, "patbelas": 14, "limalas": 15, "nembelas": 16,
    "pitulas": 17, "wolulas": 18, "sangalas": 19, "selikur": 21, "rolikur": 22, "telulikur": 23, "patlikur": 24,
    "selawe": 25, "nemlikur": 26, "pitulikur": 27, "wolulikur": 28, "sangalikur": 29, "seket": 50, "sewidak": 60,
    "satus": 100, "sewu": 1000,
}  # fmt: skip
BOUND = {
    "rong": 2, "telung": 3, "patang": 4, "limang": 5, "nem": 6, "pitung": 7, "wolung": 8, "sangang": 9,
}  # fmt: skip
UNITS = {"puluh": 10, "atus": 100, "ewu": 1000}


def numbered(words):
    """ "nol satu dua" as {"nol": 0, "satu": 1, "dua": 2}."""
    return {word: value for value, word in enumerate(words.split())}


class Language:
    """``sentence`` finds ticket and counter; ``digit`` are the words for 0 to 9; ``value(words)`` adds a cardinal up.

    ``parts`` cuts a ticket or a counter into words.
    """

    letters = LETTERS
    counter_letters = LETTERS

    def parts(self, said):
        return said.split()

    def ticket(self, said, *, as_words):
        """ "A nol satu lima" is ("A", "015"), as words ("A", 15)."""
        parts = self.parts(said)
        last = max((n for n, part in enumerate(parts) if part in self.letters), default=-1)
        prefix, number = parts[: last + 1], parts[last + 1 :]
        before = "".join(self.letters.get(part) or str(self.digit[part]) for part in prefix)
        if as_words:
            return before, self.value(number)
        return before, "".join(str(self.digit[part]) for part in number)

    def counter(self, said):
        """ "empat ka sepuluh" is "4K10"."""
        heard, number = "", []
        for part in [*self.parts(said), None]:
            if part is not None and part not in self.counter_letters:
                number.append(part)
                continue
            heard += str(self.value(number)) if number else ""
            heard += self.counter_letters.get(part, "")
            number = []
        return heard

    def hear(self, call, *, as_words):
        """((prefix, number), counter) of a call."""
        found = self.sentence.fullmatch(call)
        return self.ticket_cached(found["ticket"], as_words), self.counter_cached(found["counter"])

    def __init__(self):
        self.sentence = re.compile(unicodedata.normalize("NFC", self.call))
        self.ticket_cached = cache(lambda said, as_words: self.ticket(said, as_words=as_words))
        self.counter_cached = cache(self.counter)


class Indonesian(Language):
    call = r"Nomor antrean (?P<ticket>[^,]+), silakan menuju loket (?P<counter>[^.]+)\."
    digit = numbered("nol satu dua tiga empat lima enam tujuh delapan sembilan")
    counter_letters = INDONESIAN

    def value(self, words):
        """ "belas" adds ten to the digit before it; "se-" is a one."""
        total = part = 0
        for word in words:
            whole = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}.get(word)
            scale = {"puluh": 10, "ratus": 100, "ribu": 1000}.get(word)
            if whole:
                total, part = total + whole, 0
            elif scale == 1000:
                total, part = (total + part) * 1000, 0
            elif scale:
                total, part = total + part * scale, 0
            elif word == "belas":
                total, part = total + part + 10, 0
            else:
                part = self.digit[word]
        return total + part


class Malay(Indonesian):
    call = r"Nombor giliran (?P<ticket>[^,]+), sila ke kaunter (?P<counter>[^.]+)\."
    digit = numbered("kosong satu dua tiga empat lima enam tujuh lapan sembilan")
    counter_letters = LETTERS


class English(Language):
    call = r"Ticket (?P<ticket>[^,]+), please go to counter (?P<counter>[^.]+)\."
    digit = numbered("zero one two three four five six seven eight nine")
    small = digit | {
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    }  # fmt: skip

    def value(self, words):
        total = part = 0
        for word in words:
            if word == "thousand":
                total, part = part * 1000, 0
            elif word == "hundred":
                part *= 100
            else:
                part += self.small[word]
        return total + part


class Javanese(Language):
    call = r"Nomer antrian (?P<ticket>[^,]+), mangga dhateng loket (?P<counter>[^.]+)\."
    digit = numbered("nol siji loro telu papat lima enem pitu wolu sanga")
    counter_letters = INDONESIAN

    def value(self, words):
        """A bound numeral counts the unit behind it: "telung atus"."""
        total = count = 0
        for word in words:
            if word in BOUND:
                count = BOUND[word]
            elif word in UNITS:
                total, count = total + count * UNITS[word], 0
            else:
                total += (self.digit | JAVANESE)[word]
        return total


class Mandarin(Language):
    call = r"号码(?P<ticket>[^，]+，[^，]+)，请到(?P<counter>.+)号窗口。"
    digit = numbered("零 一 二 三 四 五 六 七 八 九")

    def parts(self, said):
        return [sign for sign in said if sign not in "，·"]

    def value(self, words):
        total, part = 0, 0
        for sign in words:
            scale = {"十": 10, "百": 100, "千": 1000}.get(sign)
            if scale:
                total, part = total + (part or 1) * scale, 0
            else:
                part = 2 if sign == "两" else self.digit[sign]
        return total + part


def bare(word):
    """Without the signs for vowels."""
    return "".join(sign for sign in word if not unicodedata.combining(sign))


class Arabic(Language):
    call = r"التَذْكِرَة رَقْم (?P<ticket>[^،]+، [^،]+)، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم (?P<counter>[^.]+)\."
    letters = counter_letters = ARABIC
    digit = numbered("صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة")
    small = digit | {
        "عشرة": 10, "عشرون": 20, "ثلاثون": 30, "أربعون": 40, "خمسون": 50, "ستون": 60, "سبعون": 70, "ثمانون": 80,
        "تسعون": 90, "مئة": 100, "مئتان": 200, "ثلاثمئة": 300, "أربعمئة": 400, "خمسمئة": 500, "ستمئة": 600,
        "سبعمئة": 700, "ثمانمئة": 800, "تسعمئة": 900, "ألف": 1000, "ألفان": 2000, "أحد": 1, "اثنا": 2, "عشر": 10,
    }  # fmt: skip

    def parts(self, said):
        """Words; letters keep their vowels, for those tell them apart."""
        words = said.replace("،", "").split()
        return [word if word in self.letters else bare(word) for word in words]

    def hear(self, call, *, as_words):
        """The order of signs on one letter is no difference to a reader."""
        return super().hear(unicodedata.normalize("NFC", call), as_words=as_words)

    def value(self, words):
        """Joined by "and" (و), which sticks to the word behind it; "آلاف" counts thousands."""
        total = 0
        for word in words:
            plain = word if word in self.small else word.removeprefix("و")
            total = total * 1000 if plain == "آلاف" else total + self.small[plain]
        return total


LISTENERS = {
    "id": Indonesian(), "ms": Malay(), "en": English(), "jv": Javanese(), "zh": Mandarin(), "ar": Arabic(),
}  # fmt: skip
