//! What excuses and shifted blame look like, as patterns: what makes it usual or small. How they read is told at
//! [`blame_grammar`](crate::blame_grammar).
//!
//! A `+` before a pattern asks that the sentence admits something first; a `?` says that the pattern
//! is an excuse in the form of a question.

/// Everybody does it.
pub(crate) const EVERYONE: &str = "
@all ~3 would|'d ~1 have? ~1 done|do|react|reacted|act|acted|say|said|behave|@harm.past|-hurt|lost|lose|felt|feel|been|be|gone|go|cracked|crack|thrown|had|have|get|got !!left|through|stayed ~2 @harm|-hurt|same|@anger|that|so|it|this|exactly|temper|mad !!@kind|-want|proud|better|happy|happily|help|nicer
@all|who would|'d have|not? @harm.past|-hurt|snapped|cracked|lost|reacted|exploded
@all ~1 do|does|did|done|doing|would|has|have|says|say|thinks|think ~1 it|that|this|so|the|such|exactly|$|things ~1 !dishes|best|right|work !!@kind|homework|dishes|for|together|at
@all ~3 @harm.base|-cut|-hurt|-break|-fight|fight !!@kind|coffee|tea|water|milk|beer|lunch|dinner|ice|fresh|wine
@all ~3 @harm.ing|-drinking|-hiding|-breaking|-cutting ~4 sometimes|$|now|once|too
@all ~4 make|makes|made|making ~1 mistakes|mess|errors|scenes|mistake
@all ~2 have|has|had|keep|keeps|got ~2 mistakes|secrets|secret|limits|flaws|faults|breaking|temper|weaknesses|moments|limit|bad|off|days|demons|past|lies|skeletons|baggage
@all ~2 get|gets|lose|loses|go|goes|gone|act|acts|become|becomes|turn|turns ~2 @anger|temper|it|cool|control|controlling|jealous|crazy|bit|carried|cold|patience|possessive|upset|short|loud|wild|nasty|overboard|far|unfair|wrong
@all ~3 check|checks|read|reads|look|looks|snoops|goes|go|tell|tells|say|says|bend|bends|stretch|stretches|keep|keeps|forget|forgets|spend|spends|swear|swears|leave|call|slip|slips|fail|fails|screw|screws|mess|messes ~4 phone|phones|messages|mail|partner|things|lies|lie|secrets|something|truth|birthdays|mean|too|up|birthday|exes|ex|white|everything
@all ~2 @harm.base|-hurt|-cut|make|do|tell|say|have|get|lose|keep ~3 mistakes|lies|fights|arguments|rows|secrets|limits|moments|temper|flaws|@anger|faults|mean|regret
ALL @be ~2 human|sinners|flawed|@wrong|only|just|guilty|imperfect|alike
nobody ~2 @be ~1 perfect|saint|angel|flawless|innocent|without|always
nobody ~1 tells|tell|says|keeps|manages|would|can|could|'d ~3 everything|truth|always|calm|put|stand|stay|stood|stayed|kept|resist|resisted|cope|patient !!@kind|-stay|-stand
nobody ~2 gets|goes|lives|is ~5 without|honest ~2 @harm|mistakes|lies|lie|time|honest|lying
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
@it|that @be|'s ~2 how|what|way ~2 @all|men|families|couples|people|women|the|every|things|world|marriage|brothers|relationships|boys|kids ~2 do|does|@be|talk|work|works|goes|are|$|argue|fight|live
boys will be boys
in my place|position|shoes|situation|skin|boat %8 would|'d|could|@all
would|'d|could ~8 in my place|position|shoes|situation
@they|you|someone|somebody would|'d have? ~1 done|do ~1 the same|it|likewise $|in|if|thing
@it|things|fights|arguments|that|lies|stuff|such ~2 happen|happens|happened ~2 in|to|between|everywhere|with|all ~1 @all|every|any|all|most|couples|best|PERSON|families|time
@all ~1 knows|know|agrees|agree|says|thinks|say|think ~2 that? @they|@their|it ~6 @strong|@wrong|fault|blame|normal|impossible|like|difficult|start|started|problem
like|as|than|same ~1 @all|everyone|everybody|anyone|anybody|people ~1 else|does|do|would|$|@be ~1 does|do|would|$|@be|in
what|way|how ~2 @all|everyone|everybody|couples|men|people ~1 do|does|did|talk|talks|behave|behaves|act|acts|fight|argue
@it @be|'s ~1 part of ~1 any|every|all|being|life|marriage|a
which ~1 couple|couples|man|woman|husband|wife|marriage|family|relationship|parent @do|@have|@be not
show|find me ~1 a|one|the|anyone|somebody|someone ~3 who|that|where ~1 @do|@have|@be|never|has not|never
@all ~3 @be|as ~1 like|same|guilty|liars|cheats|hypocrites|selfish|flawed|jealous|human|bad ~1 that|this|same|too|$|sometimes|me
@all i know ~3 @harm|does|do|@acts|has|lies|keeps
";

/// It was little.
pub(crate) const MINIMISE: &str = "
@they|@their|people|everyone|everybody|some @aux* ~3 @overreact|exaggerating|imagining|imagines|imagined|inventing ~1 $|,|and|about|to|as|again|when|over|because|things|everything|it|for|type|kind|person|skinned|skin|with
@they|@their|people|everyone ~4 too|so|over|overly|very|far|bit|being|such|little ~1 too? @overreact
@they|@their|people|everyone ~3 over react|reacts|reacted|reacting|sensitive|dramatic
<i|we|have|and make|makes|making|made ~1 such|a|an|too|so|this|quite|mountains|mountain|elephant ~3 fuss|drama|scene|mountain|elephant|big|molehill|mountains|issue|theatre|tragedy|much|thing|crime|meal|circus|catastrophe ~1 out|about|of|over|into|because|for|$|deal|,|again|every
@they|@their|people|everyone ~4 fuss|drama|scene|hysterics|storm|deal ~1 about|over|out|of|in|$|a|every
the|this|that|all|such ~2 fuss|drama|hysteria|upset|theatre @be|was|about|over|for|$
blow|blew|blown|blowing|blows|getting|got ~4 out of|all ~2 proportion|scale
out of ~1 proportion
@it @be|'d @just|but|merely ~2 a|an|one|some|the|my|our|for|$|two|three|few|words|once|twice|joking|kidding|teasing ~2 @small ~1 !of|that|away|miles|hours|home|walk
@just ~1 a|an|one|some|two ~1 @tiny? joke|kiss|slap|push|shove|flirt|fling|lie|lies|drink|drinks|text|texts|message|messages|scratch|tap|prank|banter|comment|remark|words|nudge|argument|tiff|row|bruise|misunderstanding|mistake|slip|phase|bit ~1 of? ~1 !@wrong|each
@it @be ~1 a|an|one|only|just|such ~1 @tiny ~1 @small|mistake|thing|lie|push|text|argument|slap|matter|misunderstanding|row|crush|affair|secret|problem
@it @be ~2 one|once|single|twice|time ~2 @small|time|slip|mistake|in|night|or
i|we @be @just ~1 joking|kidding|teasing|playing|messing|fooling|winding|having|flirting|being|chatting|talking|looking|testing|pulling
i|we @just ever? ~1 @harm|@acts|did|touched|tapped|grabbed|raised|@strong ~4 once|twice|little|bit|lightly|gently|time|a|few|one|two|three|words|tiny|sleeve|arm|wrist !@kindness !in !!@kindness|and
i|we hardly|barely|scarcely|never|@did ~1 not|ever|never|really|even|once ~2 touched|touch|@harm|tapped|raised|raise|laid|lay !!@kind|-stand|-hurt|again|amends|enough
i hardly|barely|scarcely ~2 @harm|touched|raised|said|ever|drink|spoke|@acts
i never ~2 hit|laid|touched|raised|slapped|beat|cheated|@harm.past|-lost|-hid ~3 her|him|them|you|a|my|anyone|anybody|hand|finger|on|voice|$
@did|never|not mean|meant|intended|intend ~1 it|to|any|anything|that|for|them|a|harm ~1 $|like|hurt|harm|upset|by|way|badly|cause|offend|bad|nasty|scare|in|anything|that|frighten|lie|shout|any|insult|@harm|as|,
no harm|damage|hurt|bones ~1 done|meant|in|came|was|intended|$|broken
nobody ~1 got|gets|was|been|came|died ~1 hurt|harmed|injured|harm|$ !in|at
not ~1 hurt|harm|harmed|kill|killed ~1 anyone|anybody|somebody|someone
@it|THING @did not|never|hardly|barely ~1 hurt|harm|kill|matter|mean|affect|damage|bother|do ~1 anyone|anybody|$|anything|her|him|them|much|that|me|you|any|nobody
@it|-which @be not|hardly|never ~1 that|so|such|too|all|even|as ~2 bad|serious|big|terrible|hard|violent|important|often|loud|cruel|awful|much|long|drastic
@it|-which @be not|hardly|never ~1 a|an|the|even|anything ~2 deal|drama|crime|worst|end|affair|lie|problem|betrayal|cheating|abuse|tragedy|disaster|serious|murder|catastrophe
@it|-which @be not|hardly ~1 that|so|such|a ~1 big ~1 bad|serious|big|terrible|deal|drama|hard|violent|crime|lie|worst|end|affair|problem|awful|important|betrayal|cheating|secret|abuse|thing|much|either|often|loud|world|cruel|tragedy|disaster|long
@it|-which @be not|hardly|never ~2 if|like|though|as ~1 if? i|we|it|anyone|anybody|the|nobody|they|somebody|@they ~3 
not|hardly as if|like|though i|we ~2 @harm|killed|murdered|did|robbed|do|never|beat|@acts|had|was
not like i|we|anyone|anybody|it
as though|if i ~3 murdered|killed|@harm|robbed|committed|done|burned|beat|destroyed|were|was|a ~2 
you would|'d think i
@it|-which @be ~1 no|hardly|not ~2 big|great|crime|tragedy|drama|deal|disaster|problem|harm|biggie|catastrophe ~1 $|deal|thing|to|,|for|matter|done|either|when|
? is|was|@be|since|@did that|it|this|when ~3 a|such|so|really|the|now ~2 crime|terrible|bad|wrong|big|deal|sin|illegal|much|end|problem|issue|matter
? what|where|why @be|'s|was|is|all|the ~2 the|all|big|this ~3 big|fuss|deal|problem|harm|drama|matter|issue|wrong|about|crime|damage ~2 
? so what ~4
so what $|if
@it|that|this|whole|thing|THING ~1 @be ~2 nothing|trivial|harmless|minor|tiny|meaningless|silly|laughable|ridiculous|peanuts|insignificant|unimportant ~1 $|,|more|serious|and|to|really|worth|compared|special|much|that|stuff|but|at|like
nothing ~1 serious|bad|terrible|dramatic|worse|major|physical happened|$|came|was
nothing ~1 happened between|$
@it|things|everything|that could|might have ~1 been ~1 far|much|a|worse|so|lot|way|even ~2 
@all|others|some|plenty|many|who @have|@be|do|does|did|get|had|done ~4 worse
worse things ~1 happen|happened|have|happens|in
? ~1 there @be ~2 worse|far ~1 things
at least i @aux* not|never
at least i ~2 told|admitted|said|tried|honest|apologised|apologized|@harm
at least @it|nobody|@they|no ~1 @did|@be|was|got|never|@have
@they|@their|people ~1 will|'d|should|need|needs|could|would|must|has|just|ought|can ~2 get|move|let|calm|relax|toughen|lighten|chill|grow|cool|loosen ~1 over|on|go|down|up|out|off|$
@they|@their|people ~1 can|could|@do|will|would not|never ~1 take|handle|understand|see|bear ~1 a|any|the|my ~1 joke|funny|criticism|jokes|humour|humor|side|truth|teasing|$
@they|@their ~2 take|takes|took|taking|took ~3 too|so|wrong|everything|far|it|things|me|to ~2 seriously|personally|wrong|heart|way|literally|hard|badly
@it|that|this|THING @be ~2 years|ages|long|ancient|in|water|old|over|such|a ~2 ago|history|past|bridge|time|news|under|done|while
@they ~1 @be|seemed|was|were|looked ~2 fine|ok|okay|laughing|over|alright ~1 afterwards|with|again|the|about|$|by|after|,|now|it
@they ~2 never|not ~2 complain|complained|minded|mind|objected|said|say|protested|told|seem|seemed|look|cried|ask|asked|noticed ~1 $|about|no|anything|me|it|then|to|stop|upset|that|hurt|at|when
i @do not|never ~1 see|understand|know|get|think|believe|remember ~3 what|why|how|where|it|that|the|anybody ~6 fuss|problem|deal|upset|big|drama|matter|bad|wrong|serious|much|angry|terrible|hurt|worked|harm|offended|issue|care|much|mad
there @be ~1 no|not|little ~2 need|reason|point|any ~2 fuss|upset|drama|get|make|cry|angry|dramatic|carry|to|worked|so
@it|-which @be ~2 blown|exaggerated|overblown|overstated|harmless|forgotten|all|only|just ~1 talk|words|fun|hot|money|sex|forgotten|harmless !of|with
@it ~1 @just ~1 happened|was|@be ~1 once|twice|words|fun|money|talk|that|one|$ ~1 $|,|or|and|in|time|years
@just ~1 happened|did|@harm ~3 once|twice
@it @be|happened @just ~1 once|twice|one $|time|,|or
one time|slip|mistake|lie|drink|slap|kiss ~2 only|in|is|was|does|and ~2 years|not|months|nothing|seven|all|the|no
it|that|this @be|'s ~2 a white lie|lies
white lie|lies
few|couple|little ~1 harmless|white|innocent|silly ~1 texts|messages|lies|jokes|lie|drinks|words|kiss|flirting|fun
a|some|little|harmless bit|little|harmless ~1 of? ~1 fun|flirting|shouting|teasing|banter|push|shove|slap|yelling|joke|white ~1 never|is|$|does|did|,|and|has|was
does|did|do|has|have|is not count ~1
so i|we @harm|@acts|@be|had|did|am ~5 , ~1 is|what|so|big|who|@be|that|it
@they|@their ~2 acted|act|acts|acting|behaved|behaves|behave|talks|talked|talk ~2 if|though|like ~2 
@they|@their|just|people ~1 just|@do|always|secretly|only ~1 likes|love|loves|enjoys|enjoy|wants|like|looking|looks|look ~1 to|for|being|a ~2 suffer|suffering|victim|drama|attention|martyr|complain|complaining|dramatic|something|upset|reasons|reason|fault|offended
@they|@their @be ~2 just|only|always|a|being|such ~2 drama|attention|playing|pretending|seeking|trying|queen|hysterical|martyr|victim|looking|crying|princess|baby|snowflake|dramatic
play|plays|playing|played the ~1 victim|martyr
nothing to ~2 do|make|write|worry|get|cry|apologise|apologize|be|feel|complain|forgive ~1 fuss|guilty|about|for|upset|angry|home|ashamed
i have ~1 nothing to ~1 apologise|apologize|regret|be|feel|hide
most|many|other|some ~1 people|men|women ~3 worse|laugh|thank|forget|forgotten|grateful|glad|happy|not
@harm.ing|that|it|this @be not ~1 real|really|exactly|technically|a|even|proper|any ~2 @harm|lie|lying|cheating|abuse|violence|affair|crime|betrayal|stealing
technically ~5 @harm|lie|lying|cheating|not|wrong|broken
";
