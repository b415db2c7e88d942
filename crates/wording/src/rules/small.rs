//! What excuses and shifted blame look like, as patterns: what makes it small. How they read is told
//! at [`grammar`](crate::grammar), their flags at [`rules`](crate::rules).

/// It was little.
pub(super) const MINIMISE: &str = "
@they|@their|people|everyone|everybody|some @aux* ~3 @overreact|-sensitive|-emotional|-delicate|-soft|-thin|-dramatic|exaggerating|imagining|imagines|inventing !;
@they|@their|people|everyone ~4 too|overly|so|over|very|far|bit|being|such|little ~1 too|overly? @overreact
@they|@their|people|everyone ~3 over react|reacts|reacted|reacting|sensitive|dramatic
<i|we|have|and|neighbours|PERSON make|makes|making|made ~1 such|a|an|too|overly|so|this|quite|mountains|mountain|elephant ~3 fuss|drama|scene|mountain|elephant|big|molehill|mountains|issue|theatre|tragedy|much|thing|crime|meal|circus|catastrophe ~1 out|about|of|over|into|because|for|$|deal|,|again|every
the|this|that|all|such ~2 fuss|drama|hysteria|upset|theatre @be|was|about|over|for|$
blow|blew|blown|blowing|blows|getting|got ~4 out of|all ~2 proportion|scale
@it @be|'d @just|but|merely ~1 a|an|one|some|my|our|two|three|few|couple ~1 @tiny? ~1 @small !away|ago|later|after|before
@just ~1 a|an|one|some|two ~1 @tiny? joke|kiss|slap|push|shove|flirt|fling|lie|lies|drink|drinks|tap|prank|banter|comment|remark|nudge|argument|tiff|row|bruise|misunderstanding|slip ~1 of? ~1 !@wrong|each
@it @be ~1 a|an|one|only|just|such ~1 @tiny ~1 @small|mistake|lie|push|text|argument|slap|matter|misunderstanding|row|crush|affair|secret
@it @be ~2 one|once|single|twice|time slip|mistake|night|lie|evening|kiss|drink|thing|time ~1 thing|only|in|$
i|we @be @just ~1 joking|kidding|teasing|playing|messing|fooling|winding|having|flirting|being|chatting|talking|looking|testing|pulling
i|we @just ever? ~1 @harm|-lost|-lose|@misdeed|-told|-said|-kept|-read|-called|-left|-looked|touched|tapped|grabbed|pushed ~4 once|twice|little|lightly|gently|few|tiny|sleeve|arm|wrist|bit !in !!@kindness|and|jealous
i|we hardly|barely|scarcely|never ~2 touched|touch|@harm|-lost|tapped|raised|raise|laid|lay !!@kind|-stand|-hurt|again|amends|enough|back
i|we did not ~1 touch|hit|raise|lay|hurt|slap|push|beat|threaten !!back|again
i hardly|barely|scarcely ~2 @harm|-lost|touched|raised|drink|drank
i hardly ever ~1 @harm
i never ~2 hit|laid|touched|raised|slapped|beat|cheated|@harm.past|-lost|-hid|-broke ~2 @them|a|my|anyone|anybody|hand|finger|on|voice|$
@did|never|not mean|meant|intended|intend ~1 it|to|any|anything|that|them|harm ~1 $|like|hurt|harm|upset|by|way|badly|cause|offend|bad|nasty|scare|frighten|lie|shout|insult|@harm|seriously
no harm|damage|hurt|bones ~1 done|meant|in|was|intended|$|broken
nobody ~1 got|gets|was|been ~1 hurt|harmed|injured|harm $
not ~1 hurt|harm|harmed|kill|killed ~1 anyone|anybody|somebody|someone
@it|THING @did not|never|hardly|barely ~1 hurt|harm|kill|matter|mean|affect|damage|bother ~1 anyone|anybody|$|anything|her|him|them|much|you|nobody
it|that|this|things|everything @be not|hardly|never ~1 that|so|such|too|overly|all|even|as ~2 bad|serious|big|terrible|hard|violent|important|often|loud|cruel|awful|much|long|drastic
@it|-which @be not|hardly|never ~1 a|an|the|even|anything !@tiny|just|only|one|biggest ~2 deal|drama|crime|end|affair|lie|betrayal|cheating|abuse|tragedy|disaster|serious|catastrophe !breaker|trial
@it|-which @be not|hardly ~1 that|so|such|a ~1 big ~1 bad|serious|big|terrible|deal|drama|hard|violent|crime|lie|worst|end|affair|problem|awful|important|betrayal|cheating|secret|abuse|thing|much|either|often|loud|world|cruel|tragedy|disaster|long
@it|-which @be not|hardly|never ~1 if|like|though|as ~1 if? i|we|anyone|anybody|nobody|somebody
not|hardly as if|like|though i|we ~2 @harm|killed|murdered|did|robbed|do|never|beat|@acts|had|was
@it|'s|is not like i|we ~1 @be|@did|@harm|killed|have|never|meant|planned|hit|wanted|had|do
you would|'d think i
@it|-which @be ~1 no|hardly|not ~2 big|great|crime|tragedy|drama|deal|disaster|problem|harm|biggie|catastrophe ~1 $|deal|thing|to|,|for|matter|done|either|when
? is|was|@be|since|@did that|it|this|when ~3 a|such|so|really|the|now ~2 crime|terrible|bad|wrong|big|deal|sin|illegal|much|end|problem|issue|matter
? what|where|why @be|'s|was|is|all|the ~2 the|all|big|this ~3 big|fuss|deal|problem|harm|drama|issue|crime|damage
so what $|if
<me @it|that|this|whole|thing ~1 @be|meant ~1 @just? ~1 nothing|trivial|harmless|meaningless|laughable|ridiculous|peanuts|insignificant|unimportant ~1 $|,|more|serious|and|really|worth|compared|special|much
nothing ~1 serious|bad|terrible|dramatic|worse|physical happened|$|came
nothing ~1 really? happened between|$
nothing ~1 happened between|$
@it|things|that could|might have ~1 been ~2 worse
@all|others|some|plenty|many|who @have|@be|do|does|did|get|had|done ~4 worse
worse things ~1 happen|happened|have|happens|in
? ~1 there @be ~2 worse|far ~1 things
at least i @aux* ~1 not|never ~2 @harm|@wrong|hit|cheat|touch
at least i ~2 told|admitted|said|tried|honest|apologised|apologized ~1 $|the|her|him|it|sorry|to
at least nobody|no ~1 @did|@be|was|got|never|@have
@they|@their|people ~1 will|'d|should|need|needs|could|would|must|has|just|ought|can ~2 get over|past|used
@they|@their|people ~1 should|need|needs|could|must|has|just|ought ~2 move|let|calm|relax|toughen|lighten|chill|grow|cool|loosen ~1 on|go|down|up|out|off|$
@they|@their|people ~1 can|could|@do|will|would not|never ~1 take|handle|understand|see|bear ~1 a|any|the|my ~1 joke|funny|criticism|jokes|humour|humor|side|truth|teasing|$
@they|@their ~2 take|takes|took|taking ~3 too|overly|so|wrong|everything|far|it|things|me|to ~2 seriously|personally|wrong|heart|way|literally|hard|badly
@it @be|happened ~2 years|ages|long ~1 time? ago $
@it @be|'s ~2 ancient history
water under the bridge
@it @be|'s in the past
@they ~1 @be|seemed|looked ~1 fine|ok|okay|alright ~1 afterwards|again|about|by|the|with ~1 next|it|day|morning|$
@they ~2 never|not ~2 complain|complained|minded|mind|objected|protested|noticed ~1 $|about|anything|then|at|when
+ @they ~2 never|not ~2 said|say ~1 no|anything|stop|$
i @do not|never ~1 see|understand|know|get ~3 what|why|how|where ~6 fuss|deal|upset|big|drama|angry|worked|offended|mad
there @be ~1 no|not|little ~2 need|reason|point|any ~2 fuss|upset|drama|get|make|cry|angry|dramatic|carry|to|worked|so
@it|-which @be ~2 blown|exaggerated|overblown|overstated|harmless|forgotten|all|only|just ~1 talk|words|fun|hot|money|sex|forgotten|harmless !of|with
@it ~1 @just ~1 happened|was|@be ~1 once|twice|words|money|talk ~1 $|,|or|and|in|years
@just ~1 happened|did|@harm ~3 once|twice
@it @be|happened @just ~1 once|twice|one $|time|,|or
one slip|mistake|lie|slap|kiss ~2 only|in|is|was|does|and ~2 years|not|months|nothing|seven|all|the|no
it|that|this @be|'s ~2 a white lie|lies
white lie|lies
few|couple|little ~1 harmless|white|innocent|silly ~1 texts|messages|lies|jokes|lie|drinks|words|kiss|flirting|fun
a|some|little|harmless bit|little|harmless of ~1 fun|flirting|shouting|teasing|banter|yelling|joking|pushing ~1 never|$|does|did|,|has
does|did|do not count $
so i|we @harm|@acts|@be|had|did|am ~5 , ~1 is|what|so|big|who|@be|that|it
@they|@their ~2 acted|act|acts|acting|behaved|behaves|behave|carries|carried ~2 if|though
@they|@their|people ~1 just|always|secretly|only ~1 likes|love|loves|enjoys|enjoy|wants|looking|looks|look ~1 to|for|being|a ~2 suffer|suffering|victim|drama|attention|martyr|complain|complaining|dramatic|upset|reasons|reason|fault|offended|pity
@they|@their @be ~2 just|only|always|a|being|such ~2 drama|attention|hysterical|martyr|dramatic|princess|snowflake
play|plays|playing|played the ~1 victim|martyr
nothing to ~2 make|get|cry ~1 fuss|about|upset|angry
i have ~1 nothing to ~1 apologise|apologize|regret|hide|reproach
most|many|other|some ~1 people|men|women ~3 worse|laugh|thank|forget|forgotten|grateful|glad|happy|not
@harm.ing|that|it|this @be not ~1 real|really|exactly|technically|a|even|proper|any !small ~2 @harm|lie|lying|cheating|abuse|violence|affair|crime|betrayal|stealing
technically ~5 @harm|lie|lying|cheating|not|wrong|broken
there @be ~2 worse ~2 than|things|people|men|husbands|fathers|mothers|out
worse ~3 than me|i|mine|this|what $|did
every little|tiny|small thing|detail|mistake
@they ~3 upset|angry|crying|cries|worked|offended|hurt ~2 over|about|by ~1 nothing|every|trifles|little
, nothing more|else|serious $
hardly|barely|not worth ~1 talking|mentioning|a|the|getting|it
no ~1 real|serious|lasting|actual|great ~1 damage|harm ~1 was|is|done|came|$
@they|@their ~2 make|makes|made ~1 everything|things|it|a ~3 bigger|worse|more|huge|enormous than|out
@they ~2 still|even ~1 upset|angry|going|crying|mad|hurt ~2 about|on
@they ~1 has|have|must|'s ~2 forgotten|forgot ~2 it|all|about|by
i @did not ~1 exactly|really|actually|technically|even|quite @harm|hit|lie|cheat|steal|shout
should|could|must|need|can not? learn to|how to? ~1 take a joke
a ~1 @small @be not ~2 same|the|abuse|violence|crime|hitting|cheating
plenty|lots of ~1 people|men|women|husbands|wives|couples|fathers ~4 worse
@they ~2 acts|acted|act|talks|behaves|behaved|reacts|reacted|carries like|as ~1 if? i|it|we
i|we @just ~2 couple|few|little ~1 of|lies|times|drinks|messages|receipts|things
i|we @just ~1 kissed|talked|looked|held|flirted|hugged|danced ~3 nothing|that|$
@just ~1 a|some bit|little of ~1 fun|flirting|teasing|banter
@it @be ~2 a bit of ~1 fun|flirting|teasing|banter
@it @be ~1 no|nothing|not ~1 more than a|an|one|some|that|just
all i|we ~1 did|said|wanted ~2 @be
, that @be all $
@they|@their ~1 blow|blew|blows|blown|blowing ~3 up $
i hardly|barely|scarcely|@do|would ~1 not? ~1 think|call|consider|believe ~6 counts|count|cheating|lying|violence|abuse|lie|affair|serious|crime
make|makes|making|made me ~1 out to|like|into ~2 @be|monster|villain|some|the|a
@they ~1 cry|cries|complain|complains|upset|moan|moans|sulk|sulks|offended ~1 at|about|over|by ~1 everything|anything|nothing|every
i @do not ~1 remember|recall ~1 it|that|things ~1 being|was|so|as|like
@they laughed|joked|smiled ~2 about|at|it ~1 it|that ~1 afterwards|later|too|himself|herself
@could|can not ~1 have ~2 hurt|bad|matter|mattered
nobody|noone|none ~2 died|suffered|bled|complained|noticed|hurt|harmed|injured|killed|fainted|starved|damaged ~1 $|,|or|because|from|did|;|of
nobody|noone !!accident ~1 got|gets|was|is|came|ended ~2 hurt|harmed|injured|harm|damage|hospital|up !accident
,|;|^ big|huge deal ~1 $
? so|and|well ,? what ~1 $|if
so what
i|it|that|my|this ~4 a ~1 bit|touch|tad|little|trifle|fraction @mild
i|it|that|my|this ~4 slightly|somewhat|mildly|faintly|marginally @mild
a|bit|touch|tad ~2 @mild ~1 , ~1 nothing|that|no|but
a ~2 bit|touch|tad|little|fraction ~1 of? a ~2 push|shove|slap|nudge|tap|temper|joke|lie|laugh|flirt|fib|tease|tiff|argument|shout|grab|row|misunderstanding|slip|scene|prank|mess ~1 , ~2 that|nothing|no|it
no|not|hardly|barely|scarcely|never ~3 a|an|the|any|such|some|big|even ~2 big|great|real|huge|major|serious|@dismissal ~1 deal|crime|fortune|disaster|tragedy|catastrophe|emergency|massacre|murder|drama|end|issue|problem|harm|thing|betrayal|affair|war|violence|abuse|assault|beating|robbery|fight|theft|sin|scandal ~1 $|of|,|is|was|to|;|either|really|in|for|and|she|he|they|at|about|over|when|that !breaker
@it|@harm.ing|all|none ~8 @do|@did|does|will|would|do|did not|never|hardly|barely|scarcely ~2 amount|add|come|mean|matter|count|change|hurt|kill|harm|affect|bother|scar|damage|ruin|make ~2 to|up|much|anything|a|as|anyone|anybody|any|her|him|them|for|that|$|difference ~2 much|anything|thing|lot|difference|$|lie|cheating|,|all !!forgive|excuse|less|right !!me|i|then|now
i ~1 do|can|did not ~1 see|understand|know|get|think|believe|remember ~2 what|why|how|where|that|all|any|i|it ~2 i|the|@they|all|it|this|anyone|was|there|@be ~3 fuss|deal|upset|big|drama|angry|worked|offended|mad|problem|wrong|harm|issue|unkind|cruel|bad|hard|crying|still|making|fussing|rude|mean|serious|loud|harsh|such
@they|@their|people|some|everyone|everybody ~2 should|need|needs|must|ought|could|might|has|have|better|'d ~3 get|grow|develop|learn|lighten|toughen|calm|relax|chill|move|let|stop|harden|loosen|cool|laugh|take|forget ~2 over|up|thicker|a|thick|used|to|down|on|it|off|go|making|being|some|harden|crying|whining|moaning|dwelling|joke
thicker|thick|thin skin|skinned
lighten|lightening up
get over it|that|himself|herself|themselves|yourself|the
@they|@their|people|some ~3 burst|bursts|breaks|cries|cry|crumbles|fall|falls|melts|collapses|dissolves|explodes|faints|sulks|goes ~3 tears|pieces|at|over|if|when|apart ~2 the|every|a|any|you|anything|little|nothing|slightest|even|so|someone|one|to
every|the|any ~1 little|tiny|slightest|smallest|least|single ~2 thing|word|remark|comment|joke|noise|criticism|slip|mistake|disagreement|detail
@they|@their|you|people ~2 always? ~2 has|have|had|like|likes|love|loves|@be|tends|tend|manage|manages ~2 to? ~1 turn|turns|turned|turning|make|makes|making|made ~2 everything|it|this|things|any|every|all|the|that|a ~3 into|a|an|of|out|about ~2 @outcry|thing|issue
@they|@their|you|people ~2 @aux* ~1 made|make|makes|making|turn|turned|turns|cause|caused|kicked|staged|put ~2 a|an|such|it|this|everything ~2 @outcry !!i|we
storm|tempest in|inside a ~1 teacup|teapot|tea
much ado
<i|we making|made|make|makes a|such ~1 meal|song|thing|fuss|production|drama|scene|deal ~2 of|out|and|over|about
over the top
song and dance
federal case
@they|@their|people ~2 like|likes|love|loves|enjoy|enjoys|prefers|thrive|thrives|feeds|lives|wallow|wallows|wants ~2 on|to|in|being|for|playing|the|her|his ~2 victim|drama|suffer|misery|martyr|complain|suffering|attention|pity|hurt|offended|moan|upset|role|dramatise|exaggerate
as @harm.base|lies|jokes|affairs|fights|arguments|rows|insults|crimes|pranks|mistakes|these|such ~2 go|things ~2 go?
the|my|that|this so called ~3 @be|is|was
if|when you|one can|could|want ~2 call|even ~1 it|that|to
? is|was that all
is that it ~1 $
you call|calling that|this|it a|an|cheating|lying|violence|shouting
@they|@their|we|i ~2 could|should|ought|can|might ~1 be ~1 glad|grateful|happy|thankful|lucky|relieved
@they|@their ~1 should|ought|can ~1 be|count|consider|thank ~1 glad|grateful|lucky|themselves|herself|himself
could|might have been ~2 worse
it|@it|things|that ~1 could|might ~2 be|been ~2 worse
i|we never|@did|have not? ~2 actually|even|once|ever|seriously|physically|really ~2 laid|lay|touched|touch|hit|hurt|slept|kissed|cheated|raised|threatened|beat|struck|slapped|punched|stole|harmed ~2 a|her|him|them|anyone|anybody|with|my|on|anything|you|it|finger|hand|$ ~1 !!back|again
it|this|that ~2 can|could|will|would|did|must not|hardly ~1 have ~2 hurt|been|bothered|mattered|killed|meant|scarred|damaged|affected
@it|@harm.ing|@just|THING did|does|will not|never|hardly ~2 kill|hurt|harm|scar|break ~2 @them|@they|anyone|anybody|nobody|somebody|him|her
never|hardly ~2 hurt|killed|harmed|bothered anyone|anybody|@them|@they|$
@it|that|there|this|'s|@be not ~1 @harm.ing|cheating|affair|lie|lying|abuse|violence|betrayal|stealing|bullying ~1 , ~2 we|i|it|more|just|only|that
not|hardly ~2 @harm.ing|cheating|abuse|violence|lying|stealing|stalking|spying ~2 if|when|as|unless|,|just|to|in|it
i|we @just ~2 texted|texting|kissed|talked|chatted|borrowed|looked|glanced|touched|tapped|held|teased|flirted|joked|forgot|raised|wrote|met|danced|hugged|had|peeked|peeped|skimmed|sent|asked|mentioned|said|told|took|checked|gave|drank|missed|called|pushed|did|bent|nudged|snapped|lost|slipped ~4 once|twice|few|couple|bit|little|two|three|messages|times|second|seconds|minute|minutes|moment|money|drink|drinks|glass|lightly|playfully|briefly|quickly|jokingly|friends|light|quick|friendly|small|harmless|and ~2 !!coffee|half|now|today|when|later|yesterday
two|three|four|few|couple|handful|one|once|twice|some ~3 in|over|during|across|out ~2 five|ten|seven|twenty|fifteen|thirty|all|six|four|three|eight|nine|those|that|the|twelve|forty|whole ~2 years|months|marriage|time|relationship|weeks|decades|evenings|days ~1 !!loved|happy
little|small|tiny|minor|innocent|harmless|trivial|silly|petty|playful|friendly|white|quick|brief ~2 white|silly|innocent|harmless|little ~2 lie|lies|joke|jokes|fib|fibs|push|shove|slap|flirt|flirtation|fling|tiff|quarrel|misunderstanding|slip|slips|prank|text|texts|argument|disagreement|incident|mistake|kiss|tap|remark|dig|oversight|indiscretion|mishap|banter|affair|episode|thing|accident|matter|detail|bump|teasing ~2 !!not|never|big|huge|hurt|hurts
in ~2 jest|fun|passing|play $
tongue in cheek
slip|figure|turn of ~1 the ~2 tongue|speech|phrase|pen|finger
i|we ~2 @be|was|were ~1 only|just|clearly|obviously|merely ~2 joking|kidding|teasing|messing|playing|having|fooling|winding|flirting|mucking|being|pulling|larking|testing|exaggerating|saying
i|we ~1 @did not ~2 mean|intend ~2 any|it|anything|no|harm|that|to|the ~2 harm|$|like|that|seriously|by|badly|bad|nasty|way|hurt|offend|literally|upset|so|personally|offence|it|cruelly|anything
meant ~2 no|nothing|it|as ~2 harm|by|bad|offence|offense|as|a|nothing|in|well|kindly
@they|@their ~2 @aux* ~2 exaggerate|exaggerates|exaggerated|exaggerating|overreact|overreacts|overreacted|dramatise|dramatises|dramatizing|dramatising|inflating|inflated|inflates|embellishes|embellished|inventing|catastrophising|catastrophizing|imagines
@they ~2 remember|remembers|remembered|describes|describe|tells|tell|paint|paints|recalls|makes|make ~2 it|things|everything|that|this|me ~2 worse|bigger|blacker|darker|so|far|much|out|as|like|than|differently|sound|wrong
make|makes|making|made ~3 elephant|mountain|mountains|molehill|molehills|big|huge|massive
you|anyone|anybody|one|they would|'d|might|must ~2 think|believe|have|thought|swear|imagine ~3 i|it|we|someone|that ~2 had|'d|was|were|burned|killed|ran|stole|beat|burnt|robbed|set|committed|hit|murdered|@have
you|anyone|she|he|they ~2 would|'d ~1 think
still|even ~2 going|hung|harping|moaning|banging|dwelling|stewing|brooding|upset|sulking|angry|mad|complaining|hurt|crying ~2 on|up|about|over|with|after|because|at|that ~2 !!my|me
@they ~2 @be|'s ~2 still|just|always|so|such|too|overly|easily|far|way|being ~2 a|so|too|overly|easily|very|hung|way ~2 offended|touchy|dramatic|delicate|fragile|soft|thin|sensitive|emotional|hysterical|theatrical|upset|difficult|fussy|princess|snowflake|baby|drama|prickly|hurt|cry|oversensitive
i|we|it|that ~2 @be|was|were ~2 hardly|barely|scarcely~1 ~1 even|really|exactly|technically|that|all|properly|a|an ~3 @harm.ing|@harm|loud|rude|cruel|shout|shouting|drunk|late|lie|cheating|violent|unkind|mean|aggressive|harsh|terrible|bad|serious|often|affair|fight|argument ~2 $|,|at|to|that|and|really|more|;|just|it|she|he|they|in|as|when|by|enough|anything
more ~2 of|like a ~2 joke|tap|nudge|push|misunderstanding|game|tiff|discussion|brush|tease|reflex|touch|murmur|chat|friendship
barely|hardly|scarcely ~2 touched|raised|a ~2 her|him|them|you|my|scratch|bruise|mark|voice
it|that|this ~2 @be|was ~2 years|ages|decades|so|long|forever|months|an ~2 ago|old|long|since ~2 $|,|now|and|why|get|she|he|they|it|surely|already|story
ancient|old history|story|news|hat
? what|who @be|'s|cares|is ~1 a|an|one|two|few|couple|about ~2 @small|birthday|push|slap|lie|drink|drinks|words|evening|minutes|joke ~2 between|in|among|now|anyway|$|or
neither here nor there
to do about|over
bit|touch|lot ~1 of ~1 a ~1 to
all ~1 so? a? ~1 rather|bit|very|quite|pretty|just|a ~1 silly|childish|ridiculous|overblown|harmless|innocent|exaggerated|theatrical|pathetic|trivial
get a grip|life|sense
@they|@their|people|some|PERSON|NAME can|could|will|would|do|does|did not|never|hardly ~2 take|handle|stand|bear|stomach|understand|laugh|see|appreciate|get|cope ~2 a|any|bit|even|the|at|my|joke|banter|humour|criticism|with|teasing|it|irony|that ~2 !!back|seriously|forgive|it
no ~1 sense of ~1 humour|humor|irony|proportion
people|others|some|they|@they|you|men|women|most ~2 call|calls|say|would|might ~2 it|that|this|call ~3 , ~1 i|we|really ~2 call|say|just|was|only|would
i|we ~1 prefer|call|'d|would ~2 call? ~1 it|that|this ~2 a|teasing|banter|joking|friendly|being|honest|saying|passion|love|fun|concern|caring|to
other|most|some|plenty|many ~1 people|men|women|husbands|wives|fathers|mothers|couples|partners|guys ~3 beat|beats|hit|cheat|kill|steal|gamble|drink|do|leave|abandon|rape|worse|have|go|really ~5 ;|,|and|while ~2 i|mine|we|all|this|that
i|we @just ~1 @harm|@misdeed|called|@acts.past|raised|said|shouted|pushed|nudged|did|made|told|borrowed|took|kissed|tapped|touched|looked|glanced|read|peeked|forgot ~4 once|twice|little|bit|tiny|lightly|gently|half|small|quick|second|seconds|minute|minutes|few|couple|names|playfully|shoulder|arm|white|one ~1 !!coffee|beer|half|slept
it|that|this|there|@it ~1 was|is|were|@be|took|lasted|'s ~1 like|about|maybe|only|just|barely|all|what|hardly|at|perhaps|a|one|two|three ~2 of? ~2 two|three|five|ten|2|3|5|10|a|one|four|30|thirty|few|couple|handful|single|some|most ~2 seconds|second|minutes|minute|times|messages|texts|euros|pounds|words|word|lies|lie|bucks|dollars|drinks|evenings|nights|beers|text|message|kiss|slap|push|shove|glass|glasses|plate|cup|remark|joke|comment|sentence|slip|mistake ~1 !ago|later|away|left|from|before|until|to|old
wasn|was|is|not ~1 not? even a|an ~1 real|proper|actual|serious|full|whole ~2 fight|lie|argument|kiss|affair|punch|slap|row|date|shout|push|threat|hit
not ~1 even|exactly|quite|really a|an|the|that ~2 fight|lie|argument|kiss|affair|punch|slap|row|date|shout|push|threat|hit|crime|fortune|drama|betrayal|disaster|earthquake|murder|abuse|violence|bad|big|serious|loud|often|hard
i ~1 do|can|could|did|would|will not|never|hardly ~2 see|understand|know|get|think|believe|imagine|remember|call|count|fathom|grasp|consider ~3 what|why|how|where|that|as|it|anything|when ~4 fuss|deal|upset|big|drama|angry|worked|offended|mad|problem|wrong|harm|issue|unkind|cruel|crying|cry|cries|making|mean|serious|harsh|such|crime|cheating|lying|abuse|bad|hurt|excited|hurtful|point|tears|stealing|matters|affair|bothers|bother|sorry
why @they|@their|anyone|people|everyone ~3 cry|cries|cried|crying|upset|fuss|makes|make|sulks|sulk|angry|hurt|offended|so|such|about|still|over ~3 , ~2 i|it|nobody|beyond|is|no
? why|what ~1 @be|is|was|the|all|does|do|must|should|has ~1 @they|everyone|it|that|this|all|people|anyone ~3 fuss|tears|drama|upset|cry|crying|angry|making|still|hysteria|react|overreact|matter|shouting
? where|what ~1 @be|is|'s ~1 the ~1 harm|problem|crime|damage|issue|tragedy|fuss|drama|disaster|big ~2 $|in|deal|with|about|if
@they|@their|PERSON|NAME ~1 laughed|laughs|joked|smiled|giggled|shrugged|slept|ate|danced|went ~2 about|at|it|off|back|on|dancing|fine|well|out|as|like ~2 afterwards|later|too|next|off|again|that|nothing|night|day|now|normal|minutes|usual
sticks and stones
@it|they|'s|@be ~2 only|just|mere|merely ~1 words|talk|noise|talking|money|sex|pixels|texts|hormones|paper|things|furniture|plates|crockery|china ~1 $|,|and|after|really|not !!hurt|can
words|they|things ~2 @be|are|were ~2 @just|only ~2 words|things|plates|texts
if|when that $
if i ~2 ever|did|was|were|am|said|hurt|offended|raised|upset|even ~4 , ~2 it|then|that|i ~2 was|is|did|'s ~2 only|just|not|a|by|hardly|never|barely|once|out|nothing|in|unintentional
@just|^|one|couple|few|two|three|some|the ~2 odd|occasional|random|stray|single|forgotten|little|harmless|friendly|stupid|drunken|silly ~2 @small|word|remark|comment|text|evening|night|message|look|tap|beer|name|nickname|peek|birthday|glass|flirt|bet
i ~6 now and then|again , ~2 nothing|but|so|big|never
sue|shoot|arrest|crucify|hang|execute me
who cares
all ~1 i|we|it ~2 did|said|was|took|wanted|gave|sent|happened|asked|made|had ~3 was|@be|is
nothing !!today ~3 came|happened|broke|bled ~2 of|between|it|$
come out of it|that
<hurts no ~2 real|lasting|serious|permanent|actual|big|great|long ~2 harm|damage|injury|bruise|bruises|marks|deal|scars|pain|tears|consequences|victim|loss|drama|hurt
not ~2 a|one|any ~2 scratch|bruise|mark|tear|hair|finger
@they|@their|PERSON|NAME ~2 make|makes|made|making|paint|paints|painted|call|calls|called|portray|portrays|treat|treats|sell|sells ~2 it|me|that|this|everything ~2 sound|look|like|as|into|out|a|an|some|to|the ~3 monster|criminal|crime|abuse|cheating|affair|worse|murder|assault|bigger|devil|murderer|abuser|tragedy|catastrophe|war|violence|big|if|though|betrayal|worst|drama
in the ~1 grand|great|larger|big ~1 scheme|picture|order
blown|blow|blew|blowing ~2 it|this|that|things|everything|all ~3 up|out|way
it|this|that|things ~3 blown ~2 up|out
once in a blue moon
that|it is|'s|was as|so far as|that ~2 it|we|things|i ~1 went|got|goes
as far as ~1 it|we|things ~1 went|got|goes
@they ~1 still|always|keeps|keep|forever|constantly|loves ~2 brings|bring|bringing|mentions|mention|throws|harps|harping|talks|goes|going|dredges|remembers ~2 up|on|about|that|it|back|my ~2 that|one|about|the|it|old|this|and|single|every|at|in
big whoop|woop|deal|drama $
whole|entire thing|affair|scene|episode|business|fight|row|argument|story|incident ~1 lasted|took|was|is ~2 five|ten|two|a|three|over|maybe|less|an|minutes|about|under|barely|hardly|only|all
@they ~1 bruises|bruise|cries|cry|scares|startles|breaks|marks|burns|faints|weeps|sulks ~2 easily|at|over|if|when|so|too|for|about ~2 adverts|films|everything|anything|nothing|commercials|movies|weather|the|every|$|a
do not|never read|make|take ~1 too|it|so|this|that|much ~1 much|into|too|seriously|personally
never so much as
i ~1 have|had never so|once ~1 much|as|raised|laid|touched
never|hardly|barely|not ~2 raise|raised|raising|lay|laid|laying|lift|lifted ~1 a ~1 finger|hand|voice
i ~1 have|had never|not ~2 once ~2 raised|laid|hit|touched|struck|lifted|slapped
what|that|most|half|much ~3 @they ~1 says|say|said|claims|claim|tells|writes|remembers ~3 @be|is|was|'s ~2 exaggerated|exaggeration|made|invented|nonsense|not|overblown|fantasy|half|twisted|out|rubbish
taken out of context
no big|great|real ~1 thing|whoop|harm|issue|problem|matter
@it @be ~1 a long time|years|ages ago
@it did not ~1 mean a|any|anything|nothing|that
it|that|they|@it ~1 meant|means nothing ~2 to me|$|,|really
it|@it will not|never happen again
i did not mean ~1 to ~1 @harm|hurt|upset|scare|make
i was ~1 only|just ~1 having|joking|trying|playing|winding|pulling|being
they|those|these|it|@it|texts|messages ~1 @be|were|was|are @just ~2 messages|texts|words|jokes|pictures|photos|drinks|games|friends|emails|letters|calls|plates|glasses|things|chats|flirts
nothing ~2 ever? ~2 happened ~1 between|with
i|we @just ~2 teasing|joking|messing|playing|flirting|talking|kidding
never ~2 hit|hurt|slapped|pushed|harmed|beat ~2 hard|badly|seriously|properly
what|how ~1 more|else|much ~1 @did|do|does|can|could|must|should ~1 @they|i|people ~1 want|expect|do|say|ask
? what|how ~1 more|else|much ~1 @did|do|does|can|could|must|should ~1 @they|people ~1 want|expect|ask
that|it @be not ~1 how|what|the ~1 way? ~1 it|that|i ~2 happened|was|went|said|did|meant|remember
i @do|did not ~1 remember|recall ~1 it|that|things|any ~2 that|this|way|like|of
sorry ~1 that|if|@they ~3 feel|felt|feels|took|take|offended|hurt|upset
hardly|not|far ~1 from? the ~1 worst|biggest|greatest ~1 thing|crime|sin|offence|husband|wife|father|mother|lie|mistake|liar|man|woman|sinner
";
