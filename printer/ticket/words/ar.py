"""Arabic. Who is counted stands in the label, so that no plural has to be formed."""

from printer.ticket.words.kind import Words

WORDS = Words(
    copy="نسخة رقم {n}",
    ahead="المنتظرون قبلك",
    people="",
    person="",
    expected="وقت النداء المتوقع",
    watch="يرجى متابعة الشاشات والإصغاء إلى النداء.",
    follow=("تابع دورك", "على هاتفك"),
    aim="وجّه الكاميرا إلى هذا الرمز. لا حاجة إلى تطبيق.",
    bring="يرجى تجهيز:",
    reprinted="أعيدت الطباعة {time}",
    once="هذا الرقم صالح لمرة واحدة.",
    missed="فاتك دورك؟ راجع الموظف.",
    today="صالح لهذا اليوم فقط.",
    days=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    short_days=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    short_months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    long_date="{weekday}، {day} {month} {year}، {time}",
    short_date="{weekday} {day} {month} {year}، {time}",
    commas=("، ", "؛ "),
    right_to_left=True,
    taller=0.16,
)
