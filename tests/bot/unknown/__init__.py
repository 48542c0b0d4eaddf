"""Every field of everything DingTalk tells us, wrong in every way: what is decided then."""
