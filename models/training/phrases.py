"""
Support chat as we imagine it, written for this model: what the public rows lack. Tweets and Reddit comments hardly hold
the short matter-of-fact answers that most of a chat consists of ("No.", "I don't have it", a name, a date), so a model
that knows only those takes them for rebuffs; and customers who lose patience seldom use the words of an angry tweet.
Nothing here is taken from a dialogue of the data sets.
"""
import random
import re

SLOTS = {
    "thing": "order|parcel|refund|booking|card|account|bill|invoice|internet|subscription|delivery|ticket|reservation|flight|"
    "password|phone|router|payment|contract|package|replacement|statement|policy|claim|room|insurance|washing machine|sofa|"
    "laptop|jacket|shoes|appointment|membership|loan|transfer|table|prescription".split("|"),
    "name": "Maya|Oliver|Priya|Hannah|Tom|Elena|Marcus|Fatima|Greg|Wei|Nadia|Ahmed|Lucy|Diego|Ruth|Ivan|Chloe|Kenji|Peter|"
    "Rosa|Liam|Sofia|Noah|Greta|Paul|Anita|George|Mei|Victor|Olga".split("|"),
    "surname": "Fischer|Okafor|Lindqvist|Marsh|Patel|Romero|Novak|Byrne|Tanaka|Weber|Costa|Hughes|Kowalski|Adams|Moreau|"
    "Haddad|Singh|Clarke|Jensen|Rossi".split("|"),
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|tomorrow|next week|the 4th|the 21st|March 9th|June 12|"
    "this weekend|the day after tomorrow|11/03".split("|"),
    "time": "9 am|10:30|noon|3 pm|5pm|half past six|7 in the evening|8:15|any time after 4|before lunch|14:00".split("|"),
    "number": "12|48210|7|93|5550143|4471-22|1002938|2|86|3310|A-2291|4|five|260|0047113|19".split("|"),
    "times": "three times|four times|twice|five times|ten times|over and over|again and again|a hundred times".split("|"),
    "ordinal": "second|third|fourth|fifth|tenth".split("|"),
    "wait": "an hour|two hours|three hours|45 minutes|all morning|half a day|a week|two weeks|three weeks|a month|ages|"
    "forever|days|six days|twenty minutes".split("|"),
    "place": "Lisbon|the airport|the station|Leeds|the city centre|Toronto|downtown|Vienna|Park Street|Boston|the office|home|"
    "Osaka|Hill Road 14|the hotel".split("|"),
    "bad": "useless|ridiculous|unacceptable|a joke|pathetic|outrageous|absurd|a disgrace|terrible|awful|insane|hopeless|"
    "appalling|beyond belief|a nightmare|shocking|infuriating|so annoying|a complete mess".split("|"),
    "you": "you people|you guys|you|your company|your team|your support".split("|"),
    "swear": "hell|damn|bloody|freaking|heck|f***|goddamn".split("|"),
    "insult": "idiot|moron|clown|amateurs|dimwit|liar|crooks|thieves|robot|dummy|fool|joker".split("|"),
    "colour": "blue|grey|black|dark green|white|red".split("|"),
    "size": "small|medium|large|XL|size 9|double|single|queen".split("|"),
}

# One line, one way of putting it; {slots} are filled at random, (a|b|) chosen.
FRUSTRATED = """
This is the {ordinal} time I (am contacting|have to contact|write to|call) you about (my|the same) {thing}(.|!|)
This is the {ordinal} time I (ask|explain this|have had this problem) and (nothing happens|nobody helps|nobody cares|still nothing)(.|!)
I have (already|now) (told|explained|said|given) this to you {times}(.|!|!!)
I (already|just) (gave|told|sent) you (that|my name|my number|this)(.|!| already| a minute ago.)
I already said that(.|!) (Are you even reading|Do you read) what I write?
How (many times|often) do I (have|need) to (repeat myself|tell you|say it|explain this)?
Why do I have to (repeat|explain) everything {times}?
Why (do you need that|do you even ask|would you need that)(?| again?) (You should have it|You should know that|It is in my account)(.|!)
You should (already|) (know|have) that(.|!)(| It is your job.)
What do you need that for? Just (do it|fix it|book it|send it)(.|!)
I don't see why you (need|want) (that|to know), but (fine|whatever).
If you (really|absolutely) must know, it's {name}.
Ugh, fine. {name}.
{name}. (As I said|As I told you|Like I said) (already|before|{times})(.|!)
It's {number}(.|,) (obviously|as I said already|which you should know).
(Can|Could) you (hurry up|be any slower|get a move on|speed it up)(?|!)
Hurry up(!|, I don't have all day.|, will you?)
I (don't|do not) have (time|the time|patience) for (this|this nonsense|your games|these questions)(.|!)
I don't have all (day|night)(.|!)
(Stop|Quit) (wasting my time|asking me the same thing|asking questions|sending me links|giving me excuses)(.|!| and fix it.)
What a (waste of time|joke|mess|disaster|shambles)(.|!)
You('re| are) (wasting|just wasting) my time(.|!)
You('re| are) not (listening|helping|even trying|listening to me)(.|!| at all.)
Are you (even|actually) (listening|reading|there|a real person|serious)?
Did you (even|) read (what I wrote|my message|a word of it)?
Are you (kidding|joking)( me|)?(| {wait} for this?)
You (have got to|must) be (kidding|joking)(| me)(.|!)
Seriously?( Again?| {wait}?|)
Really?? (That is|That's) (your answer|all you have|all you can do)?
Is (that|this) (some kind of joke|supposed to help|a joke)?
(Hello|Hellooo|HELLO)?? (Is anybody there|Anyone there|Is someone going to help me)?
Still waiting(.|...|!) (It's been {wait}|{wait} now|Unbelievable)(.|!)
I('ve| have) been waiting (for {wait}|{wait})(!|.|, where is my {thing}?| and nobody answers.)
I have waited {wait} for (my|this) {thing}(.|!) (This is {bad}|That's {bad}|Where is it)(.|!|?)
It('s| has) been {wait} (and|,) (still|there is still) no {thing}(.|!|!!)
Where (the {swear}|on earth|) is my {thing}(?|?!|??)
What (the {swear}|on earth) is (going on|taking so long|wrong with {you})(?|?!)
What is wrong with {you}?
What are {you} (even|) (good for|paid for|doing all day)?
Do your job(.|!|, please. For once.)
Just do (your job|what I asked|it)(.|!| already.)
That's not what I (asked|said|wanted|ordered)(.|!| at all.)
No(,|.) (that is|that's) (wrong|not right|not it|the wrong one)(| again)(.|!) (I said {number}|Listen|Read it again)(.|!)
(NO|No)! (I said|I told you|It is) {day}, not {day}(.|!)
Wrong (again|once more)(.|!|!!)
You (got|booked|sent|cancelled) the wrong {thing}(!|.| again.| again!)
You (messed|screwed) (up|it up)(| again| my {thing})(.|!)
(This|That|It) is {bad}(.|!|!!)
Your (service|support|company|website|app|system) is {bad}(.|!|, honestly.)
(Absolutely|Completely|Totally|Utterly) {bad}(.|!)
{bad}(.|!|!!)
Worst (service|company|support|experience) (ever|I have ever had|I've seen)(.|!)
I('m| am) (sick|tired|sick and tired|fed up|so done|done|losing patience) (with|of) (this|{you}|waiting|your excuses|your {thing}s)(.|!)
I am (so|really|extremely|beyond|very) (angry|annoyed|frustrated|upset|disappointed|irritated|mad)(.|!| right now.| about my {thing}.| with {you}.)
I('ve| have) had (enough|it)( of this| with {you}|)(.|!)
Enough(.|!) (I want|Get me|Give me) (a manager|your supervisor|a human|a real person|someone competent)(.|!)
(Get|Give) me (a manager|your boss|a supervisor|somebody who can help)(.|!| now.| right now!)
I want (to speak|to talk) to (a manager|your supervisor|a real person)(.| now.|!| immediately!)
I demand (my money back|a refund|to speak to a manager|an explanation)(.|!)
I want my money back(.|!| now!) (Thieves|You crooks|This is fraud|You lied to me)(.|!)
You (charged|billed) me (twice|{times}|again)(!|.) (Fix it|Give it back|How is that possible)(!|.|?)
Nobody (cares|helps|answers|knows anything|calls back)(.|!|, typical.)
Nobody ever (called|calls|got back to me|answers)(.|!)
You (promised|said) (it would be here|to call me back|a refund) {day}(.|!) (You lied|Nothing came|Another lie|And? Nothing)(.|!)
You keep (saying that|promising|telling me to wait|sending me in circles|asking the same thing)(.|!)
I keep getting (passed around|the same answer|sent from one person to the next)(.|!)
Nothing (works|ever works|has been fixed|has happened)(.|!| as usual.)
It (still|STILL) (doesn't|does not) work(.|!|!!) (What now|I give up|How hard can it be)(?|.)
How hard can (it|that) be(?| to send a {thing}?| to get one thing right?)
How (incompetent|stupid|dumb|slow|clueless) (can you be|are you|is this bot)(?|?!)
You('re| are) (an {insult}|such an {insult}|all {insult}|{insult})(.|!)
(Stupid|Useless|Dumb|Worthless|Idiotic) (bot|robot|machine|system|chat|thing|assistant|question)(.|!)
This (bot|chat|robot|machine) is (useless|so dumb|no help|a joke|driving me crazy)(.|!)
You('ve| have) been (no help|useless|no use|zero help)(.|!| at all.| whatsoever.)
(You|That) did(n't| not) help( me|)( at all|)(.|!)
Thanks for nothing(.|!|, bye.|...)
Great(,|.) (just great|just what I needed|another excuse|thanks a lot for nothing)(.|!)
Oh (wonderful|great|perfect|brilliant)(,|.) (another {wait} of waiting|now it's broken again|so nothing works|that helps a lot... not)(.|!)
(Wow|Nice)(,|.) (what great service|so helpful|that took only {wait}|really impressive). (Not.|I'm being sarcastic.|Unbelievable.)
Forget it(.|!|, you can't help.| then.|, I'll do it myself.|. Useless.)
(Never mind|Nevermind)(, you're no help.|. I'll go somewhere else.|, this is pointless.|! Forget it!)
I('ll| will) (take my business|go) (elsewhere|somewhere else|to your competitor)(.|!)
I'm (cancelling|leaving|closing) (everything|my {thing}|my account)(,|.) (this is {bad}|I've had enough|never again)(.|!)
Never again(.|!) (Worst {thing} ever|What a company|I will tell everyone)(.|!)
I('ll| will) (report|sue) {you}(.|!)
You will hear from my lawyer(.|!)
(Shut up|Be quiet|Get lost|Go away)(!|.| and get me a person.)
(God|Jesus|Oh my god|For heaven's sake|For crying out loud)(,|!) (just fix it|how long can it take|not again|this is {bad})(.|!|?)
(Argh|Ugh|Grr|Arrgh)(.|!|, not again.|, this is so annoying.|!! Why is this so hard?)
Whatever(.|, just do it.|, I give up.|. Bye.)
I give up(.|!|, you are hopeless.)
What part of ("cancel"|"no"|"{day}"|that) don't you understand?
Do I look like I (care|have time|know)?
None of (your business|that helps me)(.|!)
(Not|That's not) (good|) enough(.|!)
I couldn't care less(.|, just send the {thing}.|, fix it.)
You don't (care|get it|understand)(.|!|, do you?)
(Why|How come) (is it|does everything) (always|take) (so hard|so long|so complicated)(?|?!) (I'm fed up|It's {bad}|Come on)(.|!)
Come on(!|, how long does it take?|, this is silly.)
(Took|It took) you long enough(.|!)
About time(.|!|...)
(Finally|At last)(,|.) after {wait}(.|!) (What a service|Not impressed|I nearly gave up)(.|!)
I need (it|my {thing}) (now|NOW|right now|today), not (next week|in {wait}|someday)(.|!)
I'm not going to (say it again|repeat that|wait any longer|pay for this)(.|!)
I won't (pay|wait|accept this)(.| any longer.|!)
Your colleague (told me|said) (the opposite|something else|it was done). (Do you people talk to each other|Who is lying|Make up your minds)(?|.|!)
You hung up on me(.|!) (Rude|Unbelievable|{times}!|Why)(.|!|?)
So you (can't|won't) help me(.|?|!) (Typical|Figures|Great|What a surprise)(.|!)
That figures(.|...)( Nothing ever works here.|)
What a surprise(.|, it failed again.|...)
(My|The) {thing} is (broken|late|gone|wrong) again(,|.) (and nobody does anything|I can't believe it|how is this possible|thanks to you)(.|!|?)
I (expected|expect) (better|more) (from {you}|from a company like yours|for that price)(.|!)
(If this is how you treat customers|With service like this)(,|) I (wonder how you stay in business|understand why people leave)(.|!)
I('d| would) be (delighted|thrilled|amazed) if (someone|anyone) (finally|ever) (called me back|answered|read my messages)(.|!)
I (guess|suppose) I('ll| will) just (wait another {wait}|sit here for {wait}|pay for nothing) then(.|...|!)
You (said|told me|promised) {day}(.|!) (It is {day}|It's {day} now|Nothing came|Where is it)(.|!|?)
(F***|Screw|Damn) (this|that|it|you|your {thing})(.|!|!!)
(What the f***|WTF|Wtf)(?|!|, {you}?|, where is my {thing}?)
"""

# Matter of fact: most of what customers write. A problem told calmly is calm.
CALM = """
No(.|)
No, (that's all|that is all|that's it|that would be all|nothing else|not today|not yet|not right now|it's not|I didn't|I don't)(.|)
Nope(.|, that's all.|, that's it.)
No thanks(.|, that's all.|, I'm good.)
No thank you(.|, bye.|, that will be all.|, have a good day.)
(No|Nope), (just|only) (the one|that one|{number}|me|one bag)(.|)
No(,|.) (bye|goodbye|good night)(.|)
No(,|.) (the other one|I meant {day}|the {colour} one|make it {time})(,|.|) (please|thanks)(.|)
Not (really|that I know of|yet|today|sure)(.|)
(Yes|Yep|Yeah|Yup|Sure|Ok|OK|Okay|Right|Correct|Exactly|Alright)(.|)
(Yes|Yeah), (that's right|that's correct|please|please do|that works|go ahead|that one|I am|it is|I do)(.|)
(Ok|Okay|Sure|Alright)(,|.) (one moment|let me check|give me a second|I'll wait|I'll look|that's fine|sounds good)(.|)
(Hi|Hello|Hey|Good morning|Good afternoon|Good evening|Hi there)(.|,|!|)
(Hi|Hello)(,|.) (I have a question about my {thing}|I need help with my {thing}|can you help me with my {thing})(.|?|)
(Hi|Hello|Hey), (this is|my name is|I'm|it's) {name}(.|)
{name}(.|)
{name} {surname}(.|)
(It's|It is|My name is|I am|I'm|This is|The name is) {name}( {surname}|)(.|)
(The name|It) is {name}, (booking|order|account|customer) (number|no.|) {number}(.|)
{number}(.|)
(It's|It is|My number is|The number is|Order|Account|I think it's|That would be) {number}(.|)
{day}(.|, please.| at {time}.|)
{time}(.|, please.|)
(On|For|Maybe|How about|What about) {day}( at {time}|)(?|.|)
{day} (works|is fine|would be best|doesn't work for me|is not possible), (thanks|please|can we do {day}|but {day} is)(.|?|)
{place}(.|)
(To|From|Near|In|At) {place}(.|, please.|)
From {place} to {place}(.|, please.|)
(The|A|Just the) {colour} one(.|, please.|)
{size}(.|, please.|)
({number}|two|three|four) (people|guests|of us|nights|bags|tickets)(.|)
I don't (have|know|remember|recall) (it|that|the number|my number|my PIN|the date|his name|the order number)(.|, sorry.| right now.| by heart.| off the top of my head.)
I (can't|cannot) (find|remember|see|open|recall) (it|the number|the code|my PIN|the email|the link)(.|, sorry.| right now.| at the moment.)
I'm not sure(.|, let me check.|, maybe {number}.|, I think {day}.)
(Sorry|Oh, sorry|My mistake|Oops)(,|.) (I meant {day}|it's {number}|that was a typo|wrong number|I mixed that up|it should be {number})(.|)
(Actually|Wait|Hold on|Sorry)(,|) (I changed my mind|make it {time}|{day} is better|make that {number}|let me check|it's the {colour} one)(.|, please.)
(Never mind|Nevermind)(, I found it.|, it works now.|, I got it.|, thanks.)
(I forgot|I've forgotten|I lost|I can't remember) my (password|PIN|login|order number|card)(.|, what should I do?|, can you help?| and need a new one.)
(I'd like|I would like|I want|I need|I'm looking|Can I get|Could I have|Please help me) to (change|cancel|check|book|track|return|renew|update|move) (my|the) {thing}(.|, please.| please|?)
(Can|Could|Would) you (please |)(check|change|cancel|book|track|resend|look up|update) (my|the|that) {thing}( for me|)(?|, please?)
(What|When|Where|How) (is|about) (the|my) {thing}(?|, please?)
(When|By when) (will|can|should) (my|the) {thing} (arrive|be here|be ready|be refunded|be booked)?
How (long|much) (does|will) (it|the {thing}) (take|cost)?
How do I (return|cancel|change|pay for|renew|track|activate|reset) (my|a|the) {thing}?
(Is|Are) there (any|a) (fee|discount|delivery on {day}|other option|table at {time}|room with a view)(?|s?)
Do you (have|offer|deliver) (it in {colour}|it in {size}|on {day}|to {place}|gift cards|parking)?
(What|Which) (documents|information|details) do you need(| from me)?
(My|The) {thing} (has not|hasn't) (arrived|come|been delivered|shown up) (yet|so far)(.|, can you check?|, could you look into it?|. It was due {day}.)
(My|The) {thing} (arrived|came) (damaged|broken|late|without the box|in the wrong colour)(.|, can I return it?|, what can we do?|. I'd like another one.)
(My|The) {thing} (is|was) (not working|broken|blocked|declined|cancelled|missing|lost|wrong)(.|, can you help?|, what do I do?|. Could you check please?)
(There is|I see|I found) a (charge|payment|fee|transaction) I (don't recognise|didn't make|can't explain)(.|, can you check?|. It's for {number}.)
(Someone|Somebody) (stole|used|took) (my card|money from my account|my phone)(.|, I need to report it.|, please block it.)
I (was|got) charged (twice|{number} too much)(.| for my {thing}.|, can you refund one of them?|. Could you have a look?)
I need to (report|block|replace) (a stolen|a lost|my) (card|phone|bag)(.|, please.)
I (received|got|ordered) the wrong (size|colour|{thing})(.|. Can I exchange it?|, how do I send it back?)
It('s| is) (not|) (for two|a gift|for {day}|for {number} people|the last one|on my card)(.|)
It (says|shows) (error {number}|"declined"|"pending"|that it was delivered|nothing)(.|, what does that mean?)
I (tried|have tried) (that|it|restarting|another browser) (already|) (and it didn't work|but no luck|with no luck), (anything else I can try|what else can I do)?
I (didn't|did not) (get|receive) (an email|a code|the confirmation)(.|. Can you resend it?|, could you send it again?)
I (don't|do not) need (it|that|the {thing}) any more(.|, can I cancel?|, please cancel it.)
I don't (want|need) (breakfast|insurance|a bag|the extra {thing})(.|, just the {thing}.)
I('d| would) rather (have|go on|take|not have) ({day}|the {colour} one|the earlier one|that)(.|)
(Not|Nothing) (that one|before {time}|on {day}), (please|something later|thanks)(.|)
(Hmm|Um|Uh|Well), (let me see|I think {day}|{number}|maybe {time}|not sure)(.|)
(Anything|Whatever) (is fine|works|you recommend|is cheapest)(.|, thanks.)
(Any|Either) (time|day|one) (is fine|works for me)(.|)
I'll (think about it|check and come back|try that|wait|call back {day}|take it)(.|, thanks.|)
I (see|understand)(.|, ok.|, thanks for explaining.)
Got it(.|, thanks.|!)
(Thanks|Thank you|Thank you so much|Many thanks|Cheers|Great, thanks|Perfect, thanks|Thanks a lot)(.|!|, bye.|, {name}.| for your help.| for the quick reply.)
(That's|That is|Sounds) (great|perfect|good|fine|wonderful|helpful|all I needed)(.|!|, thank you.)
(You've|You have) been (very|so|really) helpful(.|!|, thank you.)
(Bye|Goodbye|Have a nice day|Take care|See you)(.|!|)
(My|The) (email|address|phone number|postcode) is (on the account|{number}|the same as before|{place})(.|)
(I'm|I am) (travelling|moving|flying) to {place} {day}(.| and need to change my {thing}.|)
(Is|Was) (it|that|the {thing}) (included|insured|refundable|in stock|open on {day})?
(One|Two) more (thing|question)(:|s:|,) (can I pay by card|do you deliver to {place}|is {day} possible|how do I get the invoice)?
(Not|That's not|It's not|It wasn't) (bad|too bad|a problem|so bad|the end of the world)(.| at all.|, thanks.| actually.)
(No|Not a) problem(.| at all.|, I can wait.|, take your time.|!)
(No worries|Don't worry|No hurry|No rush|Never mind that)(.|, take your time.|, it's fine.|, that happens.)
I('m| am) not (angry|upset|annoyed|unhappy|complaining|in a hurry|disappointed)(.| at all.| with you.|, just asking.|, only curious.)
I (have nothing to complain about|can't complain|am not unhappy with the {thing}|had no problems so far)(.|, thanks.)
(It's|This is) not your fault(.|, don't worry.|, thanks for trying.)
(Sorry|I'm sorry|Apologies) (for being (rude|short|impatient) earlier|for the trouble|to bother you|if I was rude)(.|, you are doing great.|, thanks for your patience.)
(It|The {thing}) was (terrible|a mess|broken|annoying) (at first|before|yesterday) but (you fixed it|it works now|now it's fine)(,|.) (thank you|thanks|great)(.|!)
I was (annoyed|upset|angry|worried|frustrated) (at first|before|yesterday) but (that's sorted|it's fine now|you helped a lot|all is well now)(.|, thanks.)
(The|This) (weather|rain|traffic|cold) is (awful|terrible|horrible|bad) (today|here)(,|.) (can I get a taxi|I'd like to move my appointment|can we do {day})(?|.|)
My (father|mother|aunt|grandfather) (died|passed away)( last month|) and I need to (close|transfer) (the|an) account(.|, what do I do?)
(I'm|I am) (sad|worried|nervous|tired|stressed|sick) (today|about work|because of the move)(,|.) (but|so) I need to (move|change|book) (my|a) {thing}(.|, please.)
I hate to (bother you|ask), but (can you check my {thing}|is {day} possible)?
That's (too bad|a pity|a shame|unfortunate)(.|, ok.|, maybe {day} then.|, thanks for checking.)
I (hate|don't like) (the {colour} one|early flights|spicy food|phone calls)(,|.) (can I have|do you have) (another|the {colour} one|something else)?
(Sorry|Excuse me|Please excuse me)(,|) my English is not (so|very|) good(.|, I hope you understand.|, I will try to explain.)
(Keep going|Go on|Go ahead|Carry on|Continue|Next)(.|, please.|, I'm listening.|!)
(Great|Good|Nice|Super|Lovely)(,|!) (it's already here|it's already in my account|it arrived|it works now|I see it now|that was quick|we're already there)(.|!|, thanks.)
(A dry mouth|Dry mouth|A sore throat|Headaches|A fever|A cough|Back pain|Toothache|A rash|Feeling dizzy)(.|, since {day}.|, for {wait}.| and a bit tired.)
(Hi|Hello|Good morning)(,|.) (I can't|I cannot|I'm unable to|I am not able to) (log in|open my {thing}|pay|see my {thing}|find the confirmation|reach the page)(.|, can you help?|, what can I do?| since {day}.)
(Hi|Hello|Good afternoon)(,|.) my {thing} (doesn't|does not|won't) (work|open|load|start|show up)(.|, could you help me?|, what should I try?| on my phone.)
Unfortunately (it|that) (doesn't|didn't|does not) (work|help|change anything)(.|, what else can I try?|, thanks anyway.)
I (already|just) (did that|tried that|restarted it|sent it|paid|checked it)(.| yesterday.| and it worked.|, what is next?|, all fine.)
It's still (the same|not there|loading|pending|open)(.|, should I wait?|, can you check again?|, but I can wait.)
(Yes|Ok)(,|.) (still|already) (here|there|waiting|done)(.|, take your time.|, no rush.)
I have (a question|a problem|an issue|some trouble) with (my|the) {thing}(.|, can you help?|)
(Please|Could you) (explain|tell me) (why|how) (my|the) {thing} (was cancelled|is on hold|costs {number}|changed)(?|.)
"""

POSITIVE_START = re.compile(r"^(thank|many thanks|cheers|great, th|perfect, th|that's (great|perf|wond|help)|you.ve been|you have been|sounds (great|wond))", re.I)

_choice = re.compile(r"\(([^()]*\|[^()]*)\)")
_slot = re.compile(r"\{(\w+)\}")


def _fill(template, chance):
    while _choice.search(template):
        template = _choice.sub(lambda found: chance.choice(found.group(1).split("|")), template)
    text = _slot.sub(lambda found: chance.choice(SLOTS[found.group(1)]), template)
    return " ".join(text.split())


def _as_typed(text, chance):
    """People do not type as they should; both moods get the same slips, so that nothing is learned from them."""
    roll = chance.random()
    if roll < 0.3:
        text = text.lower()
    elif roll < 0.36:
        text = text.upper()
    if chance.random() < 0.25:
        text = text.rstrip(".!")
    elif chance.random() < 0.12:
        text = text.rstrip(".!?") + chance.choice(["!", "!!", "...", "??", "!!!"])
    if len(text) > 8 and chance.random() < 0.08:
        at = chance.randrange(1, len(text) - 2)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def _written(templates, number, seed):
    chance = random.Random(seed)
    lines = [line for line in templates.strip().split("\n") if line]
    found = set()
    for turn in range(number * 20):
        if len(found) >= number:
            break
        found.add(_as_typed(_fill(lines[turn % len(lines)], chance), chance))
    return sorted(text for text in found if text)


def support_phrases(frustrated=5000, calm=9000):
    """
    (text, 3-way label or None, frustrated): angry ones are negative, thanks are positive, short answers neutral. A calm
    report of something bad is left open: whether it is negative, people who label tweets see otherwise than we do.
    """
    rows = [(text, 0, True) for text in _written(FRUSTRATED, frustrated, 1)]
    return rows + [(text, _way_of(text), False) for text in _written(CALM, calm, 2)]


def _way_of(text):
    if POSITIVE_START.match(text):
        return 2
    return 1 if len(text.split()) <= 5 else None
