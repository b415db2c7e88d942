//! What excuses and shifted blame look like, as patterns: what makes it usual. How they read is told
//! at [`grammar`](crate::grammar), their flags at [`rules`](crate::rules).

/// Everybody does it.
pub(super) const EVERYONE: &str = "
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
? who @do|@have|@would|@could|@be|has not !!tired|pulled|me|love|loved|happy|like|liked|welcome|proud|want|enjoy
? who|@all among|has|have|of|@have|@be ~1 not|us|never|perfect|without
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
<@partly @all i know ~1 has|have done|said|@harm.past ~2 it|that|this|something|things|worse|same
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
<@partly @all|ALL ~2 cut|cuts|cross|crosses|hold|holds|bend|bends|keep|keeps|hide|hides|tell|tells|play|plays|have|has|got|makes|make|lose|loses|raise|raises|blow|blows|let|lets|take|takes|say|says|spend|spends|drink|drinks|do|does ~4 corners|line|lines|grudge|grudges|rules|truth|secrets|secret|receipts|lies|lie|fib|fibs|games|slip|slips|mistake|mistakes|errors|temper|cool|patience|voice|voices|top|steam|fuse|rip|granted|things|stupid|money|much|too|wrong|worse|bad|moments|moment|days|something|bits|side|baggage|fantasies|crush|breaking|buttons|limit|limits|point !!together|fun
<@partly @all|ALL would|'d|could|might ~1 have ~1 !@verdict|been ~4 !!@verdict|her|him|them|help
<@partly @all|ALL would|'d|could|might ~1 have ~1 been|got|gone|become|felt ~3 @anger|@wrong|@fury|tempted|fed|sick|annoyed|upset|irritated|driven|crazy|up|off|provoked|same|overwhelmed|confused|exhausted|impatient|cross !!hurt|proud|sad
<@partly @all|ALL would|'d ~2 be|get|feel|go|become ~2 @fury|tempted|sick|annoyed|irritated|provoked|mad|angry|furious|jealous|bitter|impatient|cross|same|crazy|insane|fed !!with me
<@partly @all|ALL else|sane|normal|@all would|'d ~1 have ~3 !!@verdict|me
nobody|noone ~5 would|'d|could|can|will|does ~2 have? ~1 !blamed|hurt !!blamed|guessed|known|believed|seen|loved|noticed|helped|imagined|told|wanted|stopped|cared ~3 kindly|calmly|politely|gently|patiently|nicely|quietly|cool|calm|patient|quiet|that|this|him|her|them|it|otherwise|differently|better|different|sane|smiling|friendly|without|everything|temper !!help
nobody|noone|none could|would|can|'d ~1 have ~1 @bad|put|stood|stayed|kept|coped|taken|lived|dealt|handled|resisted|remained|managed|lasted|tolerated|endured|done|behaved|acted|responded|reacted ~2 !!@verdict
nobody|noone ~3 has|have|'s never
there @be no|not ~2 @people|marriage|relationship|family|couple|husband|wife|soul|nobody ~3 who|that|without|where
there @be nobody who|that ~1 @have|has|@do|does|never|not|would|could
? who ~5 'd|would|could|can ~1 still|have|be|not|stay|keep|blame|resist|stand|take|put|cope|remain ~2 patient|calm|kept|quiet|stayed|friendly|sane|nice|polite|cool|resist|me|that|with|it|still|stay|be|been !!love|proud|happy|help
? which|who|how of|among|many us|you|ALL|couples|people|men|women|friends|marriages ~2 have|has|had|@do|does|@be|would|can|could|never
? what|which ~1 @people|PERSON|couple|couples|family|marriage|relationship|saint ~1 @would|@do|does|has|have|can|could ~1 not|never|ever
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
@they|@all|you ask ~1 any|anyone|anybody|around ~2 ,
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
one ~3 did|does|do|must|can|could not ~3 tell|always|be|expect|help|say|show ~3 one|everything|a|perfect
even the ~2 happiest|best|closest|nicest|kindest|calmest|sweetest|strongest|most|perfect|greatest|holiest|finest
best of us|them|families|marriages|couples|friends|people|men
made of ~1 stone|wood|iron|steel|ice|marble|granite|concrete
heart of stone|ice
men|boys|kids|couples|girls|women|people|families|brothers|siblings ~2 will|are ~2 be ~2 men|boys|kids|couples|girls|women|people|families
every|any|each|no ~2 marriage|couple|relationship|family|household|friendship|home|husband|wife|man|woman|parent|mother|father|brother|sister|house ~3 has|have|@be|goes|is|gets|needs|keeps|lies|fights|argues|shouts|hides|does|would|without ~3 !!happy|welcome|song|different|loved
ALL|@all ~4 has|have|goes|go|is|are|gets|keep|lie|lies|fight|fights|argue|argues|shout|shouts|hide|hides ~3 secrets|rows|fights|arguments|lies|bad|rough|ups|plate|moments|shouting|crises|affairs|tempers|issues|skeletons|quarrels|trouble
i @be|am|was ~3 hardly|not|never|surely ~3 the ~2 first|only|last ~4 to|who|in|man|woman|person|husband|wife|father|mother|parent|one !!loved|room|love|laugh
not|hardly the ~1 first|last|only ~3 man|woman|person|husband|wife|father|mother|parent|one|couple ~2 to|who|in !!loved
in ~3 their|his|her|your right mind
? who ~3 in|with|wants|likes|has|does|gets|would|could|can ~4 their|nothing|to|not|no|never|time|patience ~4 right|mind|hide|that|hear|every|day|be|stay !!love|like|happy
anyone|anybody|everyone|everybody|ALL|people|they|others ~3 else|in ~3 would|'d|does|do ~4 have|the|do|it|say|react|@harm|lose ~3 !!@verdict|her|him|them|proud|love
@all|people ~3 do|does|did|have|has ~4 way|far|much|a|lot ~2 worse
@they|you|anyone|anybody would|'d do|have ~2 done? ~2 the|exactly ~1 same
since when ~3 is|do|does|has|are
nobody ~2 tells|tell|says|speaks|admits ~1 the? whole|full|entire|complete|all|truth|everything|real
i ~1 defy|challenge|dare|invite|bet ~1 anyone|anybody|any|you|everyone|them
put|place|lock|leave|throw|give|make ~1 anyone|anybody|any|a ~2 in|with|through|under|into ~6 see|and
@be|'d ~2 a|made ~1 robot|saint|angel|monk|machine|stone|superman|block|ice not|to
oldest|commonest|usual|same ~1 old? story|tale|excuse|trick|thing ~1 in|as|$ ~1 the? ~1 world|book|everywhere
in ~1 our|my|the|this|his|her ~2 trade|line|business|job|profession|office|industry|firm|team|branch|circle|town|village|culture|country|generation ~3 everyone|everybody|people|nobody|ALL|it|that|men|women|you|all
men|women|people|guys|husbands|fathers|parents|mothers|boys|kids|ALL ~1 my|of|like|from|in ~1 my|our|that|age|generation ~4 @be|were|was|did|do|are|never|not|learned|grew
perfectly|entirely|completely|totally|absolutely|quite healthy|normal|natural|usual|common|standard|human|legitimate|acceptable|fine
every ~1 magazine|book|study|doctor|psychologist|expert|therapist|paper|textbook says|knows|agrees|tells
studies|statistics|scientists|research|experts|psychologists ~2 say|says|show|shows|prove|agree
happens|goes|is everywhere|universal|natural|human
nobody|none|not ~3 bats|blinks|raises|turns|minds|objects|cares
only human
everyone|everybody|ALL|people|@all ~1 do|does|did|has|have|had|@harm ~1 it|that|this|one|them ~1 $|nowadays|now|today|there|here|sometimes|once|at|in|when
we are all ~1 only? ~1 human|sinners|guilty|flawed|adults|grown|liars|animals|the|like|in|only
ALL|everyone|everybody|people ~2 pad|pads|fiddle|fiddles|fudge|fudges|stretch|stretches|embellish|massage|cook|cooks|dodge|dodges|bend|bends|sneak|sneaks|skim|skims|smooth|polish|sugarcoat|hide|hides|keep|keeps ~2 their|the|a|things|expenses|hours|taxes|books|rules|truth|something
? which|what PERSON|@people ~1 tells|never|likes|admits
? who ~1 could|can|would|'d live|stand|bear|put|stay|cope|take|tolerate|endure|look|resist|listen ~2 with|by|it|that|this|up|on|such|at|a|to
@all|ALL i know
<@partly ALL|@all ~1 am|are|is ~1 pigs|liars|beasts|cheats|cheaters|jealous|selfish|thieves|animals|weak|hypocrites|addicts|sinners|crooks|snoops|gossips|drama|lazy|stubborn ~2 sometimes|deep|at|$|,|in|inside|now|underneath|when
ALL ~8 and lie|cheat|fight|argue|shout|hide|steal|drink|sulk|pretend
<@partly ALL|@all ~5 takes|take|steals|steal|pockets|helps|skims|fakes|fake ~3 home|bit|little|something|self|themselves|sickies|hours|pens
@all|ALL @be ~2 doing ~1 it|that|this|so
<@partly ALL|@all ~1 has|have ~2 a|an|their|his|her ~1 wandering|weak|dark|breaking|bad|roving|eye|weakness|weaknesses|point|urge|urges|needs|side|price|secret|vice|vices|limit|crush|demons|temper|moment|moments|days|skeleton
marriage|life|love|family|men|women|kids|parents|people for you $
";
