"""Names and addresses that nobody bears."""

from __future__ import annotations

from random import Random

TAIWAN = ("王小明", "李雅婷", "張志豪", "陳淑芬", "歐陽俊傑", "林怡君", "黃建宏", "吳美玲")
JAPAN = ("佐藤 花子", "鈴木 一郎", "髙橋 美咲", "田中 健太", "渡邉 さくら")
KOREA = ("김민준", "이서연", "박지훈", "최수아", "남궁현")
ENGLISH = ("Anna Berg", "Max O'Neill", "Jo Ng", "Zoë Griffith-Ffoulkes", "William Taft")
STREETS = ("臺北市中正區忠孝東路", "臺中市西屯區文心路", "高雄市苓雅區中山路", "臺南市東區大學路", "新竹市光復路")


def taiwanese(random: Random) -> str:
    """A customer in Taiwan; one in ten is from elsewhere."""
    return random.choice(TAIWAN if random.random() < 0.9 else (*JAPAN, *KOREA, *ENGLISH))


def street(random: Random) -> list[str]:
    """An address in Taiwan, of one or two lines."""
    lines = [f"{random.randint(100, 999)} {random.choice(STREETS)}{random.randint(1, 300)}號"]
    return lines + [f"{random.randint(2, 18)}樓之{random.randint(1, 5)}"] * (random.random() < 0.4)


def mailbox(number: int) -> str:
    """An address that no mail reaches."""
    return f"customer{number}@mailbox.example"
