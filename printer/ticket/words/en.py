"""English."""

from printer.ticket.words.kind import Words

WORDS = Words(
    copy="COPY {n}",
    ahead="Ahead of you",
    people="people",
    person="person",
    expected="Expected call",
    watch="Watch the screens and listen for your call.",
    follow=("Follow your turn", "on your phone"),
    aim="Point the camera at this code. No app.",
    bring="Have ready:",
    reprinted="Printed again {time}",
    once="This number counts once.",
    missed="Missed it? Tell the staff.",
    today="Valid today only.",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)
