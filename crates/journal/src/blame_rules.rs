//! What excuses and shifted blame look like, as patterns: what circumstances are made to carry. How they read is told at
//! [`blame_grammar`](crate::blame_grammar).
//!
//! A `+` before a pattern asks that the sentence admits something first; a `?` says that the pattern
//! is an excuse in the form of a question.

use crate::blame::BlameRule;
use crate::blame_rules_others::{BUT_YOU, MADE_ME, THEIR_FAULT, THEY_TOO};
use crate::blame_rules_scale::{EVERYONE, MINIMISE};

/// The patterns of each rule; of two that match a sentence the earlier one is the clearer.
pub(crate) const RULES: [(BlameRule, &str); 9] = [
    (BlameRule::NoChoice, NO_CHOICE),
    (BlameRule::IfThey, IF_THEY),
    (BlameRule::OnlyBecause, ONLY_BECAUSE),
    (BlameRule::ButYou, BUT_YOU),
    (BlameRule::MadeMe, MADE_ME),
    (BlameRule::Everyone, EVERYONE),
    (BlameRule::TheyToo, THEY_TOO),
    (BlameRule::TheirFault, THEIR_FAULT),
    (BlameRule::Minimise, MINIMISE),
];

/// There was no other way.
pub(crate) const NO_CHOICE: &str = "
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
i ~1 @did|acted|reacted|said ~3 without ~1 thinking|thinking|meaning
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
i|we ~1 never|not|hardly ~2 got|get|had|was|were|given|have|chose|asked ~1 to ~1 choose|decide|choice|choose|say|be|this|become|for
i|we never|@did not ~1 choose|chose|ask|asked ~1 to ~1 be|this|it|feel|fall|get|have ~2 $|this|that|like|for|way|angry|jealous|in|so|temper
i|we ~2 ended|wound|ended up ~1 up? ~1 @harm.ing|@acts.ing|kissing|in|@misdeed.ing|shouting|having|saying|spending|at !together|happy|home
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
at my wit|wits|wit's|limit
i ~1 had|'d|have reached ~2 limit|end|breaking|point|edge
i could ~1 not ~1 not
temptation ~2 @be|was|proved ~2 too|strong|great|big
i|we ~1 had|have|'d|got ~1 @just|simply|clearly|no to ~1 @harm.base|@misdeed.base|-go|-write|-call|-look|-open|-read|-keep|-leave ~5 !!less|train|bus|doctor|work|dentist|hospital|home|school|@kind|breath|tears|letter|exam|laugh|early|form ~3 @them|@their|it|promise|truth|something|somehow|back|silent|phone|secret|somebody|someone|otherwise|rid|voice|way|rules|story|myself
i|we ~1 had|have|'d to ~1 be|get|become|act|play|stay|turn|go ~2 @wrong|strict|firm|tough|bad|cold|loud|cruel|hard|nasty|violent|monster|rough|harsh|mean|angry|silent|distant ~1 !patient|strong|brave
i|we ~1 had|have|'d to ~8 , ~2 otherwise|or|life|somebody|someone|nobody|no|there|what|it|@they|anything|else|anyone
i|we ~1 did|do|said|does ~1 @just|only|exactly ~1 what|whatever|the ~3 had|needed|must|could|best|necessary|told|supposed|anyone|was|i
needs must
sometimes|there ~1 you|one|times|moments|comes ~3 have|has|must|need ~1 to? ~2 @wrong|@harm|cruel|hard|lie|choose|@misdeed
there ~1 comes|come|came|is|was|are ~1 a|some|times|moments ~1 point|moment|time|limit|point|situations|times|moments %20 no|not|only|must|have|cruel|lie|snap|can
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
i|we ~2 had|have|'d|needed|got ~1 to ~2 make|tell|cover|invent|come|say|keep|think|do|act|find|take|give|resort ~2 something|somebody|@them|up|some|a|excuses|things|it|to|quiet|secret|action|steps|drastic ~2 up|that|somehow|story|wrong|excuse|lie|untrue|true|not|secret|quiet|fast|mouth|$ !!truth|sorry|thank|everything
i|we ~2 had|have|'d|got|needed to ~2 @cover ~2 !laugh
i ~2 @have|had|kinda|just|simply|'d ~2 had? to $
i ~1 had to $
left|leaves|leaving|left no|little ~2 room|space|choice|option|way|alternative|time for|to|but|of
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
i|we ~2 got|get|was|were|am|been|let ~2 carried|swept|dragged|drawn|sucked|caught|lured|pulled|roped|talked|led|drawn|tempted|tricked ~2 away|along|in|into|up|off|by|astray|over
these|such|things|it|that|accidents|stuff|shit ~2 just? ~2 happen|happens
it|that|the|@it ~2 was|is|@be an|a|one|pure|just|simply ~2 accident|accidents|oversight|reflex|coincidence|impulse|twist|instinct|misfortune|misunderstanding|matter ~2 $|,|of|and|waiting|that|really|thing
i was|@be ~2 told|ordered|instructed|asked|expected|required|supposed|forced|made|obliged|compelled|under ~2 to|orders|by|instructions ~2 @harm|@misdeed|do|lie|keep|hide|act|be|follow|fire|sign|say
THING|circumstances|fate|life ~2 obliged|forced|compelled|left|required|pushed|drove|dictated|demanded|took ~2 me|us|it|no|my|over
something|my|brain|mind|head|switch|fuse ~2 snapped|clicked|switched|flipped|shut|tripped|broke|exploded|blew ~1 in|inside|off|down|out|$ ~1 me|my|$|and|,
was|were|is|@be ~1 simply|just|quite|really|an inevitable|unavoidable
i ~2 got|get|was|am ~1 swept|carried|sucked|pulled ~1 away|up|along|in|into
";

/// It hung on what others did.
pub(crate) const IF_THEY: &str = "
<@fine if|unless ~1 @they|@their|it|everyone|people|nobody|someone|somebody|things ~1 @have|'d|@did|were|was|would|could|@bother|@strong|@kind|just|only|ever|stopped|left|told|behaved|showed|paid|earned ~8 , %2 i|we|none|nothing|this|that|it|things|everything|all @wouldnt not|never ~1 have|be|need|do|feel|@harm|@acts|had|go|come !!@learned|@survive
if|unless only? !i|we %14 i|we|none|nothing|this|that|it|things|everything|all ~1 would|'d|@could not|never ~1 have|be|need|do|feel|had|@harm !!@learned
if only? !i|we %10 none|nothing ~3 would|'d|could ~1 have|be
if ~1 @they|@their|it|everyone|people|nobody|someone|things %12 i|we|things|it|everything would|'d|could|might ~1 have|be|still|stop|tell|treat|drink|shout|talk|act|behave|change ~2 @good
none|nothing ~3 would|'d|could ~1 have|be ~6 if|unless|without @they|@their|it|@them
i|we|things|none|nothing would|'d|could|might not|never|have|be|still|stop|tell|treat|drink|shout|talk|act|behave|change !!@learned|@survive|weird ~8 if|unless only? @they|@their|it|everyone|people|nobody|someone|somebody ~1 @be|had|@did|'d|@would|@could|only|just|kept|@bother|@strong|@kind|stopped|left|let|gave|worked|told|trusted|talked|came|behaved
it|this|that would|'d|could|might not|never ~8 if|unless only? @they|@their|it|everyone|people|nobody|someone|somebody
i|we do|@did|never|only ~1 !know|care|think ~7 unless @they ~2 give|gave|start|@strong|make|made|push
i|we never|only ~1 @harm|@misdeed ~5 if|unless|when @they ~2 give|gave|start|@strong|make|made|push
@harm ~2 only|just if|unless|when @they
had @they|@their|it|everyone|people not|only|just|been|shown|given|told|listened|trusted|@pp %12 i|we|none|nothing|this|that|it|things|everything ~1 would|'d|could|might ~1 not|never|have|be|still !!@learned
if only @they|@their|everyone|people had|'d|would|could|did|was|were !were|here|alive|see|hear|know|known
if it|THING had|was|were|'d not|never ~1 been|for|$ ~1 @them|@their|for|such|so|THING|all ~8 , %2 i|we|none|nothing|this|that|it|things|everything would|'d|could|might ~1 not|never|have|be|still !!@survive
if it|THING had|was|were|'d not|never ~1 been|for|$ ~1 for? @them|@their|THING %10 i|we|none|nothing|this|that|it|things ~1 would|'d|could|might not|never|have|be|still !!@survive
without @their|@them ~3 @strong|sulking|nagging|drama|temper|jealousy|moods|lies|coldness|silence|pressure|constant|questions|provocation %8 i|we|none|this|it|that|things would|'d|could|might
i|we|none|this|it|that|things would|'d|could|might not|never|have ~8 without @their|@them ~3 @strong|sulking|nagging|drama|temper|jealousy|moods|lies|coldness|silence|pressure|constant|questions|provocation
i will|'d|can ~4 if|when|once|after|until|unless ~1 @they ~3 first|too|apologises|apologise|apologizes|apologize|changes|change|stops|stop|admits|admit|starts|start|does|do|stopped|apologised|apologized|earn|earns $
i will|can|do not ~5 until|unless @they ~2 admit|admits|say|says|change|changes|stop|stops|start|starts|do|does|own|owns
? if @they ~8 , ~2 why should|would|must i|we
? why should|would|must i|we ~6 if|when @they
as long as @they ~8 , ~1 i|we will|can|do|have
if @they ~3 @strong|@harm|never|always ~6 , i|we ~1 @harm|@acts.base|-stop|-leave|get|lose|feel|end|will|have|do ~3 @harm|too|back|same|@anger|not
unless @they ~6 , ~1 i|we ~1 can|will|do|would|have|see ~1 not|no|never
^ were @they|@their|it|people ~8 , ~1 i|we|things|none|this ~1 would|'d|could|might
if @they ~1 can|@do|will|@did|@be|@would not|never ~6 , ~1 i|we ~1 do|can|will|see not|no|never|neither ~1 have|need|see|either|owe|be
i|we ~1 can|will not ~2 apologise|apologize|change|stop|talk|forgive|trust|say|help|do|behave ~3 unless|until|if @they
if only? @they|@their|it|everyone|people|nobody|someone|somebody|things|home had|'d|was|were|showed|loved|trusted|listened|talked|cared|gave|let|left ~8 , ~2 i|we|it|things|our|my|THING|everything would|'d|could|might ~1 have|be !!anyway|still !!@learned|@survive|@helped|yes|gone|happy|come|said|joined
i|we|it|things|our|my|THING|everything would|'d|could|might ~2 have ~8 if only? !i|we ~2 had|'d|was|were|showed|kept|let|stayed !!@learned|@survive
as long as @they ~6 , ~1 i ~5 not|no|never|why
without|with a|the|such|someone|somebody|more|less|another|any ~5 @people ,? ~1 i|it|things|we would|'d ~1 not|never|have
if only? @they|@their ~8 , ~1 i would|'d ~1 not|have|never ~1 no|reason|need|cause|to
would|'d|could|might not|never ~8 had @they|@their|everyone|people
would|'d|could|might not|never ~8 if @they|@their|everyone|people|nobody had|'d|@did
if @they|@their ~6 , do not ~1 be|expect|wonder|blame|complain|ask
<@fine if|unless|until only? @they|@their|it|everyone|people|nobody|someone|somebody|things ~1 @have|'d|@did|were|was|would|could|@bother|@strong|@kind|just|only|ever|stopped|left|told|behaved|showed|paid|knew|let|took|kept|@acts.past %30 , %2 i|we|none|nothing|this|that|it|things|everything|all @wouldnt not|never ~2 !!@learned|@survive|here|home|safe|@helped
<@fine if|unless only? @they|@their|everyone|people|nobody|someone|somebody ~1 knew|could|would|let|did|had|'d|were|was|just|only|ever|treated|showed|gave|listened|cared ~9 i|we|things ~1 would|'d|could|might ~2 have|be|still|do|@kind|stop|tell ~3 @good|together|still
i|we|things|none|nothing|it|this|that would|'d|could|might !not !blame ~1 still|not|never|have|be|probably ~12 if|unless|had only? @they|@their|everyone|people|nobody|someone|somebody ~1 knew|could|would|had|'d|did|were|was|@be|just|only|ever|let|not|never|listened|treated|showed|gave|cared|learned|learnt !!@learned|@survive|@helped|weird
i|we|things|none|nothing|it|this|that would|'d|could|might ~12 , if|unless|had only? @they|@their|everyone|people|nobody|someone|somebody ~1 knew|could|would|had|'d|did|were|was|just|only|ever|let|not|never|treated|showed|gave|cared !!@survive|@helped
i|we|things|none|nothing|it would|'d|could|might ~8 , and so ~5 , if @they|@their
? would|'d|could|might i|we|it|this|things|any ~1 of? ~1 have|be|still ~12 if|unless|had only? @they|@their|everyone|people|nobody|someone|somebody !love|forgive !!@helped
i|we @do|@did not|never ~8 unless|until|if someone|somebody|people|everyone|@they|@their ~3 keep|keeps|kept|start|starts|started|on|push|pushes|pushed|provoke|provokes|@strong|@harm|make|makes|made|force|forces|won|leave|leaves
i ~1 only !stop|stopped|noticed|saw|understood|realised|apologised ~4 when|if|after|once someone|somebody|people|@they|@their ~3 keep|keeps|kept|start|starts|started|push|pushes|provoke|provokes|@strong|@harm|make|makes|force|not|leave|leaves|gets|get
if @they ~4 want|wants|wanted|expect|expects|like|likes ~2 me|us|it|better|respect|honesty|husband|different ~4 , ~1 @they ~1 should|could|must|have|has|need|needs|would|shall|will
when|if|until|unless|once @they ~4 starts|start|stops|stop|changes|change|learns|learn|respects|respect|treats|treat|admits|admit|shows|show|apologises|apologise ~6 , ~1 i ~1 will|'d|can|would|might
had @they|@their|everyone|people|someone|somebody|PERSON ~2 @acts.past|@bother|not|even|only|just|been|answered|listened|stayed|kept|said|told|given|shown|treated|@kinds %14 i|we|none|nothing|this|that|it|things|everything ~1 would|'d|could|might ~1 not|never|have|be|still !!@learned|@survive|@helped
things|none|nothing|it|i|we would|'d|could|might ~1 not|never ~1 have ~6 had|if|unless @they|@their|nobody|someone|PERSON
with|without|given ~2 @kind|less|more|better|another|different|little ~4 from @them|@their ~8 i|it|things|we would|'d|might|could
with|given a|an|another|some ~3 @people ~6 i|we|things|it would|'d|could|might ~1 not|never|have|be
if ~2 not ~1 for @their|@them|THING|PERSON|NAME %10 i|we|none|nothing|this|that|it|things would|'d|could|might
but ~1 for @their|@them|THING|PERSON|NAME ~6 , i|we|none|nothing|it|things would|'d|could|might
it|that|this|all ~1 could|might|would have|all ~2 been ~2 avoided|prevented|fine|different|stopped|easy ~3 if|had
all @they|you|she|he ~1 had|needed|have|has to ~1 do ~2 was|is|@be
one ~2 word|call|text|apology|sorry|hug ~2 from @them|@their ~4 would|'d|might|could
how|what ~3 would|could|@did i|we ~6 if|when @they ~2 never|not|always|refuses|refused|refuse
unless|until|if|when|while @they ~1 stop|stops|start|starts|quit|treat|keeps|keep|treats|show|shows|respect|give|gives|do|does|refuse|refuses ~8 , ~1 i|we ~1 @be|will|'d|can|do|am ~1 not|going|keep|never|have|continue|only|see|stay|always|still|no
but ~1 for @their|@them|THEIRS|PERSON|NAME|WHOSE ~6 i|we|none|nothing|it|things ~1 would|'d|might|could|should
supposing|suppose|assuming|provided|imagine|say that? @they ~12 , ~2 i|we|do|things|it|would ~3 would|'d|could|might|think
? how|why ~2 could|can|would|should|was i ~6 as|so|while|when|if|until ~3 @they
until|till|unless @they ~6 , ~1 i|we ~1 see|have|will|'ll|do|can|owe|find|feel|am|@be ~1 no|not|nothing|never|none|only
until|till|unless @they ~4 i|we ~1 see|have|owe|find|feel ~1 no|not|nothing|never|none
^ were @they|@their|PERSON ~2 less|more|not|only|a|kinder|to|easier|nicer ~6 i|we|things|it ~1 would|'d|should|might|could
if @they ~1 do|did|does|is|are|was|were|will|would not ~6 , ~1 i|we ~1 do|would|will|did|have|am|'d not|never|no
<@fine if @they ~1 do|did|does|is|are|was|were|will|would|had not ~8 , ~1 nobody|nothing|none|no|i|we ~1 would|'d|will ~1 need|have|be ~1 !!@learned|@helped
a|some|one ~1 bit|little|word|touch|drop|shred|crumb|pinch|single|more|less ~1 of|more|less|kind ~4 on|from|by|at @their|@them|@they|THEIRS|NAME|WHOSE ~4 ,? and i|we|it|things|this|none ~1 would|'d|could|might
a|some|one ~6 from @them|@their ~2 ,? and|, i|we|it|things ~1 would|'d|could|might
i|we|it|things would|'d|could|might not|never ~8 with ~2 @kind|more|less|some|little|bit ~4 from|on @them|@their
then|so stop ~2 @strong.ing|@harm.ing|giving|making|pushing|behaving|acting|asking ~1 me|my|like|so|
stop giving me
i|we ~2 start|stop|will|'ll|begin|can|be|am ~6 the|when|once ~1 day|moment|minute|second|hour|time @they
the day|moment|minute|second|hour @they ~6 , ~2 i ~1 will|'ll|can|stop|start|might|shall|am
i ~1 wish @they ~8 then|, ~1 i|we|it|things would|'d|might|could
i ~1 wish @they ~1 had|'d|would|could ~8 so|then|because i|we
without @their|@them|THEIRS|PERSON|NAME ~2 @strong.ing|@harm.ing|poking|meddling|sticking|interfering|coming|getting|talking|turning|constantly|always|stirring|filling|telling|calling|egging|whispering|snooping|watching ~10 , i|we|none|nothing|it|things|this|our ~1 would|'d|might|could
without @their|@them|THEIRS|PERSON|NAME ~6 , i|we|none|nothing|it|things|this|our would|'d|might|could ~1 not|never|still|have|be !!@survive|@helped|dead|lost|nowhere|alone|coped|managed
it|this|things|everything|we would|'d|could|might ~1 have ~2 gone|been|turned|worked|ended|stayed|lasted|looked ~3 so|fine|differently|different|better|well|out|okay|all|otherwise|together|smoothly ~4 if|had|without|with @they|@their|PERSON|NAME|people|a|someone|another|more|only|less !i|we
had @they|@their|PERSON|NAME ~2 @bother|bothered|thought|cared|come|tried|made|taken|wanted|been|put|managed|kept ~12 i|we|things|none|it|our
i ~1 would|'d ~3 be|have|do|act|talk|treat|stop|drink|shout ~4 with ~1 another|different|a|someone|somebody ~3 @people|wife|husband|who
all @they ~1 @have|had|needs|need|have|has to ~2 do|say
@they only ~1 has|have|had|needs|need|needed to ~2 ask|say|tell|stop|call
i|we ~6 THING|day|moment|minute|second|hour|time|once|when|if @they ~6 , not ~1 before|until
i ~2 start|stop|will|'ll|begin|can|'d|would ~6 THING|day|moment|minute|second|hour @they
? supposing|suppose|assuming|provided|imagine|say that? @they ~8 , ~6 i|we|things|it ~2 would|'d|could|might
until|till|unless @they ~4 i|we ~2 see|have|owe|find|feel no ~1 reason|need|cause|point|way
until|till|unless @they ~6 , ~1 i|we ~2 see|have|owe|find|feel|can|will|am no|not|nothing ~1 reason|need|cause|point|way|apologise|sorry|going|apologize|change
^ were @they ~1 less|more|not|only|a|kinder|easier|nicer|different|to ~6 , i|we|things|it|none ~1 would|'d|should|might|could
";

/// A cause that makes it small or somebody else's.
pub(crate) const ONLY_BECAUSE: &str = "
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
nobody|no|never ~3 taught|showed|showed|told me ~1 how|to|anything|better|otherwise|different
that|this|it is|'s|was ~1 how i ~1 was|@be|got|grew|learned|learnt|know|cope|show ~1 raised|brought|taught|up|it|it|to|built
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
i|@it|my ~8 out of|from ~1 sheer|pure|pure|desperation|exhaustion|love|fear|worry|concern|habit|boredom|loneliness|frustration|care|shame|panic|necessity|insecurity|shock|tiredness|kindness|pity|guilt|grief|pain|stress ~1 $|,|and|fear|panic|desperation|exhaustion|love|for|frustration|that|boredom|loneliness|not !!sorry|apologised
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
? how|what ~2 would|could|can|do you ~2 cope|be|react|behave|feel|act|manage|do|sleep ~2 with|after|on|if|under|like
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
THING|@outer|@bare ~1 did|does|made|makes|got|gets|turned|turns|took|spoke|talked|was|brought|hit|drove ~2 it|that|talking|speaking|over|things|shouting
after THING|@outer ~4 , ~2 i|anyone|anybody|who|nobody|it|my ~2 would|'d|could|snapped|had|forgot|lost|@harm.past
i|my|@it|we ~6 @harm|@misdeed|@wrong|silence|lie|temper|not|never|forgot|lost ~6 because|due|owing|account|thanks ~1 of|to THING|@bare|@outer
@it ~2 because|due|owing ~1 of|to THING|@bare|@outer
";
