"""Conversations made up for tests: both sides of cx-assist must find in them what the network and the figures give here."""

BOT, AGENT, CUSTOMER = "bot", "agent", "customer"

GOLDEN_DIALOGUES = [
    [
        (CUSTOMER, "Hello, my washing machine was due yesterday."),
        (BOT, "I am sorry, I did not understand that."),
        (CUSTOMER, "My delivery. Where is it?"),
        (BOT, "Unfortunately I can’t find an order."),
        (CUSTOMER, "I told you the number already, are you even listening?"),
        (AGENT, "Hello, this is Priya. I apologise for the trouble."),
        (AGENT, "Could you give me the number once more?"),
        (CUSTOMER, "This is the third time I have to say it. 48210. Useless!"),
        (CUSTOMER, "Well?"),
        (AGENT, "Found it. It will be with you this afternoon, and the delivery is free."),
        (CUSTOMER, "Oh good, thank you so much."),
        (CUSTOMER, "That is really kind."),
    ],
    [
        (BOT, "What can I do for you?"),
        (CUSTOMER, "sorry my english is not so good. i want change my flight"),
        (BOT, "No problem. To which day?"),
        (CUSTOMER, "Friday"),
        (BOT, "There are no flights on Friday. Would Saturday do?"),
        (CUSTOMER, "No, Saturday isn't possible for me"),
        (AGENT, "Let me look. Sunday at 9 has free seats."),
        (CUSTOMER, "ok sunday is good"),
        (CUSTOMER, "thanks again"),
    ],
    [
        (CUSTOMER, "Hi"),
        (AGENT, "Hello, how can I help?"),
        (CUSTOMER, "I need a copy of my invoice"),
        (AGENT, "Which month?"),
        (CUSTOMER, "March"),
        (AGENT, "I have sent it."),
        (CUSTOMER, "Got it"),
        (AGENT, "Is there anything else?"),
        (CUSTOMER, "You charged me twice!!! This is outrageous, I want my money back NOW"),
    ],
    [(CUSTOMER, "")],
]
