//! What excuses and shifted blame look like, as patterns: what makes it usual or small. How they read is told at
//! [`blame_grammar`](crate::blame_grammar).
//!
//! A `+` before a pattern asks that the sentence admits something first; a `?` says that the pattern
//! is an excuse in the form of a question.

/// Everybody does it.
pub(crate) const EVERYONE: &str = "
<@partly @all ~3 would|'d ~1 have? ~1 done|do|react|reacted|act|acted|say|said|behave|@harm.past|-hurt|lost|lose|felt|feel|cracked|crack|gone|be !!left|through|stayed ~2 @harm|-hurt|same|@anger|that|so|likewise|exactly|temper|mad|too|it !!@kind|-want|proud|better|happy|happily|help|nicer
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
? who @do|@have|@would|@could|@be|has not !!tired|pulled|me|love|loved|happy|like|liked|welcome|proud|want|enjoy ~1 
? who|@all among|has|have|of|@have|@be ~1 not|us|never|perfect|without|us
? @would not you|@all ~1 have? $|done|do|@harm|lost|feel|felt|@anger|been|react|reacted|snap
? @have|@did not you|@all|anyone|everyone ~1 ever|done|@harm
@be ~1 just|only ~1 human|natural|nature|normal|man|male|flesh
@it|i @be ~2 human $|to|nature|and|thing|after
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
you can not tell me
@all ~2 something to ~1 hide
<@partly @all ~1 would|'d ~1 check|look|ask|read|follow|say|do|call|leave|lie|hide|go|lose|get|be|feel|snap|worry $|it|that|the|his|her|so|up|about|sometimes|too|lie|angry|jealous|upset|mad|suspicious
name one ~5 who|that
name|show|find me? ~1 a|one|any|anyone|somebody ~3 who|that|without
what|as|like anyone|anybody|everyone|everybody|people|others|ALL ~1 would|'d ~1 do|have|$
@all says|say|tells|tell|does|do|makes|make ~2 things|stuff|mistakes|lies|something ~2 they|regret|mean|sometimes
@all ~1 @be ~1 guilty|jealous|selfish|human|a|only|capable|like|fallible|@fury ~1 of|sometimes|that|bit|human|$|little|liar|liars|at
@be not|@do not @all|we ~1 all?
you|who|they would|'d have|@be|do ~2 the same ~1 $|in|if|thing|too|as
@all has|have|had been there
we have all ~1 been|done|said|@harm|told|made|had|lost
nobody ~1 @be ~1 perfect|always|without|free|flawless
nobody|none ~1 of|in? ~2 @would|could|can|'d ~1 have ~1 done|reacted|acted|stayed|kept|put|managed|been|resisted ~3 better|differently|calm|up|quiet|different|that|it|patient
@it|that|this @be ~1 how|what|way ~1 men|women|people|couples|families|boys|kids|brothers ~1 @be|do|are|$|act|behave|argue|fight
@it|that|this @be ~1 a man|guy|woman|couple|family|marriage|human|cultural|generational ~1 thing
@it|that @be ~2 completely|perfectly|totally|absolutely|quite|only|just|so ~1 normal|natural|human|understandable
@all ~2 have|has ~2 affairs|affair|skeletons|skeleton|secrets
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
that|it 's|@be ~1 @just? what|how|why|the ~1 way? ~1 @all|mates|friends|brothers|sisters|exes|couples|families|guys|lads|siblings|boys|husbands|wives|parents|partners|teenagers|kids|marriages|relationships|men|women|ALL ~1 @be|do|does|are|for|work|works|talk|talks|go|goes|have|behave|love|fight|argue|act|treat|tease|live|handle|react|get|say|speak !!together|@kind
it|that 's|@be ~2 what|how|just ~1 what? guys|lads|mates|brothers|siblings|husbands|ALL|men|women|couples|people ~1 do|does|are
the way|same ~1 way? @all ~6 do|does|did|would|has|have
as|like|just ~1 @all|ALL ~4 do|does|did|would|has
just as|like @all|ALL
<@partly @all|ALL ~1 @just|simply|all|always do|does|did it|that|this|so|the
<@partly @all|ALL ~3 @one-sin.base|goes|go|lies|cheats|vents|shouts|fibs|gossips|flirts|snaps|argues|yells|snoops|moans|strays|sulks|swears ~1 !me|my|together|better
<@partly @all|ALL ~2 go|goes|look|looks|read|reads|peek|peeks|snoop|snoops ~1 through|at|into|in ~4 phone|phones|pockets|messages|things|drawers|mail|bag|bags|browser|diary|texts|emails|wallet|post
<@partly @all|ALL ~2 forget|forgets|miss|misses|skip|skips ~5 birthday|birthdays|anniversary|anniversaries|appointment|appointments|things|something|stuff|once|calls|dates|name|names
<@partly @all|ALL ~2 cut|cuts|cross|crosses|hold|holds|bend|bends|keep|keeps|hide|hides|tell|tells|play|plays|have|has|got|makes|make|lose|loses|raise|raises|blow|blows|let|lets|take|takes|say|says|spend|spends|drink|drinks|do|does ~4 corners|line|lines|grudge|grudges|rules|truth|secrets|secret|receipts|lies|lie|fib|fibs|fibs|games|slip|slips|mistake|mistakes|errors|temper|cool|patience|voice|voices|top|steam|fuse|rip|granted|things|stupid|money|much|too|wrong|worse|bad|moments|moment|days|something|bits|side|baggage|fantasies|crush|breaking|buttons|limit|limits|point !!together|fun
<@partly @all|ALL would|'d|could|might ~1 have ~1 !@verdict|been ~4 !!@verdict|her|him|them|help
<@partly @all|ALL would|'d|could|might ~1 have ~1 been|got|gone|become|felt ~3 @anger|@wrong|@fury|tempted|fed|sick|annoyed|upset|irritated|driven|crazy|up|off|provoked|same|overwhelmed|confused|exhausted|impatient|cross !!hurt|proud|sad
<@partly @all|ALL would|'d ~2 be|get|feel|go|become ~2 @fury|tempted|sick|annoyed|irritated|provoked|mad|angry|furious|jealous|bitter|impatient|cross|same|crazy|insane|fed !!with me
<@partly @all|ALL else|sane|normal|@all would|'d ~1 have ~3 !!@verdict|me
nobody|noone ~5 would|'d|could|can|will|does ~2 have? ~1 !blamed|hurt !!blamed|guessed|known|believed|seen|loved|noticed|helped|imagined|told|wanted|stopped|cared ~3 kindly|calmly|politely|gently|patiently|nicely|quietly|cool|calm|patient|quiet|that|this|him|her|them|it|otherwise|differently|better|different|sane|smiling|friendly|without|everything|temper !!help
nobody|noone|none could|would|can|'d ~1 have ~1 @bad|put|stood|stayed|kept|coped|taken|lived|dealt|handled|resisted|remained|managed|lasted|tolerated|endured|done|behaved|acted|responded|reacted ~2 !!@verdict
nobody|noone ~1 @be|is ~1 always|constantly|a|an|that|perfect|without|immune|above|ever
nobody|noone ~3 has|have|'s never
there @be no|not ~2 @people|marriage|relationship|family|couple|husband|wife|soul|nobody ~3 who|that|without|where
there @be nobody who|that ~1 @have|has|@do|does|never|not|would|could
? who ~5 'd|would|could|can ~1 still|have|be|not|stay|keep|blame|resist|stand|take|put|cope|remain ~2 patient|calm|kept|quiet|stayed|friendly|sane|nice|polite|cool|resist|me|that|with|it|that|still|stay|be|been !!love|proud|happy|help
? which|who|how of|among|many us|you|ALL|couples|people|men|women|friends|marriages ~2 have|has|had|@do|does|@be|would|can|could|never
? what|which ~1 @people|couple|couples|family|marriage|relationship|saint ~1 @would|@do|does|has|have|can|could ~1 not|never|ever
? @have|has|@did not ~1 @all|you|we|everyone|everybody|anyone ~1 ever? done|@harm|been|said|forgot|lost|told|lied|had|made
tell|show|find|name|give|bring me ~1 a|one|the|any|anyone|somebody|someone|who|where|which ~3 who|that|where|has|have|@do|does|without|never|not|would
i @do not know ~1 a|anyone|anybody|one|any|many|of ~4 who|that|without
i ~1 have ~1 never|not|yet ~1 met|known|seen|heard|come ~1 of|across? a|anyone|anybody|one|any|the|many ~4 who|that|without
not ~1 a|one ~1 soul|single|man|woman|person|couple ~2 would|could|'d|who|alive|in
a|no|even ~1 saint|angel|monk|priest|robot|nun|buddha|gandhi|pope|therapist|jesus|mother ~2 would|could|might|'d
patience of ~1 a|an saint|angel|job
@it|that|this @be ~3 normal|natural|common|usual|typical|standard|ordinary|human|universal|everyday|unavoidable|understandable ~2 in|at|for|to|among|with|when|between|after|enough|$|reaction|behaviour|behavior|practice|thing|part !!sad|grieve|grief|nervous|cry|miss|feel|scared|today
@harm.ing|@misdeed.ing|jealousy|lies|arguments|fights|secrets|shouting|rows|anger|flirting ~4 @be ~3 normal|natural|common|usual|human|standard|part|ordinary|everywhere
perfectly|only|completely|entirely|absolutely|just normal|natural|human|understandable|common
par for the course
part and parcel
comes|goes with ~1 the|any|every ~1 territory|job|age|marriage|package|turf|being
welcome to ~1 marriage|life|real|family|club|adulthood|parenthood|the
to err is
@it|that|this|things|these|such|mistakes ~2 happen|happens $|all|every|everywhere|in|to|between|when|with|after|among|sometimes|, !again|for|before|me|her|him
goes|go on in|behind|everywhere ~3 every|all|most|closed|any|@all|house|home|marriage|ALL
in ~1 every|any|all|most|ALL|THING ~1 marriage|family|couple|relationship|household|home|house|office|$|there|ALL|people|somebody|something|one ~4 there|happens|happen|somebody|someone|lies|fights|is|goes|people|one|shouts|argues|yells
in my|our|those|that ~2 generation|culture|country|days|family|village|industry|line|job|trade|business|circle|circles|world|house ~2 , ~3 everyone|everybody|people|men|women|it|that|you|nobody|we|ALL|@all
where i come|grew|was ~4 ,? ~1 everyone|everybody|people|men|women|it|that|you|nobody|we|@all
nine out of|in ten
ninety|eighty|most|half|99|90|80 per|percent|of ~2 @people|marriages|couples|all|them
@it|that @be|'s|runs ~3 men|women|male|female|man|human|masculine|guy|boys ~1 nature|thing|brain|instinct|instincts|ego|for
@they|@all|you ask|ask ~1 any|anyone|anybody|around|any ~2 ,
ask ~1 any|anyone|anybody|ALL|around
@all|ALL|nobody ~2 wants|want|likes|like|admits|admit ~1 to ~1 admit|say|it
you|one can not|never ~1 be|always|expect|help ~3 calm|patient|nice|perfect|cheerful|kind|honest|anyone|a|everyone|people|all|everything|man|woman|husband
@they|you|everybody|anyone|anybody|ALL would|'d ~1 have ~1 done|said|reacted|acted|lied|snapped|shouted|lost|gone|felt ~2 the|exactly|same|it|too|likewise|if|in|nuts|mad|no
put|imagine yourself|anyone|anybody|@self|a ~2 in my|that ~1 shoes|place|position|situation
try ~1 living|being|sharing|dealing|working ~2 with|on|a|in
you try|should try|spend
first stone
without sin
i @be ~1 only|just|merely ~1 human|flesh|a|man|mortal
i @be ~1 not|no ~2 saint|angel|robot|machine|monk|superhuman|superman|stone|perfect|superhero $|,|and|either|after|you|ever|nobody|who|made
i @be ~1 not ~1 the ~1 only|first|last|worst ~3 to|who|in|that|one !!loved|loves
i @be ~1 no|not ~2 worse|different ~2 than|from|to ~2 @all|other|others|the|anyone|most|any|next|ALL|men|people|average
@all|my|most|other|ALL|PERSON ~3 all? ~1 do|does ~1 it|that|the|this|so $|,|to|too|and|with|same|all
my|all ~2 friends|mates|colleagues|brothers|sisters|family|parents|neighbours ~1 all|also|@one-sin.base|do|shout|drink|lie|cheat|say|treat|forget|argue|have
@all|ALL ~3 text|texts|message|call|flirt|talk|meet|see|write ~2 exes|ex|others|women|men|strangers
nobody|noone ~2 tells|tell|is|says|keeps|shows ~2 the|whole|all|full|entire|complete|completely|fully|always ~1 truth|honest|everything|real|true|whole
so why would|should|must|do|am|@be i|we
nobody|noone ~1 calls|blames|minds|cares|bats|complains|judges
@all|ALL ~3 would|'d have ~5 just? as|like i
@all|ALL ~3 would|'d have ~1 @bad|walked|left|hung|slammed|given|thrown|kicked|shown|called|told|put|run|taken|lost|gone|dumped|ended|filed ~3 on|her|him|them|out|up|the|it|long !!me
<@partly @all|ALL|nobody with|in|who|on|under|from ~6 would|'d|could|might ~1 have? ~2 !!@verdict|her|love
<@partly @all|ALL|nobody with|in ~3 pulse|heart|blood|eyes|brain|sense|mind|senses|position|shoes|place|situation|feelings
done thing
PERSON|friends|mates|colleagues|brothers all ~1 do|does|did|say|go|have|lie|cheat|drink|shout|@harm.base|@misdeed.base|keep|treat
one ~3 did|does|do|must|can|could|can not ~3 tell|always|be|expect|help|say|show ~3 one|everything|a|perfect
even the ~2 happiest|best|closest|nicest|kindest|calmest|sweetest|strongest|most|perfect|greatest|holiest|finest
best of us|them|families|marriages|couples|friends|people|men
made of ~1 stone|wood|iron|steel|ice|marble|granite|concrete
heart of stone|ice
men|boys|kids|couples|girls|women|people|families|brothers|siblings ~2 will|are ~2 be ~2 men|boys|kids|couples|girls|women|people|families
every|any|each|no ~2 marriage|couple|relationship|family|household|friendship|home|husband|wife|man|woman|parent|mother|father|brother|sister|house ~3 has|have|@be|goes|is|gets|needs|keeps|lies|fights|argues|shouts|hides|does|would|without ~3 !!happy|welcome|song|different|loved
ALL|@all ~4 has|have|goes|go|is|are|gets|keep|lie|lies|fight|fights|argue|argues|shout|shouts|hide|hides ~3 secrets|rows|fights|arguments|lies|bad|rough|ups|plate|moments|shouting|crises|affairs|tempers|issues|skeletons|quarrels|trouble
i @be|am|was|'m ~3 hardly|not|never|surely ~3 the ~2 first|only|last ~4 to|who|in|man|woman|person|husband|wife|father|mother|parent|one !!loved|room|love|laugh
not|hardly the ~1 first|last|only ~3 man|woman|person|husband|wife|father|mother|parent|one|couple ~2 to|who|in !!loved
in ~3 their|his|her|your right mind
? who ~3 in|with|wants|likes|has|hasn't|does|gets|would|could|can ~4 their|nothing|to|not|no|never|time|patience ~4 right|mind|hide|that|hear|every|day|be|stay !!love|like|happy
anyone|anybody|everyone|everybody|ALL|people|they|others ~3 else|in ~3 would|'d|does|do ~4 have|the|do|it|say|react|@harm|lose ~3 !!@verdict|her|him|them|proud|love
@all|people ~3 do|does|did|have|has ~4 way|far|much|a|lot ~2 worse
@they|you|anyone|anybody would|'d do|have ~2 done? ~2 the|exactly ~1 same
since when ~3 is|do|does|has|are
? who @have|has|@did|does|would|@do not ~1 ever? ~1 peeked|snooped|lied|cheated|flirted|looked|said|done|told|had|been|felt|wanted|read|checked|kissed|drunk|drank|lost|shouted|forgotten|forgot|peek|snoop|lie|cheat|look|say|do|tell|feel|want|read|check|lose|shout|forget|fib|cut|get|@harm
nobody ~2 tells|tell|says|speaks|admits ~1 the? whole|full|entire|complete|all|truth|everything|real
";

/// It was little.
pub(crate) const MINIMISE: &str = "
@they|@their|people|everyone|everybody|some @aux* ~3 @overreact|-sensitive|-emotional|-delicate|-soft|-thin|-dramatic|exaggerating|imagining|imagines|inventing !;
@they|@their|people|everyone ~4 too|overly|so|over|overly|very|far|bit|being|such|little ~1 too|overly? @overreact
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
@it|-which @be not|hardly|never ~1 if|like|though|as ~1 if? i|we|anyone|anybody|nobody|somebody ~3 
not|hardly as if|like|though i|we ~2 @harm|killed|murdered|did|robbed|do|never|beat|@acts|had|was
@it|'s|is not like i|we ~1 @be|@did|@harm|killed|have|never|meant|planned|hit|wanted|had|do
you would|'d think i
@it|-which @be ~1 no|hardly|not ~2 big|great|crime|tragedy|drama|deal|disaster|problem|harm|biggie|catastrophe ~1 $|deal|thing|to|,|for|matter|done|either|when|
? is|was|@be|since|@did that|it|this|when ~3 a|such|so|really|the|now ~2 crime|terrible|bad|wrong|big|deal|sin|illegal|much|end|problem|issue|matter
? what|where|why @be|'s|was|is|all|the ~2 the|all|big|this ~3 big|fuss|deal|problem|harm|drama|matter|issue|wrong|about|crime|damage ~2 
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
@they|@their ~2 take|takes|took|taking|took ~3 too|overly|so|wrong|everything|far|it|things|me|to ~2 seriously|personally|wrong|heart|way|literally|hard|badly
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
@they|@their ~2 acted|act|acts|acting|behaved|behaves|behave|carries|carried ~2 if|though ~2 
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
no|not|hardly|barely|scarcely|never ~3 a|an|the|any|such|some|big|even ~2 big|great|real|huge|major|serious|@dismissal ~1 deal|crime|fortune|disaster|tragedy|catastrophe|emergency|massacre|murder|drama|end|issue|problem|harm|thing|betrayal|affair|war|violence|abuse|assault|beating|robbery|fight|theft|sin|scandal ~1 $|of|,|is|was|to|,|;|either|really|in|,|for|and|she|he|they|at|about|over|when|that !breaker
@it|@harm.ing|all|none ~8 @do|@did|does|will|would|do|did not|never|hardly|barely|scarcely ~2 amount|add|come|mean|matter|count|change|hurt|kill|harm|affect|bother|scar|damage|ruin|make ~2 to|up|much|anything|a|as|anyone|anybody|any|her|him|them|for|that|$|difference ~2 much|anything|thing|lot|difference|$|lie|cheating|,|all !!forgive|excuse|less|right !!me|i|then|now
i ~1 do|can|did not ~1 see|understand|know|get|think|believe|remember ~2 what|why|how|where|that|all|any|i|it ~2 i|the|@they|all|it|this|anyone|was|there|@be ~3 fuss|deal|upset|big|drama|angry|worked|offended|mad|problem|wrong|harm|issue|unkind|cruel|bad|hard|crying|still|making|fussing|rude|mean|serious|loud|harsh|such
@they|@their|people|some|everyone|everybody ~2 should|need|needs|must|ought|could|might|has|have|better|'d ~3 get|grow|develop|learn|lighten|toughen|calm|relax|chill|move|let|stop|harden|loosen|cool|laugh|take|forget ~2 over|up|thicker|a|thick|used|to|down|on|it|off|go|making|being|a|being|some|harden|crying|whining|moaning|dwelling|joke
thicker|thick|thin skin|skinned
lighten|lightening up
get over it|that|himself|herself|themselves|yourself|the
@they|@their|people|some ~3 burst|bursts|burst|breaks|cries|cry|crumbles|fall|falls|melts|collapses|dissolves|explodes|faints|sulks|goes ~3 tears|pieces|at|over|if|when|apart ~2 the|every|a|any|you|anything|little|nothing|slightest|even|so|someone|one|you|to
every|the|any ~1 little|tiny|slightest|smallest|least|single ~2 thing|word|remark|comment|joke|noise|criticism|slip|mistake|disagreement|detail
@they|@their|you|people ~2 always? ~2 has|have|had|like|likes|love|loves|@be|tends|tend|manage|manages|manage ~2 to? ~1 turn|turns|turned|turning|make|makes|making|made ~2 everything|it|this|things|any|every|all|the|that|a ~3 into|a|an|of|out|about ~2 @outcry|thing|issue|
@they|@their|you|people ~2 @aux* ~1 made|make|makes|making|turn|turned|turns|cause|caused|kicked|staged|put ~2 a|an|such|it|this|everything ~2 @outcry !!i|we
storm|tempest in|inside a ~1 teacup|teapot|tea
much ado
<i|we making|made|make|makes a|such ~1 meal|song|thing|fuss|production|drama|song|scene|deal ~2 of|out|and|over|about
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
i|we never|@did|have|'ve not? ~2 actually|even|once|ever|seriously|physically|really ~2 laid|lay|touched|touch|hit|hurt|slept|kissed|cheated|raised|threatened|beat|struck|slapped|punched|stole|laid|harmed ~2 a|her|him|them|anyone|anybody|with|my|on|anything|you|it|finger|hand|$ ~1 !!back|again|again
it|this|that ~2 can|could|will|would|did|must not|hardly ~1 have ~2 hurt|been|bothered|mattered|killed|meant|scarred|damaged|affected
@it|@harm.ing|@just|THING did|does|will not|never|hardly ~2 kill|hurt|harm|scar|break ~2 @them|@they|anyone|anybody|nobody|somebody|him|her
never|hardly ~2 hurt|killed|harmed|bothered anyone|anybody|@them|@they|$
@it|that|there|this|'s|@be not ~1 @harm.ing|cheating|affair|lie|lying|abuse|violence|betrayal|stealing|bullying ~1 , ~2 we|i|it|more|just|only|that
not|hardly ~2 @harm.ing|cheating|abuse|violence|lying|stealing|stalking|spying ~2 if|when|as|unless|,|just|to|in|it|if
i|we @just ~2 texted|texting|kissed|talked|chatted|borrowed|looked|glanced|touched|tapped|held|teased|flirted|joked|forgot|raised|wrote|met|danced|hugged|had|peeked|peeped|skimmed|sent|asked|mentioned|said|told|took|checked|gave|drank|missed|called|pushed|did|bent|nudged|snapped|lost|slipped ~4 once|twice|few|couple|bit|little|two|three|messages|times|second|seconds|minute|minutes|moment|money|drink|drinks|glass|lightly|playfully|briefly|quickly|jokingly|friends|light|quick|friendly|small|harmless|and ~2 !!coffee|half|now|today|when|later|yesterday
two|three|four|few|couple|handful|one|once|twice|some ~3 in|over|during|across|out ~2 five|ten|seven|twenty|fifteen|thirty|all|six|four|three|eight|nine|those|that|the|twelve|forty|all|whole ~2 years|months|marriage|time|relationship|weeks|decades|evenings|days ~1 !!loved|happy
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
@they ~2 @be|'s ~2 still|just|always|so|such|too|overly|easily|far|way|being ~2 a|so|too|overly|easily|very|hung|overly|way ~2 offended|touchy|dramatic|delicate|fragile|soft|thin|sensitive|emotional|hysterical|theatrical|upset|difficult|fussy|princess|snowflake|baby|drama|prickly|hurt|cry|oversensitive
i|we|it|that ~2 @be|was|were ~2 hardly|barely|scarcely~1 ~1 even|really|exactly|technically|that|all|properly|a|an ~3 @harm.ing|@harm|loud|rude|cruel|shout|shouting|drunk|late|lie|cheating|violent|unkind|mean|aggressive|harsh|terrible|bad|serious|often|affair|fight|argument ~2 $|,|at|to|that|,|and|really|more|,|;|just|it|she|he|they|in|as|when|by|,|enough|anything
more ~2 of|like a ~2 joke|tap|nudge|push|misunderstanding|game|tiff|discussion|brush|tease|reflex|touch|murmur|chat|friendship
barely|hardly|scarcely ~2 touched|raised|a ~2 her|him|them|you|my|scratch|bruise|mark|scratch|voice
it|that|this ~2 @be|was ~2 years|ages|decades|so|long|forever|months|an ~2 ago|old|long|since ~2 $|,|now|and|why|get|she|he|they|it|surely|already|story
ancient|old history|story|news|hat
? what|who @be|'s|cares|is ~1 a|an|one|two|few|couple|about ~2 @small|birthday|push|slap|lie|drink|drinks|words|evening|minutes|joke ~2 between|in|among|now|anyway|$|or
neither here nor there
to do about|over
bit|touch|lot ~1 of ~1 a ~1 to
all ~1 so? a? ~1 rather|bit|very|quite|pretty|just|a ~1 silly|childish|ridiculous|overblown|harmless|innocent|exaggerated|theatrical|pathetic|trivial
get a grip|life|sense
@they|@their|people|some|PERSON|NAME can|could|will|would|do|does|did not|never|hardly ~2 take|handle|stand|bear|stomach|understand|laugh|see|appreciate|get|cope ~2 a|any|bit|even|the|at|my|joke|banter|humour|criticism|my|with|teasing|it|irony|that ~2 !!back|seriously|forgive|it
no ~1 sense of ~1 humour|humor|irony|proportion
people|others|some|they|@they|you|men|women|most ~2 call|calls|say|would|might ~2 it|that|this|call ~3 , ~1 i|we|really ~2 call|say|just|was|only|would
i|we ~1 prefer|call|'d|would ~2 call? ~1 it|that|this ~2 a|teasing|banter|joking|friendly|being|honest|saying|passion|love|fun|concern|caring|to
other|most|some|plenty|many ~1 people|men|women|husbands|wives|fathers|mothers|couples|partners|guys ~3 beat|beats|hit|cheat|kill|steal|gamble|drink|do|leave|abandon|rape|worse|have|go|really ~5 ;|,|and|while ~2 i|mine|we|all|this|that
i|we @just ~1 @harm|@misdeed|called|@acts.past|raised|said|shouted|pushed|nudged|did|made|told|borrowed|took|kissed|tapped|touched|looked|glanced|read|peeked|forgot ~4 once|twice|little|bit|tiny|lightly|gently|half|small|quick|second|seconds|minute|minutes|few|couple|names|playfully|shoulder|arm|white|one ~1 !!coffee|beer|half|slept
it|that|this|there|@it ~1 was|is|were|@be|took|lasted|'s ~1 like|about|maybe|only|just|barely|all|what|hardly|at|perhaps|a|one|two|three ~2 of? ~2 two|three|five|ten|2|3|5|10|a|one|a|four|30|thirty|few|couple|handful|single|some|most ~2 seconds|second|minutes|minute|times|messages|texts|euros|pounds|words|word|lies|lie|bucks|dollars|drinks|evenings|nights|beers|text|message|kiss|slap|push|shove|glass|glasses|plate|cup|remark|joke|comment|sentence|slip|mistake ~1 !ago|later|away|left|from|before|until|to|old
wasn|was|is|not ~1 not? even a|an ~1 real|proper|actual|serious|full|whole ~2 fight|lie|argument|kiss|affair|punch|slap|row|date|shout|push|threat|hit
not ~1 even|exactly|quite|really a|an|the|that ~2 fight|lie|argument|kiss|affair|punch|slap|row|date|shout|push|threat|hit|crime|fortune|drama|betrayal|disaster|earthquake|murder|abuse|violence|bad|big|serious|loud|often|hard
i ~1 do|can|could|did|would|'ll|will not|never|hardly ~2 see|understand|know|get|think|believe|imagine|remember|call|count|fathom|grasp|consider ~3 what|why|how|where|that|as|it|anything|when ~4 fuss|deal|upset|big|drama|angry|worked|offended|mad|problem|wrong|harm|issue|unkind|cruel|crying|cry|cries|making|mean|serious|harsh|such|crime|cheating|lying|abuse|bad|hurt|excited|hurtful|point|tears|stealing|matters|affair|bothers|bother|sorry
why @they|@their|anyone|people|everyone ~3 cry|cries|cried|crying|upset|fuss|makes|make|sulks|sulk|angry|hurt|offended|so|such|about|still|over ~3 , ~2 i|it|nobody|beyond|is|no
? why|what ~1 @be|is|was|the|all|does|do|must|should|has ~1 @they|everyone|it|that|this|all|people|anyone ~3 fuss|tears|drama|upset|cry|crying|angry|so|big|make|making|about|long|still|hysteria|react|overreact|matter|shouting
? where|what ~1 @be|is|'s ~1 the ~1 harm|problem|crime|damage|issue|tragedy|fuss|drama|disaster|big|harm ~2 $|in|deal|with|about|if
@they|@their|PERSON|NAME ~1 laughed|laughs|joked|smiled|giggled|shrugged|slept|ate|danced|went ~2 about|at|it|off|back|on|dancing|fine|well|out|as|like ~2 afterwards|later|too|next|off|again|that|nothing|night|day|now|normal|minutes|usual
sticks and stones
only|just|mere|merely|but ~1 words|talk|noise|talking|money|sex|pixels|texts|hormones|paper|things|furniture|plates|crockery|china ~1 $|,|and|after|really|not|, !!hurt|can
words|words|they|things ~2 @be|are|were ~2 @just|only ~2 words|things|plates|texts
if|when that $
if i ~2 ever|did|was|were|am|said|hurt|offended|raised|upset|even ~4 , ~2 it|then|that|i ~2 was|is|did|'s ~2 only|just|not|a|by|hardly|never|barely|once|out|nothing|in|unintentional
@just|^|one|couple|few|two|three|some|the ~2 odd|occasional|random|stray|single|forgotten|little|harmless|friendly|stupid|drunken|silly ~2 @small|word|remark|comment|text|evening|night|message|look|tap|beer|name|nickname|peek|birthday|glass|flirt|bet
i ~6 now and then|again , ~2 nothing|but|so|big|never
sue|shoot|arrest|crucify|hang|execute me
who cares
all ~1 i|we|it ~2 did|said|was|took|wanted|gave|sent|happened|asked|made|had ~3 was|@be|is
nothing ~3 came|happened|broke|bled ~2 of|between|it|$
come out of it|that
<hurts no ~2 real|lasting|serious|permanent|actual|big|great|long ~2 harm|damage|injury|bruise|bruises|marks|deal|scars|pain|tears|consequences|victim|loss|drama|hurt
not ~2 a|one|any ~2 scratch|bruise|mark|tear|hair|finger
@they|@their|PERSON|NAME ~2 make|makes|made|making|paint|paints|painted|call|calls|called|portray|portrays|treat|treats|sell|sells ~2 it|me|that|this|everything ~2 sound|look|like|as|into|out|a|an|some|to|the ~3 monster|criminal|crime|abuse|cheating|affair|worse|murder|assault|bigger|devil|murderer|abuser|tragedy|catastrophe|war|violence|big|if|though|betrayal|worst|drama
in the ~1 grand|great|larger|big ~1 scheme|picture|order
blown|blow|blew|blowing ~2 it|this|that|things|everything|all ~3 up|out|way
it|this|that|things ~3 blown ~2 up|out
once in a blue moon
";
