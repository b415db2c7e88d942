//! What excuses and shifted blame look like, as patterns: what is put on one other person. How they read is told at
//! [`blame_grammar`](crate::blame_grammar).
//!
//! A `+` before a pattern asks that the sentence admits something first; a `?` says that the pattern
//! is an excuse in the form of a question.

/// Somebody or something made me.
pub(crate) const MADE_ME: &str = "
@they|@their|@it|@bare ~4 made|make|makes|making me|us !@nice|@lovely|write ~2 @harm.base|@harm.ing|do|act|behave|react|lose|lash|@anger|snap|become|hate|choose|@badly|suffer|desperate !!homework|dishes|@lovely
@they|@their|@it ~4 made|make|makes|making me so|too !@nice|@lovely|proud|glad|welcome|at
@they|@their|@it|@bare ~4 made|make|makes|making me|us the|what|who|like|into ~1 way|person|man|woman|i|what|this|that|who|monster
made|makes|make|making me|us !@nice ~1 @harm.base|-cut|-break|-lose|-hurt|lash|act|behave|react|do|lose|hurt it|this|that|things|something|what|at|out|like|control|my|him|her|them|to|$|and|so|badly
made|makes|make|making me|us ~1 @anger|so|that @anger|$
@they|@their ~4 made|make|makes|making me|us ~1 feel ~2 @low
made|makes|make|making me|us ~1 into|the|a ~2 @badly|person
@they|@their|@it ~6 @drive me|us ~2 into|over|past|mad|crazy|insane|nuts|away|too|so|until|beyond|around|round|up|against !better|a|the|therapy|work|town|bed !job|car|course|promotion|career
@drive me|us ~2 to|into|over|past|toward|towards|beyond ~2 @edge|@harm|@badly|far|@acts.ing
@they|@their|@it ~3 forced|forces|force|forcing|compelled|coerced|pressured|provoked|tempted|goaded|manipulated|bullied|nagged|tricked|egged|lured|guilted|triggered me|us on|into|to|so|with|until|when|by|$ !rest|think|look|see|face|grow|slow|learn|be
@they|@their|@it ~2 trigger|triggers|triggered|provoke|provokes|provoked|provoking|goad|goads|goaded|tempted|egged|needled|baited me|it|us
forced|forces|force my hand
@drive me|us ~2 up ~1 wall
@drive me ~2 until|till|and|so|, ~3 i ~1 @harm|lost|could|@acts|did
@they|@their|it ~3 set|sets|setting me|us off
@they|@their|it ~3 wind|winds|wound|winding|work|worked|stirred|rile|riled|fire|fired me|us up
@they|@their ~2 rile|riled|riles|rattled|infuriate|infuriated|infuriates|enraged|enrages|antagonised|antagonized|maddened|incensed me ~3 so|until|that|i|till|to|and|$
@they ~5 push|pushed|pushes|pushing|press|presses|pressed|pressing ~1 all|my ~2 buttons|button
got|get|gets|getting under|on my skin|nerves ~5 so|until|that|i|till|and|$
@they|@their|it ~4 bring|brings|brought|bringing ~2 out ~1 the|a|my ~2 worst|side|temper|in
bring|brings|brought|bringing ~1 out? the worst ~1 out? in|of me
bring|brings|brought it|that|this|all out|on in|of|me me?
@they|@their|it ~3 turn|turned|turns|turning|made|make me|us into|to !bed
@they|@their|it ~3 cause|caused|causes|causing|prompted|led|leads|get|got|had me|us ~2 to|so|into|@harm.ing|doing ~2 @harm|@kinds|@anger|@acts|it|this|that|lost|do|worked|point|where !help
@they ~2 got|gets|get me ~1 to|so|into ~2 a|the|point|@anger|trouble|mess|worked|drugs|gambling|drinking|angry|where|it
@they ~3 @drive me|us ~1 into|out ~1 @harm.ing|doing|@acts.ing|it|this|that|of
i @be|got|felt ~2 provoked|goaded|tempted|egged|baited|manipulated|tricked|triggered|talked|nagged|guilted|bullied|dragged|led|seduced|driven|pressured|pushed|forced ~1 into|by|on|$|and|astray|so !bed
i @be|got|felt ~2 provoked|goaded|tempted|baited|tricked|talked|bullied|led|driven|pressured|pushed|forced|made to ~1 @harm|@misdeed|do|act|drink|it|this|that
@they|@their|it @be|what ~2 the|a? reason|why ~2 i ~2 @harm|@kinds|@acts|@be|did|have|lost|not|@state
the reason ~1 i ~2 @harm|@kinds|@acts|did|have|lost|@wrong|am ~5 @be|was|is @they|@their
@they|it|what ~4 back|backed|backs|backing|box|boxed|corner|cornered|painted me|us ~1 into|in|until|so|, 
@they|@their|it ~2 poison|poisoned|corrupted|ruined|broke|twisted|messed|screwed|wore|worn my|me|with ~3 mind|up|head|down|until|so|nerves
@they ~4 bully|bullied|nag|nagged|hound|hounded|badgered|pestered|begged|talked|dared|persuaded|convinced|encouraged|asked|told|dragged me ~2 to|into|on ~3 @harm.base|it|do|lying|@harm.ing|this|that|cheating|drinking|gambling|steal
@they ~3 dared|daring me
with @them|@their i|it ~2 always|can|just|lose|get
@they|it|@their ~3 make|makes|made it|things ~2 impossible|hard|difficult|easy|unbearable|harder ~2 for|to|not ~2 me|us|stay|be|@kind|control|tell|talk|not
@they|it|@their ~3 got|get|gets|push|pushed|wore to|me ~1 the|a|me|my|down ~2 point|end|stage|where|limit|limits|until
";

/// They did it as well.
pub(crate) const THEY_TOO: &str = "
@they|@their|who @aux* ~2 also|too @aux* ~3 @harm|-lose|-losing|-hurt|-drinking|@wrong|-tired|-late|-sorry|-ashamed|-absent|made|said|did|kept|never|not|@overreact|@strong !!@kind|well|birthday|dog|dinner|home
@they|@their @aux* ~4 @harm|-lose|-lost|-losing|-hurt|@wrong|-tired|-sorry|-ashamed|@strong|@overreact ~8 too|either|also !late
@they|@their @aux* ~4 @harm|-lose|-lost|-losing|-hurt|@wrong|-tired|-sorry|@strong ~8 as|just well|much !as
@they @aux* did|do|does|done|doing|said|say|says|pulled|kept|made|have|had|has it|that|this|things|stuff|so|mistakes|secrets|plenty|lies|faults|his|her|their|some|exactly|the ~3 too|also|either
@they @aux* did|do|does|done|doing|said|say|says|pulled|kept|made it|that|this|things|stuff|so|mistakes ~1 as well
@they @aux* did|do|does|done|doing|say|says|said|treated|treats ~3 exactly|the|just|much same|that|as !for ~2 thing|to|with|$|things|me|too|back|way|all
+ @they|@their ~1 did|do|does|@have|was|were|is|are|'s ~1 ,? too|also|either|as|same
+ <@kind and|,|;|but so|neither|nor @did|do|does|@have|@be|had @they|@their
never|not|no ~8 neither|nor @did|do|does|@have|@be|had @they|@their
+ and|but|;|so|, @they|@their ~1 @be|@have|@did|do|does|-'s|'s|him|her|them ~2 too|either
@they|@their @be ~3 no|hardly|not ~2 better|saint|angel|saints|angels|innocent|perfect|hero|different|victim|blameless|flawless|faultless|faithful|honest|picnic|exception|exactly|clean|role|easy ~2 me|$|himself|herself|themselves|myself|either|i|than|too|yourself|to|here|with|,|in|model
@they @be ~2 far from ~1 perfect|innocent|blameless|faultless|honest|an|a
hardly|not|no|never ~1 a|an|any|no? saint|angel|saints|angels ~2 either|himself|herself|themselves|$|yourself
@they|@their|we @be|@have ~2 just|every|exactly|equally|as|almost|no ~2 bit? ~1 as? ~1 @wrong|-tired|-sorry|much|little|guilty|involved|@harm.past|stubborn ~1 as|blame|than|$|for
@they|@their @be|@have ~2 just|every|exactly|equally|as ~2 bad|guilty|much|responsible|cruel|jealous|rude|mean|loud|stubborn
@they|@their @have|had|did|@be|played ~3 his|her|their|your|a ~2 share|part|faults|flaws|fault|side|secrets|issues|lies|mistakes|role|hand|affairs|failings|moments ~2 !in|of|with|the ~2 too|this|it|blame|also|as|play|$|fault|in|either|that|everything
their|his|her|your|WHOSE own|fair ~1 share|part|faults|flaws|lies|secrets|mistakes|temper|affairs ~2 to|of|in|,|$|too
@it takes two $|to !talk|have|make|carry|lift ~1 @harm|-cry|ruin|tango|wreck|destroy|kill|break|$
@it took|takes|needed both of
takes two to ~2 tango|@harm|ruin|make|wreck|start|destroy|break
we @be? @have? both|each two? ~2 @harm|-lose|-lost|-losing|-hurt|-drinking|@wrong|-tired|-sorry
we @have? both|each ~1 say|said|did|made|gave|stopped|acted|behaved|contributed|failed|let|messed|screwed|went|neglected|got|played ~4 @harm|@wrong|things|mistakes|share|blame|each|up|trying|badly|words|part|far|loud
we @be both ~2 @wrong|-tired|-sorry|to|at|guilty|responsible|equally|fault
both of us|them|you ~3 @harm|-lose|-lost|-drinking|@wrong|-tired|-sorry
both of us|them|you ~2 say|said|did|made|gave|stopped|contributed|failed|neglected|messed|wrong|guilty ~2 @harm|@wrong|-tired|-sorry|things|mistakes|up|trying|blame|fault
both|two sides|parties|people|of ~4 blame|fault|guilty|wrong|responsible|story
i @be not|hardly|never ~1 the|only ~1 only|one ~1 one|person|who|to|guilty|in|with|$ ~3 
i @be not|hardly the only one|person|guilty
@it|this|that @be not|hardly|never ~1 all|only|just ~1 me|my|mine ~2 $|who|fault|doing|that|,|alone|side|lying|@harm|here
not ~1 only|just me|i|mine $|,|who|;
@they|@their ~4 do|does|did|done|doing|say|says|said|behaved|acted|was|were|is|are|has|have ~3 far|much|even|way|a|things|no ~1 lot? worse|better
@they ~3 do|does|did|done|said|say|called|treated|@be|were ~3 worse ~2 things|than|to|names|$
@they|@their @aux* ~2 @harm|-lose|-lost|-losing|@strong ~2 me? first $
and|but what|how about @their|@they|what|the|all
? what|how about @their|@they|what|all|everything ~3
? and @they
? @did|do|does|@have|@be @they ~2 ever|not|any|never|once ~2 apologise|apologize|say|said|think|thought|ask|asked|sorry|better|@harm|@kind|-want|admit|own|listen|perfect|innocent
? @did|do|does|@have|@be not @they ~3 too|also|@harm|either|same
@they|@their ~1 @have|@did|do|does|@be ~2 never|not ~6 either
i @harm|@acts|did ~8 and|but|;|, ~1 so did|does|do|has|had|was @they
i @kinds|did|@harm|@be|was|kept|made %6 as|like|just as|like|what ~1 @they|@their ~1 did|do|does|had|was|were|has|@be|to|@harm
@they ~3 get|gets|got|can|could|@be away with ~1 it|that|everything|murder|worse|things|much
when @they ~2 do|does|did|@harm ~1 it|that|this? ,? ~1 it|nobody|that|everyone ~2 is|'s|fine|ok|okay|says|complains|bats|forgave|funny|normal|cares|@be
@they|@their @be|@have|@did ~1 guilty|to|part|in|responsible ~2 of|blame|for|it|this|fault ~2 too|also|as|either|equally
he|she|they|you|we started|began|stopped|did|hid|kept|@harm|@acts|ran|turned ~7 too $|,|and|so
blame|fault|responsibility|guilt lies|lay|is|was|@be ~3 both|two|shared|equally|mutual|equal|50
@it|the @be|went ~2 mutual|both|fifty|50|two|equally|shared ~1 ways|sides|fifty|us|50|way|$|street|guilty|,
";

/// An admission that turns to the other.
pub(crate) const BUT_YOU: &str = "
but|yet|although|though|however|; ~1 @they|@their|people|everyone|somebody|someone|they %3 @strong|@overreact !!@kind|@harm.past|right|wrong|again !better
but|yet|although|though|however @they|@their @aux* ~2 @strong|@overreact !!@but-kind
but|yet|although|though|however @they|@their ~1 never|rarely|hardly|barely ~3 @bother|waited|listened|apologised|tried|helped|supported|thanked|cared|offered|minded|cleaned|said|asked|did|made|gave|told !!wrong|cruel|unkind|loving|deserved
but|yet|although|though|however @they|@their ~2 not|never ~1 @bother !!wrong|hurt|deserve|anything
but|yet|although|though|however @they|@their ~1 @be ~1 always|constantly|forever|never|hardly|no|not ~2 !!@but-kind|@harm|cruel|unkind|unfair|mean|rude|angry
but|yet|although|though|however @they|@their ~1 always|constantly|forever|keep|keeps|kept ~3 @harm|@strong|@bother|coming|going|asking|turning|talking|interrupting|a|on !!@but-kind
but|yet|although|though|however @they|@their ~3 know|knew|knows|like|enjoy|enjoyed ~1 exactly|how|what|that|i|which|it|perfectly|full|very|the|being !!@but-kind
but|yet|although|though|however @they|@their ~3 made|make|makes|gave|gives|give|left|leave|drove|got ~2 me|it|everything|things|no ~3 easy|hard|impossible|reason|choice|no|every|little|cause|so|difficult|unbearable|feel|want|mad|lose|first !!@but-kind
but|yet|although|though|however @they|@their ~2 should|could|might|ought ~2 have !been !!@but-kind
but|yet|although|though|however @they|@their ~4 first|worse|too|either|fault|blame $
but|yet|although|though|however @they|@their ~2 @aux* ~1 @harm|-hurt|-lost|-losing|-cut !!@but-kind
but|yet|although|though|however @they|@their ~2 had it coming|asked|started|began
but|yet|although|though|however ~2 look|see|consider|remember ~1 at|what|how|the|who ~1 way? ~1 @they|@their
but|yet|although|though|however ~2 what about @their|@they|what|the
but|yet|although|though|however what @they ~3 @did|said|@be|made|put
but|yet|although|though|however let 's|us ~2 honest|face|forget|remember|pretend
but|yet|although|though|however how ~4 @be|@did|@could i|@they ~2 !!amends
but|yet|although|though|however who|whose ~2 @be|@did|started|@have|fault|made|began|left|went
but|yet|although|though|however ~2 it|that @be ~3 @their|@them|@they|hard|difficult|impossible|only|just ~3 who|that|fault|started|idea|with|to|because|too
but|yet|although|though|however with @them ~4
but|yet|although|though|however @they|@their ~3 treat|treated|treats me|us ~1 like|badly|as|worse
+ but|yet|although|though|however|; ~1 @they|@their !!@but-kind ~3 !'d|@kind
+ but|yet|although|though|however|; @they|@their ~3 never|always|constantly|not|could|would|hardly !!@but-kind
+ but|yet|although|though|however|; @they|@their|someone ~5 @bad !!@but-kind
+ ,|;|and @they|@their ~3 @strong ~2 first|too|all|worse|as|me
^ but|yet|although|though|however @they|@their !!@but-kind ~2 @aux* ~2 @strong|never|always|worse|first|@bad
";

/// It is theirs.
pub(crate) const THEIR_FAULT: &str = "
<not @be|'s|was|is ~2 @their|@they 's? ~1 own? ~1 fault|doing|mistake|problem|responsibility|blame|making
<not|my ^ ~1 @their|her|WHOSE own? fault|doing|problem|responsibility
@their own ~1 fault|doing|making|responsibility|stupidity|decision|choice|stubbornness ~1 $|that|if|for
all|entirely|mostly|partly|purely|just|only ~1 @their fault|doing
@it @be|'s ~2 on|down|up to? @them|@they $
@they|@their ~1 @be ~2 to blame|at fault|responsible|the|a ~2 $|for|problem|one|reason|cause|culprit|guilty !who|kids|project|person|that
@they ~1 @be ~2 to blame
@they ~1 @be ~2 at fault
@they|@their|it @be ~2 the ~3 problem|culprit|reason|cause|root|villain|aggressor|abuser|guilty|difficult|jealous|liar ~2 one|$|here|in|for|of|that|not|why|behind
@they|@their ~1 @be ~1 responsible|the|one|guilty ~2 for|reason|cause|who ~3 !@kind|kids|children|house|project|team|marketing|rent|finances ~2 @harm|this|it|end|mess|situation|my|our|everything|all|happened|started|breakdown|began|@wrong|left|ruined|how|what|divorce
@they ~1 @be|'s|was the|a one|ones|person who|that ~2 @harm|-hurt|@strong|wanted|left|left|started|began|ended|ruined|destroyed|cheated|walked|kept|chose|made|insisted|asked|got !!price|consequences|bill
i ~2 blame @them|@their|THING|everyone|WHOSE
i ~1 hold @them ~1 responsible|accountable
@them|@they|@their ~1 to|deserve|deserves|deserved blame|the ~1 blame ~1 
blame ~1 lies|is|belongs|goes ~2 with|on|to @them|@their|@they
@they ~2 have|has|had only|nobody|no @self|one ~2 blame|thank|else ~1 
@they|@their can|could ~1 only ~1 blame|thank
@they ~1 have|has|had ~1 @self|only|nobody to|@self ~1 blame|thank|but
@they|who @did? ~2 start|starts|started|starting|began|begin|begun ~1 it|this|that|first|everything|all|with ~1 $|all|first|not|by|and|when|with|the|again|as|that
@they|@their ~2 start|starts|started|starting|began|begin|pick|picked|picks|provoked|caused|wanted ~3 @fight
@they|@their ~2 provoke|provoked|provokes|provoking|caused|causes|created|invited|triggered ~2 it|this|that|me|everything|all|fight|argument|thing|my|most|half|mess
@they|@their @aux* ~2 ask|asked|asks|asking|begged|begging|begs|looking|looked for it|this|that|trouble !back|again
@they|@their ~2 had|have|has|'d|got ~1 it|this|that|all ~1 coming|deserved
@they ~3 deserve|deserved|deserves|earned|merited ~1 it|this|that|what|everything|every|all|to|no|the !same ~1 $|@they|i|bit|she|they|he|word|happened|for|after|coming|be !!better|happy|truth|credit|know|good|award|prize|heard|loved|hard|safe|believed|apology ~1 
@they|@their ~2 bring|brought|brings|bringing ~1 this|it|that|all|everything|trouble ~2 on|upon @self|@them|us
@their ~2 own? ~2 choice|idea|decision ~1 to @harm|leave|go|stay
+ @it @be @their ~1 idea|choice|decision
got|get|gets|getting what|exactly|all ~1 @they ~2 deserved|deserve|deserves|asked|wanted|coming|had|ordered
serve|serves|served|serving @them ~1 right
@they|@their|someone|somebody ~1 should|could|ought|might|must|needs|needed|had ~1 not? ~1 to? have @bother|known|noticed|@strong|@harm|@acts.past|-come|-called|seen|stopped|told|said|asked|left|been|given|shown|listened|thought|kept|talked|spoken|realised|realized|understood|tried|trusted|picked|chosen|married|stayed|made|let|done ~1 !able|arrived|safe|loved|treated|protected|there|born|heard|to ~2 !!safe|@lovely|loved|afraid|by|able|heard
@they ~1 should|could|ought not ~1 have ~1 @harm|@strong|@acts|been|@bother|pushed|done|let|married|mentioned|brought|looked|asked|started|told|said|left|kept !!to|able|through
<if|because @they !had ~2 know|knew|knows|known ~3 what|how|which ~1 @they|button|buttons|to ~2 getting|doing|into|buttons|button|push|press|wind|provoke|hurt|set|got|married
<if|because @they !had ~2 know|knew|knows ~2 what|how i ~2 like|get|react|am|was like|when|$|if
@they ~1 should|must have known|seen|guessed !!loved
because of @them|@their|WHOSE ~1 i|we|my|,|that|the|not|it ~6 @harm|@lost|not|no|never|@wrong|ruined|@state|drink|alone|fell|broke|ended|@anger|nothing
+ because of @them|@their
@it|everything|THING ~3 @be|happened|ended|fell|broke|went|started|failed|collapsed ~3 because|thanks|due of|to !!@kindness @them|@their
@it|everything|THING ~3 ended|fell|broke|went|started|failed|collapsed ~3 because @they|@their ~3 @bother|@harm|@strong|not|never|always|kept|would|could
@we ~4 broke|split|ended|fell|failed|fight|argue|fought|argued|over|failed|lost|struggled ~4 because|thanks|due ~1 of|to|@they|@their
i @harm|@acts|@wrong|am|was|@be|have ~6 because|thanks|due|since ~1 of|to? @they|@their|@them|people|nobody ~3 @strong|@harm|@bother|never|not|always|would|@wrong|@low|too|kept|made|left|drove|started|@anger|constant|nagging
thanks to @them|@their|WHOSE ~2 ,? i|we|my|our|the|everything|everyone|nobody ~5 @harm|@lost|not|no|never|@wrong|ruined|@state|alone|over|broke|hate|hates
@lost|@wrong|@harm|broke|ended|failed|hate ~4 thanks to @them|@their|WHOSE
all thanks|because|down to|of @them|@their|WHOSE
@they|@their ~3 ruin|ruined|ruins|ruining|destroy|destroyed|destroying|wreck|wrecked|spoil|spoiled|spoilt|spoils|sabotaged|killed|poisoned|broke|turned|wasted|cost|stole|messed ~4 us|me|my|our|everything|it|life|marriage|relationship|evening|family|years|things|all|up ~2 !heart|with
@they|@their ~2 let|failed|fail|fails|lets|abandoned|betrayed me|us ~1 down|$|,|and|when|first
@they ~1 @did|@have|'d? ~1 wanted|want|wants|let|lets|liked|enjoyed|invited|encouraged ~1 it|that|this|the|me|itself ~1 $|,|as|too|just|happen|to|from|all
@they|@their ~2 led|leads|leading|strung me|us on
? what|why else? @did|do|does|@be|had|could @they ~1 expect|expecting|think|want|thinking|have|marry|stay|ask|provoke|push|start|come|even|always|have|not ~5
? @did|do|does @they ~1 have to|always|really|need|ever|not ~3 @strong|know|expect|@harm|push|realise|realize|start
? can|could|@do|@would @they|you|anyone|anybody|people ~1 blame me
? whose fault|idea @be|was|is
? @be it|that my fault ~1 if|that|when|@they
? how @be|was|is|'s that|it|this ~1 my fault|problem
? why should|must|do|would|am|is|does i|it|we ~3 always|apologise|apologize|only|the|pay|sorry|suffer|change|feel|be|take|carry|have|guilty
? who|whose ~2 started|began|made|fault|left|drove|walked|cheated|lied|asked|pushed
no|small wonder @it? ~1 i|we|that|it|things
it|this|that|none|nothing @be|@have|'s|had ~1 not|nothing|of|hardly|never|none ~4 my|mine|me ~1 fault|doing|responsibility|problem|idea|making|to|$|job ~1 
none of ~1 it|this|that ~2 my|me|mine|on|down ~1 
i @be not|never|hardly|nothing ~2 to|at|the|responsible|one|guilty|a ~2 blame|fault|who|for|problem|guilty|bad|villain|monster|one|$|criminal !only !!@kind|and
i @have|did|@do not|nothing ~2 done|do ~1 anything|wrong|nothing
i @be ~2 the|a ~2 victim|scapegoat|one ~1 who|here|$|of|suffering|suffered|hurt ~3 !of|started|@harm|lied|left|@acts
@they|@their|everyone|people @be ~1 out|always|all|just|only ~1 to|against ~1 get|me|us
@they|@their ~1 @have|@did|@be ~1 turned|turn|turns|turning|set|poisoned|poison|poisoning|put ~4 against me|us
@they|@their|it @be @they|who|that ~3 @harm|@strong|started|left|wanted|made|ended|ruined|pushed|began
it|that @be|was|is|'s @they|@them|@their who|that ~3 @harm|@strong|left|wanted|made|asked|ended|ruined|pushed|came|kept|chose|could|did|would
@they|@their ~2 take|takes|took|refuses|refused|will|accept|own|owns|admits ~2 no|not|never ~3 responsibility|blame|part
@they|@their ~2 @be ~2 impossible|unbearable|hopeless|difficult|hard to ~1 live|please|love|talk|be|get|deal|satisfy|handle|reason|trust ~1 
@they|@their ~2 never ~1 @bother ~4 me|us|my|anyway|once ~1 
with|given|because|considering ~2 @them|@their|@they ~2 nagging|sulking|moods|temper|drinking|attitude|behaviour|behavior|that ~5 i|no|it|anyone
if|since|anyone ~1 anyone|anybody|someone|somebody|blame|@they ~4 @be ~2 to blame|apologise|fault
if anyone|anybody|someone ~3 apologise|apologize|sorry|blame|blamed|@wrong|should|has|needs|ought|owes ~6 @they|@them|$
@they|@their owe|owes|owed me|us ~2 apology|that|an
";
