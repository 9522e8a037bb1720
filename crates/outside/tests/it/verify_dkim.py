"""Says whether a message's DKIM signature holds: verify_dkim.py MESSAGE_FILE DNS_RECORD."""

import sys

import dkim

with open(sys.argv[1], "rb") as file:
    message = file.read()
record = sys.argv[2].encode()
print("good" if dkim.verify(message, dnsfunc=lambda name, timeout=5: record) else "bad")
