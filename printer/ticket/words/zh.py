"""Chinese, in simplified characters."""

from printer.ticket.words.kind import Words

WORDS = Words(
    copy="副本 {n}",
    ahead="前面还有",
    people="人",
    person="人",
    expected="预计叫号时间",
    watch="请留意屏幕并听候叫号。",
    follow=("用手机查看", "排队进度"),
    aim="用相机对准此二维码，无需安装应用。",
    bring="请备好：",
    reprinted="{time} 补打",
    once="此号码仅一次有效。",
    missed="过号请联系工作人员。",
    today="仅限当日有效。",
    days=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    months=tuple(f"{month}月" for month in range(1, 13)),
    short_days=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    short_months=tuple(f"{month}月" for month in range(1, 13)),
    long_date="{year}年{month}{day}日 {weekday} {time}",
    short_date="{year}年{month}{day}日 {weekday} {time}",
    commas=("、", "；"),
    stop="。",
    gap="",
    taller=0.14,
)
