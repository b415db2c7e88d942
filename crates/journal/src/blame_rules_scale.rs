//! What excuses and shifted blame look like, as patterns: what makes it usual or small. How they read is told at
//! [`blame_grammar`](crate::blame_grammar).
//!
//! A `+` before a pattern asks that the sentence admits something first; a `?` says that the pattern
//! is an excuse in the form of a question.

/// Everybody does it.
pub(crate) const EVERYONE: &str = "
<@partly @all ~3 would|'d ~1 have? ~1 done|do|react|reacted|act|acted|say|said|behave|@harm.past|-hurt|lost|lose|felt|feel|cracked|crack|gone|be|been !!left|through|stayed ~2 @harm|-hurt|same|@anger|that|so|likewise|exactly|temper|mad|too|it !!@kind|-want|proud|better|happy|happily|help|nicer
@all|who would|'d have|not? @harm.past|-hurt|snapped|cracked|lost|reacted|exploded
<@partly @all do|does|did|done|doing it|that|this|so|the|such|exactly ~1 $|same|thing|now|when|at|in|sometimes|too|once|here !!@kind|homework|dishes|for|together|best|right
<@partly @all ~2 @harm.base|-cut|-hurt|-break|-lose !who|that !!@kind|coffee|tea|water|milk|beer|lunch|dinner|ice|fresh|wine|screaming|yelling
<@partly @all ~4 make|makes|made|making ~1 mistakes|errors|mistake
<@partly @all ~2 have|has|had|keep|keeps ~2 secrets|secret|limits|flaws|faults|temper|weaknesses|moments|limit|bad|off|demons|past|lies|skeletons|baggage ~1 $|days|day|moments|point|and|in
<@partly @all ~2 get|gets|lose|loses|go|goes|act|acts|become|becomes ~2 @fury|temper|it|cool|control|controlling|carried|patience|possessive|loud|nasty|overboard|far|unfair|wrong|irritable|short !@them
<@partly @all ~3 check|checks|read|reads|look|looks|snoops|tell|tells|say|says|bend|bends|stretch|stretches|keep|keeps|forget|forgets|swear|swears|slip|slips|screw|screws|mess|messes !one|something ~4 phone|phones|messages|mail|lies|lie|secrets|truth|birthdays|mean|birthday|exes|ex|white|everything|up|worse|stupid
ALL @be ~2 human|sinners|flawed|guilty|imperfect
nobody ~2 @be ~1 perfect|saint|angel|flawless|innocent|without|always
nobody ~1 tells|tell|says|keeps|manages|would|can|could|'d ~3 everything|truth|always|calm|put|stand|stay|stood|stayed|kept|resist|resisted|cope|patient !!@kind|-stay|-stand
nobody ~2 gets|goes|lives|is ~5 without|honest ~1 all|lie|lies|lying|mistakes|@harm|time
a|an saint|angel|monk|robot|rock|stone ~1 would ~1 have
? @do|@have|@would|@could|@be not @all|we ~1 all? ~1 @harm|do|have|make|feel|lose|get|say|done|@anger|@wrong|snap
? who @do|@have|@would|@could|@be|has not !!love|loved|happy|like|liked|welcome|proud|want|enjoy ~1 
? who|@all among|has|have|of|@have|@be ~1 not|us|never|perfect|without|us
? @would not you|@all ~1 have? $|done|do|@harm|lost|feel|felt|@anger|been|react|reacted|snap
? @have|@did not you|@all|anyone|everyone ~1 ever|done|@harm
@be ~1 just|only ~1 human|natural|nature|normal|man|male|flesh
@it|i @be ~2 human $|to|nature|and|thing|after
@it|that @be ~2 just|only|perfectly|completely|human|absolutely|totally|so|very ~1 normal|natural|common|nature|human ~1 $|to|in|for|after|at|between|thing|with
@it|that @be ~1 normal|natural|common|human ~1 to|for|in|when|between ~5 @harm|@anger|@acts|@wrong|couples|cold|marriage|men|go|relationship|family|want|partners !!nervous|sad|grieve|scared
@it @be ~1 @just? ~1 how|what @all|families|brothers|boys|kids ~2 do|does|@be|talk|work|are|$|argue|fight|live
boys will be boys
in my place|position|shoes|situation|skin|boat %8 would|'d|could|@all
would|'d|could ~8 in my place|position|shoes|situation
@they|you|someone|somebody would|'d have? ~1 done|do ~1 the same|it|likewise $|in|if|thing
@it|things|fights|arguments|lies|such ~2 happen|happens|happened ~1 in|to ~1 every|any|all|most|couples|ALL|best ~1 couple|couples|marriage|family|families|relationship|relationships|us|home|$|houses
@all ~1 knows|know|agrees|agree|says|thinks ~2 that? @they|@their ~6 @strong|fault|blame|difficult|start|started|problem
+ like|as|same @all ~1 else|does|do|would $
no different|worse ~1 from|than ~1 @all|other ~1 else|people|men|$
what|how @all|ALL ~1 do|does $
@it @be|'s ~1 part of ~1 any|every|all|being|life|marriage|a
which ~1 couple|couples|man|woman|husband|wife|marriage|family|relationship|parent @do|@have|@be not
show|find me ~1 a|one|the|anyone|somebody|someone ~3 who|that|where ~1 @do|@have|@be|never|has not|never
<@partly @all @be ~1 like that|this
<@partly @all i know ~3 @harm|does|do|lies
@all ~1 look|looks|flirt|flirts|stare|stares|watch|watches ~4 women|men|girls|porn|others|people
there @be not a|any|one ~1 marriage|couple|family|relationship|person|man|woman ~3 without|that|who
nobody|no ~1 marriage|couple|family|relationship ~1 @be|has ~3 without|perfect
you can not tell me ~6
@all ~2 something to ~1 hide
<@partly @all ~1 would|'d ~1 check|look|ask|read|follow|say|do|call|leave|lie|hide|go|lose|get|be|feel|snap|worry $|it|that|the|his|her|so|up|about|sometimes|too|lie|angry|jealous|upset|mad|suspicious
name one ~5 who|that
name|show|find me? ~1 a|one|any|anyone|somebody ~3 who|that|without
what|as|like anyone|anybody|everyone|everybody|people|others|ALL ~1 would|'d ~1 do|have|$
@all says|say|tells|tell|does|do|makes|make ~2 things|stuff|mistakes|lies|something ~2 they|regret|mean|sometimes
@all ~1 @be ~1 guilty|jealous|selfish|human|a|only|capable|like|fallible|@fury ~1 of|sometimes|that|bit|human|$|little|liar|liars|at
@be not|@do not @all|we ~1 all?
you|who|they would|'d have|@be|do ~1 ~1 the same ~1 $|in|if|thing|too|as
@all has|have|had been there
we have all ~1 been|done|said|@harm|told|made|had|lost
nobody ~1 @be ~1 perfect|always|without|free|flawless
nobody|none ~1 of|in? ~2 @would|could|can|'d ~1 have ~1 done|reacted|acted|stayed|kept|put|managed|been|resisted ~3 better|differently|calm|up|quiet|different|that|it|patient
@it|that|this @be ~1 how|what|way ~1 men|women|people|couples|families|boys|kids|brothers ~1 @be|do|are|$|act|behave|argue|fight
@it|that|this @be ~1 a man|guy|woman|couple|family|marriage|human|cultural|generational ~1 thing
@it|that @be ~1 ~1 completely|perfectly|totally|absolutely|quite|only|just|so ~1 normal|natural|human|understandable
@all ~2 have|has ~1 ~1 affairs|affair|skeletons|skeleton|secrets
in|behind ~1 every|any|all|most ~1 couple|marriage|family|home|house|relationship|couples|marriages|families ~1 somebody|someone|there|people|one|both
in|behind ALL ~1 somebody|someone|there|people|one|both
@they|you will not ~1 find ~1 a|anyone|anybody|one|any
a|any ~1 normal|reasonable|sane ~1 person|man|woman|human|being ~2 can|could|would
most|other|all ~1 couples|people|men|women|families ~1 do|does not ~8 either
most natural thing
@all ~1 do|does not ~6 either
<@partly @all ~2 something|things|stuff stupid|wrong|bad|nasty|silly|like|hurtful|they
<@partly @all|@all i know ~1 has|have done|said|@harm.past ~2 it|that|this|something|things|worse|same
nobody ~3 @be|tells|says ~2 honest|truth|faithful|fair
@all ~1 needs|need|has|have ~1 to ~1 let|blow|vent|explode|snap ~1 off|steam|sometimes
sort|kind of thing ~1 goes|happens|happen
@all i know ~1 has|have done|@harm.past
";

/// It was little.
pub(crate) const MINIMISE: &str = "
@they|@their|people|everyone|everybody|some @aux* ~3 @overreact|-sensitive|-emotional|-delicate|-soft|-thin|-dramatic|exaggerating|imagining|imagines|inventing
@they|@their|people|everyone ~4 too|overly|so|over|overly|very|far|bit|being|such|little ~1 too|overly? @overreact
@they|@their|people|everyone ~3 over react|reacts|reacted|reacting|sensitive|dramatic
<i|we|have|and make|makes|making|made ~1 such|a|an|too|overly|so|this|quite|mountains|mountain|elephant ~3 fuss|drama|scene|mountain|elephant|big|molehill|mountains|issue|theatre|tragedy|much|thing|crime|meal|circus|catastrophe ~1 out|about|of|over|into|because|for|$|deal|,|again|every
@they|@their|people|everyone ~4 fuss|drama|scene|hysterics|storm|deal ~1 about|over|out|of|in|$|a|every
the|this|that|all|such ~2 fuss|drama|hysteria|upset|theatre @be|was|about|over|for|$
blow|blew|blown|blowing|blows|getting|got ~4 out of|all ~2 proportion|scale
out of ~1 proportion
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
no harm|damage|hurt|bones ~1 done|meant|in|came|was|intended|$|broken
nobody ~1 got|gets|was|been ~1 hurt|harmed|injured|harm $
not ~1 hurt|harm|harmed|kill|killed ~1 anyone|anybody|somebody|someone
@it|THING @did not|never|hardly|barely ~1 hurt|harm|kill|matter|mean|affect|damage|bother ~1 anyone|anybody|$|anything|her|him|them|much|you|nobody
it|that|this|things|everything @be not|hardly|never ~1 that|so|such|too|overly|all|even|as ~2 bad|serious|big|terrible|hard|violent|important|often|loud|cruel|awful|much|long|drastic
@it|-which @be not|hardly|never ~1 a|an|the|even|anything !@tiny|just|only|one|biggest ~2 deal|drama|crime|end|affair|lie|betrayal|cheating|abuse|tragedy|disaster|serious|catastrophe !breaker|trial
@it|-which @be not|hardly ~1 that|so|such|a ~1 big ~1 bad|serious|big|terrible|deal|drama|hard|violent|crime|lie|worst|end|affair|problem|awful|important|betrayal|cheating|secret|abuse|thing|much|either|often|loud|world|cruel|tragedy|disaster|long
@it|-which @be not|hardly|never ~1 if|like|though|as ~1 if? i|we|anyone|anybody|nobody|somebody ~3 
not|hardly as if|like|though i|we ~2 @harm|killed|murdered|did|robbed|do|never|beat|@acts|had|was
@it|'s|is not like i|we ~1 @be|@did|@harm|killed|have|never|meant|planned|hit|wanted|had|do
as though|if i ~3 murdered|killed|@harm|robbed|committed|done|burned|beat|destroyed|were|was|a ~2 
you would|'d think i
@it|-which @be ~1 no|hardly|not ~2 big|great|crime|tragedy|drama|deal|disaster|problem|harm|biggie|catastrophe ~1 $|deal|thing|to|,|for|matter|done|either|when|
? is|was|@be|since|@did that|it|this|when ~3 a|such|so|really|the|now ~2 crime|terrible|bad|wrong|big|deal|sin|illegal|much|end|problem|issue|matter
? what|where|why @be|'s|was|is|all|the ~2 the|all|big|this ~3 big|fuss|deal|problem|harm|drama|matter|issue|wrong|about|crime|damage ~2 
so what $|if
@it|that|this|whole|thing ~1 @be|meant ~1 @just? ~1 nothing|trivial|harmless|meaningless|laughable|ridiculous|peanuts|insignificant|unimportant ~1 $|,|more|serious|and|really|worth|compared|special|much
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
@they|@their ~2 take|takes|took|taking|took ~3 too|overly|so|wrong|everything|far|it|things|me|to ~2 seriously|personally|wrong|heart|way|literally|hard|badly
@it @be|happened ~2 years|ages|long ~1 time? ago $
@it @be|'s ~1 ~1 ancient history
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
@they|@their ~2 acted|act|acts|acting|behaved|behaves|behave|carries|carried ~2 if|though ~2 
@they|@their|people ~1 just|always|secretly|only ~1 likes|love|loves|enjoys|enjoy|wants|looking|looks|look ~1 to|for|being|a ~2 suffer|suffering|victim|drama|attention|martyr|complain|complaining|dramatic|upset|reasons|reason|fault|offended|pity
@they|@their @be ~2 just|only|always|a|being|such ~2 drama|attention|hysterical|martyr|dramatic|princess|snowflake
play|plays|playing|played the ~1 victim|martyr
nothing to ~2 make|get|cry ~1 fuss|about|upset|angry
i have ~1 nothing to ~1 apologise|apologize|regret|hide|reproach
most|many|other|some ~1 people|men|women ~3 worse|laugh|thank|forget|forgotten|grateful|glad|happy|not
@harm.ing|that|it|this @be not ~1 real|really|exactly|technically|a|even|proper|any ~2 @harm|lie|lying|cheating|abuse|violence|affair|crime|betrayal|stealing
technically ~5 @harm|lie|lying|cheating|not|wrong|broken
there @be ~1 ~1 worse ~2 than|things|people|men|husbands|fathers|mothers|out
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
@it @be ~1 ~1 a bit of ~1 fun|flirting|teasing|banter
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
";
