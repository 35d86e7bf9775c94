"""A real SMTP server process: every mail is on the disk (fsync) before it is accepted with 250.

python mailserver.py FILE   prints its port; one line per mail: X-Key and Message-ID
"""

from __future__ import annotations

import asyncio
import os
import sys
from email import message_from_bytes

from aiosmtpd.smtp import SMTP


class Keeper:
    def __init__(self, path):
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content)
        os.write(self.file, f"{message['X-Key']} {message['Message-ID']} {envelope.rcpt_tos[0]}\n".encode())
        os.fsync(self.file)
        await asyncio.sleep(0.005)  # the moment in which a kill makes a mail ambiguous
        return "250 2.0.0 kept"


async def main(path):
    keeper = Keeper(path)
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(keeper, hostname="kept"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
