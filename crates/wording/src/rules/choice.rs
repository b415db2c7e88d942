//! What excuses and shifted blame look like, as patterns: that there was no other way. How they read
//! is told at [`grammar`](crate::grammar), their flags at
//! [`rules`](crate::rules).

/// There was no other way.
pub(super) const NO_CHOICE: &str = "
<like i|we @have|felt|saw|@did ~1 no|little|never ~2 choice|option|alternative|options !of|about|on|in|but
i|we @did|@have not ~1 have ~2 choice|option|alternative|say !of|on|but|about|in
i|we ~1 had|have|saw|felt|was|am|were|left ~3 no|other|any ~2 choice|option|alternative but|except|than to !!taxi|accept|home|bus|wait|train|hospital|doctor|next !accept|respect|wait|trust|face|admit|be|apologise|apologize|let
left|leaves|leave|leaving|gave|give|gives|giving me|us ~2 no|without|little|few ~1 choice|option|options|alternative|way|out|room
i @could|can not ~1 help it|@self|myself|being|@harm.ing|@acts.ing|-crying|losing
i @could|can|was|am not|never ~1 able? to? stop|control|contain|prevent|restrain|hold ~1 myself|@harm.ing|@acts.ing|-crying|-looking|-going|-keeping|back
+ i @could|can|was not ~1 able? to? stop|resist|help $|it|myself
i @could|can|was|am not ~1 able? to? do|act|react|behave ~1 otherwise|differently|anything|different|else
there was|is nothing else ~1 i|we|to !!home|change|past|undo ~3 do|done|$
+ there was|is nothing|not ~2 more|anything|i|we !!change|past|undo ~2 do|done
there was|is|'s no other|alternative ~1 way|choice|option|but
? what ~1 @could|should i|we have done|said $|when|with|if|that
? what would you|anyone|anybody have done|said
? what else @could|was|should i|we|there !!never|amends|apologise|help|repair|better|hurt|differently|learn
? what else can i do $ !!amends
? how else @could|was|can|should i|we !!amends|apologise|help|repair|better
? what was i|we supposed|meant to
? what choice|option|alternative|chance did|do|had|have i|we
? did|do i have a|any|another|other choice|option|alternative then
i !!rest @be|felt ~1 forced|compelled|driven|pushed|pressured|coerced|bound|made !back ~3 to|into !rest|leave|sell|think|look|move !!job|house|flat
i had|have|'d got? to @harm.base|-hide|-cut|-lose|-break|-drink|-spit|-throw|-complain|-fight|-interrupt !less|a
i had|'d to ~2 @acts.base ~3 her|his|their phone|messages|emails|mail|diary|pockets|laptop|purse
i|we had|'d to ~1 control|defend|protect|hit|punish|teach|retaliate|raise|force ~2 myself|lesson|@them|voice|money|back
i|we had|'d to ~1 show|put|make|keep ~1 @them ~1 who|in|lesson|place|listen|quiet|under|see
i|we had|'d to ~1 know|do|say ~1 something|somehow|where|who|what|whether|if
i|we had|'d to find out
someone|somebody ~1 had|has|must|needed|needs ~1 to
@it was|is|seemed|felt the|my|our only ~1 way|option|choice|thing|solution|language !i|we|she
+ @it|things @be ~3 out of my|our control|hands
@it|things @be ~3 out of my control
my hands were tied
@it @be not ~1 up to me
@it @did? ~1 just|simply|kind|sort ~2 happened|came|slipped|escalated|exploded|burst
just|simply|sort ~1 happened|slipped ~1 $|out|before|without|between
^ ~1 @it|words it? slipped out|$
things ~1 just? happened $
@it @did? just happened
^ @it ~1 just ~2 came ~1 out
it|@it just did
just ~1 came|slipped|burst|blurted|spilled|flew|popped ~1 out
before i ~1 @could ~1 stop|think
before i knew it|what i|myself
something came over|inside|in|snapped|took
i saw red
i blacked out
i|my @be|was|were ~1 backed|boxed|cornered|trapped ~1 into|in|$ a? corner?
i @have|had|@be ~1 no|without control|power|say|way ~2 over|myself|to
@it @be ~1 @just how|who|the|what ~1 way? i @be
@it|@this ~1 how|who|what|way i @be ~1 made|wired|built|raised|born
i @be ~1 just? like|built|wired|made|born ~1 like that|this
i @be|was ~2 not ~1 in control|charge
i @could not ~1 have done|acted|reacted|behaved ~1 otherwise|differently|anything|different|else|better|more
i @be not|never ~1 given|offered ~1 a|any|another|much chance|choice|option
i never|not ~1 had|have|got|stood ~1 a chance|choice|say
i can not change $|it|that|who|how|myself|now
@it took|takes over|hold
@bare|THING took|takes|got over|control|hold
it|fate was|is ~2 fate|destiny|inevitable|unavoidable|reflex|instinct|automatic
never|not meant|planned|intended for|it ~2 to? ~1 happen|go|planned
@it|THING|the ~1 @be not ~1 planned|intended|intentional|deliberate|premeditated
there was|is no way ~1 i|to|around|out|of
i @could not ~2 let ~1 @them|it ~1 get|go|walk|leave|win|talk|treat|just
i @be ~2 left with no|little|few
any ~1 other way|choice|option
i|we ~1 @did not ~1 know what|how else
i|we ~1 had|have other|another|any ~1 other|better|different ~1 choice|option|way than|but !accept
it was either ~4 or
my ~1 body|hand|hands|mouth|mind|brain|head|tongue|fist ~4 own|itself|faster|slipped
it|things|everything ~2 happened|went|escalated ~1 so|too fast|quickly|quick|sudden|suddenly
i @could not ~1 think|see straight|clearly
i @be|felt|was ~1 powerless
i @could not|hardly ~1 just stand|sit|watch|take|bear|ignore|listen ~2 there|by|it|any|and|that|this|another|back
one thing led to another
i had|have|'d no|little|zero control|power
@it @be ~1 stronger than me|i|myself
i @could not|never ~1 have ~1 known|guessed|foreseen|expected
my ~1 hand|tongue|foot|fingers|temper slipped|snapped
gets|got the better of me
it|that|@bare|THING took hold of me
i|we ~1 reacted|acted|responded|did|hit|said|lied ~4 automatically|instinctively|instinct|impulse|autopilot|reflex
on autopilot|impulse|instinct
had|have to ~1 get|be|become ~1 loud|louder|tough|tougher|firm|strict|hard|angry|physical|nasty|mean|harsh|rough
i|we did ~1 what i|we|had ~1 had? ~1 to
there was|is no way ~3 could
i @could not ~3 @kind ~2 the way
i @be|was ~1 not ~1 able to ~1 stop|tell|do|help|control|hold|act|think|change
i ~1 @did|acted|reacted|said ~3 without ~1 thinking|meaning
i|we @could not ~1 help|control|change ~2 how|what|who|my|the way
nothing ~1 else ~2 worked|helped|left|possible|to|would
i ~1 @be|was ~1 beside myself
i ~2 lost control
i|we saw|had|found no way
@it|things just|simply|somehow ~1 got|went|spiralled|spiraled|slipped|came ~2 out|hand|control|far
it|things|everything ~1 got|went|spiralled|spiraled|slipped ~1 out of ~1 hand|control|my
it was ~2 beyond|outside|out ~2 my ~1 control|power|hands
it @be ~2 in my ~1 blood|nature|genes|dna|family
i @could not ~2 any ~1 other|different|differently|better
i ~1 @be|was ~2 only|just ~1 following|obeying|doing|defending|protecting ~2 orders|told|myself|job|what
i was told to
i|we ~1 had|have to ~2 somehow|anyway
i never ~1 got|had|have|was|given ~2 choice|say
i never ~1 got|had|have|was|given ~2 chance to ~1 do|say|explain|act|choose
who|what could i ~2 turn|do|go|say
@be the only ~1 thing|way|choice ~1 i|we ~1 could
i ~1 just|simply had to ~1 know|see|do|say|tell|stop|check|look|get
i @could not ~5 , ~1 @they would|'d
i|we had to ~5 , ~1 @they|it|otherwise would|'d ~1 have|not|never
i ~1 @be|got ~1 backed|pushed|driven|pressed against|into|to
something|somebody|someone ~1 else? took over|hold|control
? what|where|how @be|was i to
i @could|can not ~1 be|do|act|help ~1 any|it|other|different|otherwise ~2 other|way|different|differently|than
not ~1 in ~1 a|any position|state to
by itself $
happened ~1 by itself
i @could not resist|refuse|avoid
i|we had to do it|that|something|so
i|we ~4 no other|better|real ~1 way|choice|option|possibility out|$|than|but|left
in no ~1 state|position|condition to
no ~1 stopping|holding|controlling me
i @be how|who|what|the|as ~1 way? i @be
impossible ~2 not to|for
@it @be impossible ~3 to ~2 @kind|stay|talk|tell|ignore|resist|keep|avoid|remain|be|say|get|leave|stop|hold !!@harm.ing|repair|undo
made|makes|making it impossible
what else @be|was|could|would ~2 possible|left|open|there|have|be
? what|how|where ~1 would|do|did|should|could|can you ~2 have|expect|want|like|suggest|think ~1 me|i|us
? was|@be i|we|one ~1 supposed|meant|expected|really to
? should|could|would i|we ~1 have? ~1 just|simply|let|sat|stand|stood|kept|waited|watched|said|smiled|pretended
? @do|@did|does|have|has i|we ~1 have|get|had|got|see|really ~1 a|any|another|much|other|such|the|have ~2 choice|option|alternative|say|way
i|we ~1 never|not|hardly ~2 got|get|had|was|were|given|have|chose|asked ~1 to ~1 choose|decide|choice|say|be|this|become|for
i|we never|@did not ~1 choose|chose|ask|asked ~1 to ~1 be|this|it|feel|fall|get|have ~2 $|this|that|like|for|way|angry|jealous|in|so|temper
i|we ~2 ended|wound up ~1 up? ~1 @harm.ing|@acts.ing|kissing|in|@misdeed.ing|shouting|having|saying|spending|at !together|happy|home
ended up ~1 @harm.ing|@misdeed.ing|kissing|sleeping|in|having|on|saying|shouting|drunk ~1 !hospital|tears
i ~1 found|caught|heard|saw myself ~1 @harm.ing|@misdeed.ing|kissing|doing|in|standing|saying|unable|clicking|dialling|holding|screaming
next thing ~1 i|we ~1 knew|know|remember
before|until i|we ~1 knew|noticed|realised|realized|could ~1 what|it|myself|anything|think|stop|happening
nobody|noone|none ~1 decided|planned|chose|meant|intended|wanted ~1 anything|it|this|that|to|for|any
@it|i|we|that 's|@be ~2 in ~1 my|the|our|his ~1 genes|blood|nature|family|dna|bones|character|upbringing|stars
runs|ran in ~1 my|the|our family
i|we @be ~2 hothead|hotheads|hotheaded|fiery|temperamental|impulsive|volatile|emotional|passionate|jealous|short ~2 by|in|type|person|man|woman|fused|people|tempered|of ~2 $|nature|family|birth|always|and|,|by
that|this 's|@be ~1 @just? ~1 who|how|what|the ~1 way? i|we|it @be|am|work|is|was|function|do|react|cope|tick|get|handle
i ~1 @be|was ~2 born|built|made|wired|raised|brought|programmed|hardwired ~2 this|that|like|to|with|way|up|for
i ~1 can|could|@do not|never help|change|fight|control|choose|fix ~1 who|how|what|my|feelings|being|falling|wanting !happy|people|@people|beautiful|lovely
you|one|we|people can not|never ~1 help|choose|fight|control|argue|change|go|reason|resist|stop|escape|do ~2 who|whom|how|what|your|nature|feelings|it|love|fate|falling|against|with|human|the|chemistry|anything
the heart wants
@it|that|things @be|was|were ~1 bound|going|destined|always|fated|doomed|inevitable|unavoidable|beyond|out ~2 to|happen|be|inevitable|control|reach|hands|influence|me|my|this
sooner or later
@it|things|that|everything|life|one|events ~1 @just|simply|somehow|kind|sort|of|all|kinda ~1 happened|happens|took|got|ran|developed|went|slipped|exploded|snowballed|escalated|spiralled|followed|fell|worked|turned|built ~1 $|,|the|its|out|and|itself|on|that|from|so|over|too|away|by
took ~1 its|their ~1 own? course
@it|things|matters|situation|events|evening|night|argument got|get|went|ran|slipped|spun|spiralled|spiraled|escalated|snowballed ~1 completely? ~1 out|away|beyond|too|of|over|by|from|far|fast|itself
in|on the ~1 spur|heat|flow|moment|passion ~1 of? ~1 moment|$
spur of the moment
i ~2 lost ~1 it|my|control|all ~1 $|head|mind|temper|control|grip|cool|nerve|self|completely|and|that|in|when|patience|with ~1 !parents|mother|father
i ~2 saw|see ~1 only|just|nothing red|but
went|goes|go ~1 blank|black|red|off|berserk|haywire|dark $|and|in|for|,|with|up
a? switch|fuse|circuit|wire ~1 flipped|blew|went|tripped|flips|blows
it|that @be|'s|was not ~1 me|myself ~1 who|that|talking|speaking|doing|$|any|anymore|it|there|at
i @be|was|felt ~2 not|hardly|no ~1 in|at|longer|master|able|@self|fully|myself ~2 control|charge|driving|wheel|position|state|right|of|to|capable|myself|aware|mind|sober|conscious|senses !!come|attend|sleep
at my wit|wits|limit
i ~1 had|'d|have reached ~2 limit|end|breaking|point|edge
i could ~1 not ~1 not
temptation ~2 @be|was|proved ~2 too|strong|great|big
i|we ~1 had|have|'d|got ~1 @just|simply|clearly|no to ~1 @harm.base|@misdeed.base|-go|-write|-call|-look|-open|-read|-keep|-leave ~5 !!less|train|bus|doctor|work|dentist|hospital|home|school|@kind|breath|tears|letter|exam|laugh|early|form ~3 @them|@their|it|promise|truth|something|somehow|back|silent|phone|secret|somebody|someone|otherwise|rid|voice|way|rules|story|myself
i|we ~1 had|have|'d to ~1 be|get|become|act|play|stay|turn|go ~2 @wrong|strict|firm|tough|bad|cold|loud|cruel|hard|nasty|violent|monster|rough|harsh|mean|angry|silent|distant ~1 !patient|strong|brave
i|we ~1 had|have|'d to ~8 , ~2 otherwise|or|life|somebody|someone|nobody|no|there|what|it|@they|anything|else|anyone
i|we ~1 did|do|said|does ~1 @just|only|exactly ~1 what|whatever|the ~3 had|needed|must|could|best|necessary|told|supposed|anyone|was|i
needs must
sometimes|there ~1 you|one|times|moments|comes ~3 have|has|must|need ~1 to? ~2 @wrong|@harm|cruel|hard|lie|choose|@misdeed
there ~1 comes|come|came|is|was|are ~1 a|some|times|moments ~1 point|moment|time|limit|situations|times|moments %20 no|not|only|must|have|cruel|lie|snap|can
you ~1 have|had|@be|are left? ~1 no ~1 choice|option|alternative|way
it ~1 @be|was|had ~2 to be me who|that
it ~1 @be|was|came ~3 me|him|her|them|lie|fight|leave|sink|do|kill|now|down|either or
it @be|was ~1 either ~6 or
there @be|was|were|seemed ~1 no|not|hardly|never ~2 other|any|alternative|way|choice|option|room|stopping|getting|holding|out|controlling|avoiding ~2 to|for|me|option|way|choice|but|than|$|of|it|out|about|in|solution|back|think|around|except !!undo|back|forget|@kind|home|taxi|train|bus
i ~5 without ~1 thinking|knowing|realising|realizing|wanting|meaning|intending|noticing|any ~1 $|to|it|what|i|that|first|about|,|control
on ~1 autopilot|automatic|impulse|instinct|reflex
as if|though|by someone|somebody|something|some|i|my ~3 else|possessed|remote|own|pulled|pulling|took|steering|control|outside
i ~1 did|do not|never ~1 mean|intend|plan|set|choose|decide|go ~2 to|for|out|it|any|on|this|fall|there ~4 @harm|@misdeed|happen|it|go|that|this|far|cheat|love|looking|affair|hurt|kiss|$
my hand|hands @be|was|were ~1 forced|tied
i @be|was ~1 only|just|merely|simply|under ~1 following|obeying|doing|carrying|defending|protecting|surviving|orders|reacting|a|acting ~1 orders|told|myself|what|instructions|job|order|$|to|self|puppet|cog|instinct|on
self defence|defense
kill or be
i|we @did|could|can not ~2 see|find|have|get|think ~2 any|another|other|a ~1 alternative|choice|option|way|solution|exit !about !!back|help|home|keys
i|we ~2 had|have|'d|needed|got ~1 to ~2 make|cover|invent|come|say|keep|think|do|act|find|take|give|resort ~2 something|somebody|@them|up|some|a|excuses|things|it|to|quiet|secret|action|steps|drastic ~2 up|that|somehow|story|wrong|excuse|lie|untrue|true|not|secret|quiet|fast|mouth|$ !!truth|sorry|thank|everything
i|we ~2 had|have|'d|got|needed to ~2 @cover ~2 !laugh
i ~2 @have|had|kinda|just|simply|'d ~2 had? to $
i ~1 had to $
left|leaves|leaving no|little ~2 room|space|choice|option|way|alternative|time for|to|but|of
was|were|is|@be never|not|hardly ~2 an|a|really|the|any option|possibility|possible|alternative
out of the question
unavoidable
inescapable
? what|how can|could|should|is a|one|any|anyone|anybody|such @people|man|woman|husband|wife|mother|father|parent|fellow ~1 do|to
not that i ~2 wanted|meant|planned|intended|liked|enjoyed|chose|asked|want|mean|like
i did not ~2 want|wanna|like|mean|plan|intend|choose|ask ~3 , ~2 it|but|they|something|my|there|she|he|we|things|somehow|somebody
i did not ~2 want|mean|like|plan|wish to but
? @did|do you|@they|@all|anyone ~2 think i ~2 wanted|liked|enjoyed|chose|planned
my ~2 eyes|hand|hands|mouth|feet|finger|fingers|fist|foot|arm|legs|body|lips|tongue|voice|brain ~2 went|moved|said|flew|typed|opened|did|wandered|acted|found|picked|clicked|decided|dialled|spoke|shot|came|landed|slipped|connected|raised|got|jumped|fell|strayed|twitched|ran|took|just|simply
before|faster|quicker than? ~2 my ~2 brain|head|mind|conscience|reason|thoughts|self|better
nothing for it but
circumstances|situation|life|fate|things|events|necessity|duty|honour|money|times|poverty|crisis|hand ~2 obliged|forced|compelled|left|required|made|pushed|drove|dictated|demanded|gave|called|allowed|conspired|offered|decided|intervened ~2 me|us|it|that|my|no|against|for|otherwise|differently !!happy|@kind
? who|how could i|we ~2 have? ~2 know|known|guess|guessed|foresee|foreseen|trust|ask|turn|resist|refuse|say|tell|not|possibly|stop|stay
how ~2 was|were|am|are i|we to ~2 know|guess|resist|refuse|foresee|tell
i|we ~2 could|can|would|was not|hardly|never|scarcely ~2 have ~2 done|acted|said|reacted|behaved|avoided|prevented|stopped|known|told|helped|chosen|kept|let ~2 otherwise|differently|anything|it|that|different|else|better|more|any|not|them|him|her|so
they|she|he|it|somebody|someone|everyone|everything|we|i would|'d ~2 have ~4 otherwise|anyway
either i ~5 or
it|@it|that ~2 was|is|@be ~2 either|lie|them|him|me|her|sink|now|fight|do|eat|that|say|tell|kill ~3 or ~2 lose|swim|never|be|me|them|flight|him|her|nothing|die|leave|go|else|starve|drown|the|get|eaten|killed|explode
the ~2 only|sole|one|last ~2 way|option|choice|solution|resort|weapon|language|means|answer|tool|defence|outlet ~2 out|left|i|she|he|they|open|available|to|that|was|of|would|there|knew|had ~2 !change|is|asked !!love|now|change|accept|forgive|ahead|forward|asked|asks|she|he|train
i|my ~2 only|last|sole ~2 way|choice|resort|option|weapon|chance|hope|means|outlet|defence|escape|language ~2 of|to|was|out|$|,|against|left|@be
a|my|the ~2 force|power|demon|devil|voice|beast|animal|something|anger|rage|compulsion|urge|impulse|craving|habit ~2 stronger|bigger|greater|inside|in|beyond|outside ~2 than|me|my|control|us|of
i|we ~2 got|get|was|were|am|been|let ~2 carried|swept|dragged|drawn|sucked|caught|lured|pulled|roped|talked|led|tempted|tricked ~2 away|along|in|into|up|off|by|astray|over
these|such|things|it|that|accidents|stuff|shit ~2 just? ~2 happen|happens
it|that|the|@it ~2 was|is|@be an|a|one|pure|just|simply ~2 accident|accidents|oversight|reflex|coincidence|impulse|twist|instinct|misfortune|misunderstanding|matter ~2 $|,|of|and|waiting|that|really|thing
i was|@be ~2 told|ordered|instructed|asked|expected|required|supposed|forced|made|obliged|compelled|under ~2 to|orders|by|instructions ~2 @harm|@misdeed|do|lie|keep|hide|act|be|follow|fire|sign|say
THING|circumstances|fate|life ~2 obliged|forced|compelled|left|required|pushed|drove|dictated|demanded|took ~2 me|us|it|no|my|over !out
something|my|brain|mind|head|switch|fuse ~2 snapped|clicked|switched|flipped|shut|tripped|broke|exploded|blew ~1 in|inside|off|down|out|$ ~1 me|my|$|and|,
was|were|is|@be ~1 simply|just|quite|really|an inevitable|unavoidable
i ~2 got|get|was|am ~1 swept|carried|sucked|pulled ~1 away|up|along|in|into
i|we ~1 did|took|do|chose|said ~1 the|what only|i ~1 thing|way|one|step|decision|could
i|we did what i|we|anyone|any ~1 could|had|must|do|would|thought|needed
@it @be not ~1 a|my|an|really|even ~1 decision|choice|plan|intention
@it @be ~1 more|not ~1 like ~2 falling|sleepwalking|a|being|watching|drowning
i ~1 could|can no more ~4 than
i|we @be|was|were not ~1 given|offered|allowed|left ~1 the|a|any|much|another ~1 option|choice|chance|say|alternative|time|way|opportunity
i|we ~1 had ~1 nobody|nowhere|no|nothing ~2 to|else|left ~3 so|,
before i|anyone|my ~1 could|had|knew|realised|noticed|brain|head ~1 stop|think|it|what|could|know|hold|catch|myself|time
there @be|is|'s no stopping|holding|talking|reasoning|controlling|way ~1 me|back|i
when i ~1 get|am|was|got ~1 like|angry|that|mad|going|started|drunk|upset|jealous|worked ~3 , ~2 i|there|it|nothing ~1 can|'s|no|is|could|lose|see|just|cannot|do
@they|it ~1 or me
born with|like|that|this ~1 it|that|a|this|temper|way $
i|my ~2 always|just ~1 had|been|have ~2 a|an|like|this|hot|short|bad|quick ~1 temper|that|way|person|fuse|jealous|hothead|blood
? what @could|can|was i|we ~1 do|say but|except|other|if|when|with
THING|@bare ~2 takes|took|taking|takes over
@it|words|lie|THING|sentence ~2 @be|was|were out ~2 before
nothing|no ~1 else|help|way ~1 for it $
know what ~1 came|got|possessed|comes|gets ~1 over|into? me
can|could|@do not help ~1 the? way|how|what|who i ~1 @be|feel|react|get|look|was|did|behave|act
i ~1 can|could not control|help|contain|master|tame|fight THING|myself
@it|i|that ~2 in THING $
@they|PERSON ~1 told|ordered|made|instructed|asked me to do it|that|this|so
it is what it is
@they|somebody ~2 put ~3 pressure on me
nothing ~1 i|we|anyone|anybody could|can ~1 have done|changed|prevented
there @be nothing i|we|anyone|anybody could ~1 have done|changed|said|do|prevented !!undo
i|we @did|@have|had|never not? ~1 have|had? ~1 any|a|no|much say|voice|part in
? what|which other|better ~1 option|choice|way|chance|alternative|possibility
";
