"""An answer in words to the card of a transfer that asks about a name that is taken.

A task has shown that card, and no turn, so that no session waits for it.
"""

from dataclasses import replace

from bot.delivery import Records
from bot.files.transfer_store import TransferStore
from bot.files.transfers import SettleUpload
from bot.files.upload_clash import UploadClash, way_said
from bot.messages import Message
from bot.sessions import Session


async def with_taken_name(
    message: Message, session: Session, transfers: TransferStore, records: Records
) -> tuple[Message, Session]:
    """Let a message answer for the file that its sender sent here last, where nothing else is
    asked and that waits to hear what becomes of its name; a rerun of that turn finds it settled.
    """
    way = way_said(message.text) if session.state is None and not message.line else None
    if way is None:
        return message, session
    sent = await transfers.last_sent(message)
    if sent is None or (sent.stage != "clash" and sent.turn != message.key):
        return message, session
    card = sent.asks or sent.card
    face = await records.face(card, message.key)
    waits = replace(session, state=UploadClash(sent.id), card=card, face=face or 0)
    if way == "drop":  # "no" would end the question, and leave the file between two ways
        message = replace(message, text=SettleUpload(sent.id, way).says(sent.language))
    return message, waits
