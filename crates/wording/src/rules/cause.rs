//! What excuses and shifted blame look like, as patterns: what circumstances are made to carry. How
//! they read is told at [`grammar`](crate::grammar), their flags at
//! [`rules`](crate::rules).

/// A cause that makes it small or somebody else's.
pub(super) const ONLY_BECAUSE: &str = "
it|this|that|which|@it|everything|all was|is|'s|happened|started|@did ~1 @just because|down|due !!@kindness
@it happened|started|came ~1 because|due !i|we !!@kindness
@it ~2 @just because|due|down|since !!@kindness
i|we|@it @be|@did|@have|'d? ~1 @just ever? ~1 @harm|-lost|@misdeed|@kinds|@wrong ~10 because|since|out !!@kindness
i|we @just ever? ~1 @harm|-lost|@misdeed|@wrong ~6 as|so|when ~1 @they|i|it
i|we ~1 @harm|@misdeed|@kinds|@wrong %12 @just because|due|out|since|for|to !!@kindness !@them|me|us|a|her
i @just ever? ~1 @harm|@misdeed|@kinds|did ~6 to ~1 protect|spare|avoid|keep|save|help|make|get|stop|prevent|calm|show|teach|defend|be
i @just ever? ~1 @harm|did ~6 so that? @they|i|it
i @just @be ~1 @wrong ~6 because|as|since
@just|sole reason why|that|for? i|we|it|this|my ~3 @harm|@misdeed|@kinds|not|was|@wrong|@be|happened !!song|here|calling|know|love|loved|alive|still
@just because !!@kindness|mean|means|make|makes ~1 @they|@their|nobody|everyone|no|otherwise|i|we ~4 @state|@strong|@harm|-lost|@bother|@wrong|never|not|no|always|listening|@fury|heard
@just because !!@kindness ~1 of THING|@bare|stress|THEIRS|@their
+ @just|all because of|i|@they|it|that
@bare|THING|drunk|@state ~1 talking|speaking
i @be not|hardly|barely ~2 myself that|then|at|when|because|lately|anymore|those|any|in|$
i @be not|hardly ~1 being? myself that|then|at|when|because
blame|chalk|blaming|put it|that|this ~1 up|down|on ~1 to|on? THING|@bare|the|my !shelf|table
@it @be @just ~1 THING|@bare|jealousy|drink|nerves|frustration|alcohol|habit|reflex|tired|tiredness $|,|talking|and|that
@it @be ~2 THING|@bare that|not|, ~1 me|made|did|caused|talking|speaking
@bare|THING @be to blame|responsible
i @be ~3 @state , that is|'s|was all|it
that|this|it @be all|it @be because
@it|@they @be ~2 @just|simply how|who|what|the|way ~1 i ~1 am|@be|was|grew|made|raised|brought
i|@it @be|@have|@did ~3 because ~2 how|the|way i ~1 was|@be|grew|raised|brought|am
@just|simply because|how|way i ~1 was|@be|grew|raised|brought up|raised|this|that|way|like
if i had|was|were|'d not ~1 been|so|@be ~3 @state|@bare|THING|drinking %8 i|it|this|that|none|nothing|we would|'d|could|might ~1 not|never|have
if it|THING had|was|were not ~1 been|for ~2 THING|@bare %8 i|it|this|that|none|nothing|we would|'d
i @be @just ~1 trying|protecting|defending|joking|teasing|reacting|curious|worried
i @be @just ~1 trying|looking|thinking ~2 to|out ~1 @good|help|protect|for|best|be
i @just ~1 wanted|meant|hoped to ~1 help|protect|spare|keep|avoid|prevent|save
i @just ~1 wanted ~1 @them to
i @harm|@misdeed|@kinds|was ~8 , but? and? @just because|to|out|so
i @harm|did|@acts ~8 for @their|the|our|my own|sake|good|family|safety
i @be ~2 @state ~2 that|all|is|'s all
i|we @be|'d ~2 under|so|too|overly ~2 pressure|stress|much|strain|tired|drunk|stressed|angry ~4 that|to ~1 i? ~1 @harm|-lost|snapped
it|this|that would not|never ~1 have ~1 happened|come|been ~6 if|without i ~1 @had not ~2 @state|@bare|THING
put|down ~1 it|that|this? ~1 down to the? stress|tiredness|exhaustion|alcohol|drink|THING|@bare|my
@it @be|was ~2 down|due to ~1 stress|tiredness|exhaustion|alcohol|drink|THING|@bare|my|THEIRS|@their
@it @be ~1 THING|THEIRS|@bare , ~1 not|it ~1 me|i|makes|made|was
^ ~1 all|only because of|i|@they|the|my
i|we @just ~1 did|do|done|doing|said it|this|that|so|what ~1 for|because|so|out !country|fun !!@kindness
i|we ~1 did|do|done|said|lied|hid it|that|this|all|everything|things ~1 for|out ~1 of|@them|@their|us|love|fear !country
i|we @harm|@misdeed ~4 out of ~1 love|fear|worry|concern|kindness|habit|boredom|desperation|loneliness|jealousy|care|frustration
that|which|it @be|was ~1 the|my|@just ~1 only|sole ~1 reason|cause|motive
my only|sole ~1 motive|reason|intention|aim|goal|thought|wish|crime|mistake @be|was
i would|'d not|never ~4 sober
i did not know what i @be|was|did ~1 doing|saying
otherwise ~1 i would|'d not|never
@it @be @just that|how i|@they|my|we
@it @be ~1 only|just|merely|purely|simply|all ~1 for|about|from|out|to ~1 @their|the|my|our|protect|save|help|keep ~3 sake|good|kids|children|family|best|protection|of|peace|benefit
i @just ~1 needed|wanted ~4 that is|'s why
that is why i ~1 @harm|-lost|snapped
i @harm|@wrong|@misdeed ~5 because i @be|@have|had|'d ~1 so|too|overly|just|really|very|under|had ~1 @state|much|pressure|stress|drink|drinks|lot
the|my ~1 alcohol|drink|drinking|stress|anger|temper|jealousy|medication|depression|illness|exhaustion|tiredness|pressure|hormones ~1 made|makes|did|does|got|gets ~1 me|it|that|the
without ~1 the|my|all ~1 alcohol|drink|drinking|stress|pressure|work|job ~2 i|it|this|none|we ~1 would
had|if i ~1 not|slept|eaten|been|known ~2 been|slept|drunk|sober|so|less ~6 i|it|this|none ~1 would|'d
i|we ~2 @be|had|@have ~2 @state|drinks|drink|bad|rough|stressful|hard|long|lot ~2 , ~1 otherwise|or|normally|that is|'s
nothing ~1 but|more|else than|but ~2 stress|nerves|habit|fear|tiredness|a|jealousy|concern|love|worry|joke
purely|merely|solely|simply because|out|due !!make|mean|@kindness
i ~1 @just ~1 @harm|-lost|@misdeed ~6 to ~1 help|protect|spare|avoid|keep|make|calm|get|save|defend|be|stop
i ~1 meant|mean well
i|my ~1 meant|had|intentions|intention|heart ~1 well|only|were|was|good|best ~1 good|the|best|in|right|intentions
in the heat of ~1 moment
but|though|although|and|, only to ~1 @kind|spare|protect|help|avoid|keep|save|calm|make|get
i|it would|'d not|never ~5 if i|it had|@be|was|were not
nothing to do with @them|@their|love
reason ~2 i ~2 @harm|@misdeed|@wrong ~3 @be|was ~1 just|simply|only
@be @just ~1 trying|meant|meaning ~2 to|well
if i ~2 @harm|@wrong|@misdeed ~3 it was ~1 because|only|just
i|we @be|was|were under ~2 pressure|stress|strain
@just|main|sole reason for ~2 @harm.ing|@misdeed.ing|it|that @be
the|only|whole reason ~1 for ~3 @be
@it @be ~2 THING|THEIRS|@bare that|who|which ~1 did|made|spoke|talked|caused|drove|started|said
i|my|@it|we|THING ~5 @just because|since|due|owing|out !!raining|@kindness|sober|alive|asks|asked|wanted|want
i|my|we ~6 @just !slept|saw|understood|noticed|learned|know|came|found|got|stopped|eat|ate|writing|write|went|go|going|bought|stayed|cooked|moved|wore|watched|it !!stamps|raining|song|bed|shop|town ~6 because|since|due|owing ~2 !!@kindness|sober|alive|writing|group|sponsor ~1 i|@they|@their|it|of|to|there|work|the|my|nobody|everyone|everything|things|words|somebody|someone|we|our
i|my|we ~1 @just ~6 so|as ~1 that|@they|not|i ~1 @they|i|nobody|it|would|could|had|was
one|single|only|sole|simple|main|real|whole ~1 reason|reasons|cause|motive|explanation|excuse !!she|he|they ~2 i|my|for|why|that|of|behind ~5 @harm|@misdeed|@wrong|@acts|@kinds|not|never|was|my|lie|silence|@be !!@kindness|sober|alive|@pretext|love
i|my|it ~12 one|single ~1 reason|cause ~1 only|$|why|,
for the|one ~1 simple|only|sole|single|good|very reason
for ~1 no|one other|reason ~1 reason|than|,
all ~1 it|that|this|i ~1 @be|was|took|did ~1 @be|was
@it|i|my|@harm.ing|all ~6 @be|was|is|'s|came|come|comes|were|put|stemmed|stems ~2 down|due|owing|because|thanks|from|attributable ~1 to|of|, ~2 @outer
because|due|owing|account|thanks|result ~1 of|to ~2 @outer !!@helped|fine|loss|early
i|my|@it|we|that ~8 @harm|@misdeed|@wrong|@lost ~6 because|due|owing|account|thanks ~1 of|to ~2 @outer
without ~2 @outer ~2 , i|we|it|none|this|nothing would|'d
with ~1 all|everything ~1 the? @outer|going|that|on
with ~1 all|everything ~1 that|going|happening ~5 , ~2 i|my|it
i|@it|we|this ~3 would|'d|could not|never ~4 without|sober|but|if ~2 @outer|sober|i|had
@it ~1 @be ~1 just|only|all|simply|merely|probably ~1 the|my @outer !and
the|my|that @outer ~3 got|gets|made|makes|did|does|do|took|takes|brought|turned|turns|had|has|talked|hit|drove|talking|speaking|is|was ~1 to|me|the|it|that|strange|funny|terrible|things|over|out|talking|responsible|blame|speaking !!@lovely|away|week|end|better|fine|job|good
stress|alcohol|drink|tiredness|exhaustion|hunger|pain|grief|pressure|jealousy|fear|depression|hormones|loneliness ~1 does|do|did|makes|make|brings|bring|changes|turns ~1 that|strange|things|funny|people|it|me|anyone|you|out|a
that|this|it|which ~1 @be ~2 what ~1 @outer ~2 does|do|did
@outer ~1 does|do that|this|strange|funny|things|it
blame ~1 it|that|this|my|the|on ~1 on|the|my|that|to ~1 the|my|a|being|@outer
@outer @be|is|was ~1 to blame|responsible|fault
i|we ~1 @be|was|were|had|'d|felt|have ~2 @just|so|very|too|overly|completely|dead|absolutely|terribly|that|been ~1 @pretext ~1 that|is|'s|, that|is|'s|it ~1 all|why|how|was
i ~8 because|since|as i ~1 @be|was|had|'d|felt|have ~2 been? ~1 @just|so|very|too|overly|completely|dead|absolutely|terribly|really|simply ~1 @pretext
, i ~1 @be|was ~2 @pretext ~1 that|, that|is ~1 is|'s|all
i ~1 was|@be ~3 @pretext , ~1 that|this 's|is|was ~1 all|it|why
i|we ~1 have|had|'d|@have ~1 had|been? ~3 rough|bad|long|awful|terrible|hard|stressful|horrible|hellish|nightmare|difficult|hell|few|too|much|lot|couple ~2 day|week|month|year|time|night|patch|drinks|glasses|drink|much|of|to|on|shift ~2 , ~1 that|so|otherwise|or|it|this|and ~1 is|'s
you try
i @be not|hardly|barely ~1 myself ~2 that|then|at|when|because|lately|anymore|those|any|in|$|since|during|after
i @be|was not|hardly|barely ~2 in ~1 my|a|the ~1 right|good|best|self|normal|proper|place|mind|state|head
i @be|was ~1 in a ~2 bad|dark|terrible|difficult|rough|rotten|strange|low|fragile ~1 place|mood|way|state|spot|phase|patch|period|time|shape
i|we @be|was|were|had ~2 under ~2 pressure|stress|strain|weather|medication|influence|attack|load|cloud
too|overly|that ~1 much|little|many|few ~1 on|to|sleep|wine|coffee|work|stress|drink|beer|pressure|going|time|deadlines|whisky ~2 my|our|drink|that|night|at|in|$|, ~1 plate|mind|,
that is|'s|was why i ~2 @harm|@misdeed|@wrong|@did|never|not|forgot|was|got|@be !!sorry|writing|grateful
which is|'s|was why i ~2 @harm|@misdeed|@wrong|snapped|forgot|lost|got
with ~1 the ~1 best ~1 intentions|intention|will
i|we|it|that|@it ~1 @harm|@misdeed|@be|was|did|@acts|meant|@kinds|only ~8 for @their|the|our|my|own ~1 own|sake|good|family|safety|peace|protection|benefit|kids|children|future
i @be|was ~1 @just|only|simply|merely ~1 trying|looking|protecting|defending|being|thinking|joking|teasing|reacting|curious|worried|concerned|stressed|tired|testing|doing|helping
i|we @just|only|simply|merely ~1 wanted|meant|tried|hoped|intended|needed|thought|did|said|lied|hid|kept ~6 to|peace|it|protect|help|best|reassure|spare|calm|attention|some|because !win|hurt|hello
in ~1 my defence|defense
i @be|was ~1 young|raised|brought|taught|born|drunk|high|asleep|ill|sick|depressed|pregnant|hormonal|hungry|hangry ~1 and|up|to|that|at|then|, ~1 stupid|foolish|naive|in|to|a|like|that|with|it|knew|did
i @be|was ~1 @just|only|still ~1 a|barely|hardly|so ~1 kid|child|boy|girl|teenager|young|twenty|nineteen|eighteen|student
i|@it ~3 get|got|gets|have|had|inherited|learned|learnt|picked|comes|came|runs|took ~1 it|that|this|my|temper|from ~2 from|in|after ~1 my|the|@people ~1 father|mother|dad|mum|family|parents|childhood|side|home
my ~2 father|mother|dad|mum|parents|grandfather ~1 was|were|did|always|never|had|hit|beat|shouted|drank|taught|raised|left ~5 , ~2 so|that|i|it|what|you
nobody|no|never ~3 taught|showed|told me ~1 how|to|anything|better|otherwise|different
that|this|it is|'s|was ~1 how i ~1 was|@be|got|grew|learned|learnt|know|cope|show ~1 raised|brought|taught|up|it|to|built
i ~1 only|just ~1 know|knew|learned|learnt|saw one|that|this|shouting|silence ~1 way|$
my ~3 adhd|depression|anxiety|illness|trauma|addiction|disorder|condition|diagnosis|hormones|medication|meds|upbringing|childhood|past|autism|bipolar|insecurity|insecurities|ptsd ~3 makes|made|meant|means|does|did|explains|is|was|played|caused|took|drove|got ~1 me|it|that|i|why|the|to|responsible|a|behind
@harm|@misdeed|@wrong|snapped|@did ~5 because ~1 i ~1 had|'d|@be|was|have|felt ~2 @pretext|much|little|day|work|drink|drinks|drinking|deadline|sleep|slept|pressure|stress|under|headache|migraine|fever|pain|things|lot|hurt
nothing ~1 to do with @them|@they|@their|love|us
i ~1 do|@did|would|'d not|never ~1 normally|usually|otherwise|really|generally|ever ~1 @harm|@misdeed|@acts|do|behave|be|am|talk|say
normally|usually|ordinarily|otherwise i ~1 would|'d|@do|@be|never|am ~1 not|never|the|a|very|calm|patient
i|it ~2 would|'d not|never ~1 have ~6 on|without|had|if|were|but ~2 any ~1 other|normal|different|ordinary
@it @be ~2 reaction|response|reflex|symptom ~1 to|of|for|effect|from|$
i was|@be ~1 only|just|simply ~1 reacting|responding|acting ~1 to|out|as|from|on|like
it was ~2 my|the ~1 only|way ~1 way ~2 of|to ~1 cope|coping|showing|show|survive|surviving|dealing|protecting|saying|protect
hurt people ~1 hurt
i|@it|my ~8 out of|from ~1 sheer|pure|desperation|exhaustion|love|fear|worry|concern|habit|boredom|loneliness|frustration|care|shame|panic|necessity|insecurity|shock|tiredness|kindness|pity|guilt|grief|pain|stress ~1 $|,|and|fear|panic|desperation|exhaustion|love|for|frustration|that|boredom|loneliness|not !!sorry|apologised
that|this|it|there 's|is|was|@be ~2 the ~1 whole|only|entire|full|simple|sole|real ~2 explanation|reason|story|cause|secret|truth|answer !!love|here
that is ~1 all there ~1 is to
only|just|simply|purely|merely|solely since|because|due|out ~1 i !!mean|means|does|make
my|the|one single|only|sole|one|main ~1 motive|motives|reason|intention|intentions|aim|purpose|thought|wish|concern|crime|sin|mistake|fault|goal|cause ~4 @be|is|was|were !!she|ashamed|love|here
@it|i|we ~1 @be|was|were ~1 because|cos ~1 of|i|my ~2 my|the|of ~2 @outer
@outer|lag|sugar|moon|mercury|beer|wine|devil|fever ~2 was|is|were|@be ~2 speaking|talking|driving|acting|responsible|shouting|writing|behind
blame ~2 the|my|it|that|on ~2 @outer|beer|wine|sugar|lag|@bare|THING
@it|that|they|it|the|my|i|harsh|insults|words|outburst ~4 came|comes|come|stemmed|stems|sprang|arose|resulted|springs|flowed ~2 purely? ~2 from|out ~2 of? ~2 the|my|a|sheer|pure|exhaustion|stress|fear|love|worry|lack ~2 @outer|lack|place|love|insecurity|worry|exhaustion|pain|hurt|sleep|care|concern
, not ~1 from|because|of|for me $
from|because|with @them|@their|THING|@outer , not ~2 from|because|with me
not ~2 cos|because i|@they did not|never ~2 care|love|mean|want|like
not because i ~2 @did|do|wanted|am|meant not?
i ~4 because|since|as ~2 i ~2 was|felt|@be|had|have|got ~2 so|too|overly|very|just|really|simply|half|dead|completely|frightened|under|no ~2 @pretext|@state|of|sleep|much|pressure|stress|time
it|that|@it ~2 had|has|have|was|is|'s ~2 everything|more|a|to|all|mainly|mostly|only ~2 to do with
had|has ~2 to do with ~2 my|the|a|work|stress
if|had ~1 i|it|the ~2 had|not|@outer ~2 not|been ~2 been|so ~2 @pretext|ill|so|@outer ~8 , ~2 i|it|this|none|nothing|we ~1 would|should|'d|might
had i !!sober ~2 not|been|slept|eaten|had ~6 i|it|this|none|nothing|we|, ~2 would|should|'d|might
? is|was|@be it|that|i any ~2 wonder|surprise
try ~2 being|working|staying|keeping|living|raising|sleeping ~3 on|with|after|without|for
on ~2 two|three|four|no|little|five hours|sleep ~2 of? sleep|a|,
after ~2 a|such|ten|eleven|twelve|nine|fourteen|that|the|all|two|three ~2 day|week|shift|hours|month|year|journey|night|bottle|glasses|beers|drinks|commute|drive|flight ~4 , ~2 i|anyone|you|who|my|one|of|what|it|nobody|everybody ~2 would|'d|could|was|snapped|had|just|simply|@harm.past|lost|forgot|said|have
i|my ~2 had|was|were|got|felt|been ~3 out|off|on|at|over|full|empty ~2 of|end|edge|top|a ~2 sorts|tether|rope|edge|sleep|short|fuse|nerves
my ~2 nerves|fuse|patience|batteries|battery|tank|head|reserves ~2 @be|was|were|had ~2 shot|short|gone|frayed|empty|raw|thin|flat|worn|blown|full|elsewhere|exhausted|run|finished
i|it|we ~2 would|'d not|never ~1 have|do ~6 in|under|on|with|at ~2 normal|other|different|ordinary|a|better|full|any ~2 circumstances|times|day|night|conditions|frame|sober|sleep|state
any|every|all ~1 other ~2 day|time|week|evening|night|month ~2 i|it|that ~2 would|'d|might|could
it|that|@it ~2 was|is|'s|@be ~2 a|an|my|the|pure|sheer|just ~2 reflex|defence|defense|cry|coping|survival|symptom|nerves|panic|shock|stress|exhaustion|tiredness|instinct|habit|insecurity|trauma|phase ~2 mechanism|for|$|of|response|reaction|,|thing|talking|speaking|not
i ~2 only|just|merely|simply ~2 @harm|@misdeed|@acts.past|did|said|kept ~6 to|so|for|out|from|in ~2 avoid|spare|save|protect|keep|prevent|help|that|please|impress|stop|fear|love|cheer|calm|not|worry|as|make|order|the|her|his|their|fun
for @their|our|the ~2 own|kids|children|family|common|greater sake|good|benefit|safety|protection|peace
with ~2 the|only|nothing ~2 best|good|but|purest ~2 intentions|intention|will|love|of|motives|the|good
i|my ~2 was|were|had|intentions|heart ~2 in|only|good|well|nothing|the|pure ~2 right|good|best|pure|place|interests|her|his|the ~2 place|intentions|interests|at|but
THING ~1 explains|explain|explained|excuses|accounts|caused|causes ~2 all|it|why|everything|that|the|my|most|for|how|much
blame ~1 THING|@bare|@outer
i ~2 @just ~2 @harm|@misdeed|@acts.past|did ~6 because|as|since|out ~1 i|of ~2 cared|care|love|loved|worried|wanted|worry|concern
@it|i|my|insults|lies|words|temper|it ~4 came|comes|stemmed|stems ~1 from|out ~1 of? ~2 THING|@outer|@bare
i ~4 under ~2 THING|@bare|pressure|influence
if|had ~2 THING|@outer not|been ~8 i|we|it|none|nothing ~1 would|'d|might
with THING|@outer ~6 , ~1 i|it|anyone|anybody|who|nobody ~1 just|simply|would|'d|could|was|snapped|had|forgot|lost|said|@harm.past
THING|@outer|@bare that|which|who ~1 did|made|spoke|talked|caused|drove|started|said
THING|@outer|@bare ~1 did|does|made|makes|got|gets|turned|turns|took|spoke|talked|brought|hit|drove ~2 it|that|talking|speaking|over|things|shouting
after THING|@outer ~4 , ~2 i|anyone|anybody|who|nobody|it|my ~2 would|'d|could|snapped|had|forgot|lost|@harm.past
i|my|@it|we ~6 @harm|@misdeed|@wrong|silence|lie|temper|forgot|lost ~6 because|due|owing|account|thanks ~1 of|to THING|@bare|@outer
@it ~2 because|due|owing ~1 of|to THING|@bare|@outer
, so ~2 of? course i
so of course i
no wonder ~2 i|we
i|we|it ~1 @be|was|were ~1 going|working|juggling|doing|raising|studying|sleeping|running|living|carrying|looking ~1 through|two|three|double|nights|on|around|day|alone|after|for ~3 a|lot|jobs|shifts|hell|time|rough|hard|much|bad|then|divorce|sleep|hours|everything|and|at
i|we ~1 @be|was|were|had|'d ~1 been? ~1 going|been through ~2 a|lot|hell|divorce|so|hard|rough|difficult|phase|crisis|bad|much
@it ~2 @just ~4 because i ~1 had|'d|was|@be|have|felt|did|could ~2 @pretext|not|skipped|missed|forgotten|run|been|lost|had|taken|stopped|never
i ~1 had|'d ~1 been up|awake|working|drinking|driving|on ~4 , ~2 and|that|so|my ~2 's|is|how|why|so|i|that
@it @be ~1 my|the|just|only|all ~2 nerves|hormones|adhd|depression|temper|ego|pride|insecurity|moods|period|condition|illness|disorder|anxiety|genes|star|blood ~2 $|,|talking|that|and|not
i ~1 @be|am never|not ~1 like that|this
out of character
i ~1 @be not|never ~2 like ~1 that|this ~1 normally|usually|otherwise|$|person|kind
because ~1 i ~1 had|'d ~1 had|been ~2 the|a|my|such ~1 worst|bad|rough|hard|awful|terrible|horrible|hell|long|stressful|dreadful
, that is|'s how|why ~1 the|i|it|my|we
out of ~1 concern|worry|love|kindness|fear|desperation|boredom|loneliness|habit|pity|respect|curiosity|frustration|shame|panic|insecurity|grief|exhaustion|hurt|pain|hunger|spite
it ~2 has|had nothing to do with @them|@their|you
my ~2 jealousy|temper|anger|drinking|silence|coldness|distrust|lying|behaviour|outburst|reaction|words|THING ~2 @be|comes|came|stems|was ~1 from|because|down|due|only|just|purely
THING|@harm.ing|shouting|it|@it|all ~2 @be @just ~1 THING|@outer|@bare $
symptom|side|product|result|effect|expression ~2 of ~1 THING|@outer|depression|anxiety|illness|my
i|we ~1 @be|was|were|had|'d|felt ~2 @pretext , so ~1 i|we ~3 not|never|@harm|snapped|lost|forgot|@wrong !!go|come|cook|went|sleep|eat|work|drive|join
i ~1 @be|was ~1 having|in|under|going ~2 a|such ~2 bad|rough|terrible|awful|hard|horrible|rotten|low ~1 day|time|week|night|mood|place|patch|spell
i ~3 because ~1 i ~1 care|cared|love|loved|worry|worried ~1 about|for|$|so|too
i ~2 love|loved|care|cared @them|@they|about ~2 too|overly much
my ~1 parents|father|mother|family|dad|mum ~1 @be|did|was|were ~2 the same|like|no
PERSON ~1 @be|was|were ~1 the same $
i ~1 grew up with|like|that|in ~1 it|that|this|shouting|fighting|violence
i did not know ~1 any|no ~1 better
moment of ~1 weakness|madness|passion|anger|stupidity|confusion|folly|insanity|temper
heat of ~1 moment
too much pressure on me
my|THING|THEIRS ~4 result|consequence|effect|product|outcome|fallout of ~1 THING|the|a|an|my|all|being|years
";
