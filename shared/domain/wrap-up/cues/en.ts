import { type Cues, table } from './cues.ts'

const { words, phrases } = table

const IRREGULAR = new Set(
  words(
    'sent made done found put set taken given gone got gotten been spoken written paid cut left told brought built held kept lost met ' +
      'sold shown run reset begun chosen seen heard read rebooked resent withdrawn undone let',
  ),
)
const NO_PARTICIPLES = new Set(words('need indeed feed speed seed'))

export const english: Cues = {
  isSpaced: true,
  greetings: phrases(
    'hello | hi | hey | hi there | hello there | good morning | good afternoon | good evening | greetings | dear',
  ),
  courtesies: words(
    'thanks thank you ok okay yes no yeah yep nope sure great perfect awesome cool fine good right alright bye goodbye please sorry ' +
      'welcome nice day wonderful excellent lovely cheers hmm um uh oh well lol haha sir madam mate',
  ),
  asks: phrases(
    "i want | i need | i would like | i'd like | i wanna | i'm looking | i am looking | looking for | looking to | i wish | can you | could you | can i | could i | may i | " +
      "would you | will you | help me | help with | i have to | i was hoping | i'm trying | i am trying | i'm calling | i am calling | i'm writing | please | how do i | how can i | " +
      "how much | how long | what is | what's | what are | when is | when will | where is | where's | why is | why was | why did | is there | are there | do you | i like to | i'd love | " +
      "want to | need to | would like to | like to | wanted to | trying to | get my | find me | book me | tell me | give me | cancel my | change my | check my | let's | i must | i gotta | i got to | interested in | " +
      'need a | need an | need my | want a | want an | want my | wondering | question about | question on | report',
  ),
  problems: phrases(
    "not working | doesn't work | does not work | isn't working | didn't | did not | can't | cannot | won't | hasn't | has not | haven't received | never arrived | never received | " +
      "wrong | don't want | do not want | " +
      'broken | damaged | defective | missing | lost | stolen | charged | overcharged | error | failed | fails | late | delayed | locked out | forgot | ' +
      "unable | problem with | issue with | trouble | fraud | hacked | scam | still waiting | not received | stain | too small | too big | doesn't fit | wrongly",
  ),
  questions: words(
    'what when where why who whom whose which how can could would will do does did is are am was were may should has have any',
  ),
  generic: words(
    'help question questions assistance assist problem problems issue issues need want like looking wondering something thing things ' +
      'someone speak talk chat today now assistant robot bot hoping trying support quick already really actually anyway guess think know mean maybe stupid',
  ),
  done: phrases(
    'has been | have been | is now | are now | successfully | was successful | is confirmed | are confirmed | is done | are done | all done | all set | is booked | are booked | is scheduled | ' +
      "is complete | is completed | went through | you're booked | you are booked | is reserved | i just | confirmed | was sent | was submitted | was cancelled | was refunded | " +
      'were refunded | was updated | number is | id is | reference is | ticket number | case number | confirmation number | completed | got it booked | got you | changes done',
  ),
  auxiliaries: phrases("i have | i've | we have | we've | i had | i"),
  isParticiple: (word) => IRREGULAR.has(word) || (word.length > 4 && word.endsWith('ed') && !NO_PARTICIPLES.has(word)),
  failed: phrases(
    'unfortunately | not able to | unable to | was not successful | unsuccessful | failed | not available | no longer available | cannot accept | cannot authenticate | could not find | could not be | ' +
      "couldn't find | couldn't be processed | can't accept | no room available | no viewing available | we cannot | we can't | i cannot | i can't | not possible | not eligible | declined | rejected",
  ),
  promised: phrases(
    "i will | i'll | we will | we'll | you will receive | you'll receive | you will get | you'll get | you will be | you'll be | will be sent | will be refunded | will be credited | " +
      'will be delivered | will be processed | will be shipped | will contact | will call | will email | will get back | should receive | should arrive | will arrive | will receive | ' +
      'are going to | will reach out | will follow up | will notify | someone will | they will | he will | she will | a member of | a colleague will | our team will | the team will | will take care | will be in touch | will be here | will be there | will be with you',
  ),
  immediate: phrases(
    "let me | one moment | bear with me | just a moment | just a second | i'll need | i will need | i'll just need | i'll check | i will check | i'll look | i will look | i'll see | i will see | " +
      "i'll be happy | i will be happy | i'd be happy | i'll be glad | i'll have to ask | i'll help | i will help | i'll be able | will that be | i'll try | i will try | i'll take a look | " +
      "i'll find out | i'll pull | i will pull | i'll get started | i will be able | we'll need | we will need | i'll do my best | i'll be right back | i'll go ahead | i will go ahead | i'll ask | i will answer | i'll answer | i will indicate | soon i will",
  ),
  later: phrases(
    'get back to you | call you | email you | contact you | let you know | in touch | within | by tomorrow | tomorrow | business days | working days | hours | in due course | asap | as soon as | ' +
      'shortly | send you | refund | follow up | notify you | next week | by the end of',
  ),
  closings: phrases(
    'anything else | what seems | what happened | search for any more | any more questions | do you know how | what is the problem | what is the issue | can i change for you | your request now | tell me more | something else | how can i help | how may i help | what can i do for you | can i help you | can i help | how can i assist | may i assist | how may i assist | what can i help | help you with | assist you with | more i can do | ' +
      'have a nice | have a great | have a good | goodbye | thank you for | welcome to | my name is | enjoy your | nice day | pleasure | happy to help | sorry to hear | i understand | i apologize | apologise | no problem | you are welcome | you are very welcome | glad i | still there | are you there',
  ),
  offers: phrases(
    'would you like | should i | shall i | can i book | can i proceed | can i reserve | can i confirm | can i move | may i book | do you want me | want me to | could you try | do you know how | would you require',
  ),
  misunderstood: phrases(
    "don't understand | do not understand | quite understand | didn't understand | did not understand | don't quite | not sure what you mean | only able to help | can only help | did not catch | didn't catch | please rephrase",
  ),
  secrets: phrases(
    'pin | pin number | pincode | password | passcode | passphrase | cvv | cvc | security code | security number | security question | security answer | maiden | pet | pets | childhood | one time code | verification code | secret',
  ),
  reveals: phrases(
    'password is | pin is | passcode is | code is | password: | pet is | pet was | maiden name is | maiden name was',
  ),
  labelAfter: words('ask get have me provide is with need confirm know share was give'),
  labelBefore: words('your the'),
  labelEnds: words(
    'please as so for that which who to in and or again now today with you i we if when before is was at on from',
  ),
  times: words(
    'monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow yesterday noon midnight january february march april june july august september october november december weekend',
  ),
  stop: words(
    'the a an and or but if then so of to in on at by for with from as is are was were be been being am do does did have has had i you he she it we they me him her us them my your his its our their this that these those there here ' +
      "not no yes can could would will shall should may might must just also very too than what which who whom when where why how all any some i'm i've i'd i'll you're it's that's don't isn't get got go going up out about into over again more most other only own same please",
  ),
}
