//! What excuses and shifted blame look like, as patterns: whose fault it is said to be. How they read
//! is told at [`grammar`](crate::grammar), their flags at
//! [`rules`](crate::rules).

/// It is theirs.
pub(super) const THEIR_FAULT: &str = "
<not @be ~2 @their|WHOSE ~1 own? ~1 fault|doing|mistake|responsibility|making
<not @be ~2 @they 's ~1 own? fault|doing|mistake|responsibility
<not|my ^ ~1 @their|her|WHOSE own? fault|doing|problem|responsibility
@their own ~1 fault|doing|making|responsibility|stupidity|decision|choice|stubbornness ~1 $|that|if|for
all|entirely|mostly|partly|purely|just|only ~1 @their fault|doing
@it @be|'s ~2 on|down|up to? @them|@they $
@they ~1 @be ~2 to blame
@they ~1 @be ~2 at fault
@they|@their|it @be ~2 the ~3 problem|culprit|reason|cause|root|villain|aggressor|abuser|guilty|difficult|jealous|liar ~2 one|$|here|in|for|of|that|not|why|behind
@they|@their ~1 @be ~1 responsible|the|one|guilty ~2 for|reason|cause|who !@kind|kids|children|house|project|team|marketing|rent|finances|felt|paid ~3 @harm|this|it|end|mess|situation|everything|all|happened|started|breakdown|began|left|ruined|how|what|divorce
@they ~1 @be|'s|was the|a one|ones|person who|that ~2 @harm|-hurt|@strong|wanted|left|started|began|ended|ruined|destroyed|cheated|walked|kept|chose|made|insisted|asked|got !!price|consequences|bill
i ~2 blame @them|@their|THING|everyone|WHOSE
i ~1 hold @them ~1 responsible|accountable
@them|@they|@their ~1 to|deserve|deserves|deserved blame|the ~1 blame
blame ~1 lies|is|belongs|goes ~2 with|on|to @them|@their|@they
@they ~2 have|has|had only|nobody|no @self|one ~2 blame|thank|else
@they|@their can|could ~1 only ~1 blame|thank
@they ~1 have|has|had ~1 @self|only|nobody to|@self ~1 blame|thank|but
@they|who @did? ~1 start|started|starting|began|begun ~1 it|this|that|first|everything|all $|all|first|not|by|and|when|with|again|as
@they|@their !!i ~2 start|starts|started|starting|began|begin|pick|picked|picks|provoked|caused|wanted ~3 @fight
@they|@their ~2 provoke|provoked|provokes|provoking|caused|causes|created|triggered ~2 it|this|that|me|everything|all|fight|argument|thing|my|most|half|mess
@they|@their @aux* ~2 ask|asked|asks|asking|begged|begging|begs|looking|looked for it|this|that|trouble !back|again
@they|@their ~2 had|have|has|'d|got ~1 it|this|that|all ~1 coming|deserved
@they ~3 deserve|deserved|deserves|earned|merited ~1 it|this|that|what|everything|every|all|to|no|the !same ~1 $|@they|i|bit|she|they|he|word|happened|for|after|coming|be !!truth|answer|better|happy|credit|know|good|award|prize|heard|loved|hard|safe|believed|apology
@they|@their ~2 bring|brought|brings|bringing ~1 this|it|that|all|everything|trouble ~2 on|upon @self|@them|us
@their ~2 own? ~2 choice|idea|decision ~1 to @harm
+ @it @be @their ~1 idea|choice|decision
got|get|gets|getting what|exactly|all ~1 @they ~2 deserved|deserve|deserves|asked|wanted|coming|had|ordered
serve|serves|served|serving @them ~1 right
@they|@their|someone|somebody ~1 could|might ~1 have ~1 just|told|said|asked|stopped|warned|tried|helped|talked|called|spoken|done|given ~1 !me
@they|@their|someone|somebody ~1 should|ought ~1 not|never? to? have !!@lovely|safe|able|afraid|to ~1 @bother|known|noticed|@strong|@harm|@acts.past|-come|-called|seen|stopped|told|said|asked|left|been|given|shown|listened|thought|kept|talked|spoken|realised|realized|understood|tried|trusted|picked|chosen|married|stayed|made|let|done ~1 !able|arrived|safe|loved|treated|protected|there|born|heard|to ~2 !!safe|@lovely|loved|afraid|by|able|heard
@they ~1 should|could|ought not|never ~1 have !!@lovely|safe|able|afraid|to ~1 @harm|@strong|@acts|been|@bother|pushed|done|let|married|mentioned|brought|looked|asked|started|told|said|left|kept !!to|able|through
<if|because @they !had ~2 know|knew|knows|known ~3 what|how|which ~1 @they|button|buttons|to ~2 getting|doing|into|buttons|button|push|press|wind|provoke|hurt|set|got|married
<if|because @they !had ~2 know|knew|knows ~2 what|how i ~2 like|get|react|am|was like|when|$|if
@they ~1 should|must have known|seen|guessed !!loved
because of @them|@their|WHOSE ~1 i|we|my ~6 @harm|@lost|not|no|never|ruined|@state|drink|alone|fell|broke|ended|nothing|nobody
+ because of @them|@their
@it|everything|THING ~3 @be|happened|ended|fell|broke|went|started|failed|collapsed ~3 because|thanks|due of|to !!@kindness|trying|alive|sober|still|am @them|@their
@it|everything|THING ~3 ended|fell|broke|went|started|failed|collapsed ~3 because @they|@their ~3 @bother|@harm|@strong|not|never|always|kept|would|could
@we ~3 broke|split|ended|fell|failed|fight|argue|fought|argued ~4 because|thanks|due ~1 of|to|@they|@their !to ~1 @their|@them|@they|@strong|not|never
i ~1 @harm|-lost|-hurt|@wrong ~6 because|thanks|due|since ~1 of|to? @they|@their|people|nobody ~3 @strong|@harm|-lost|not|never|always|would|too|kept|made|left|drove|constant|nagging
thanks to @them|@their|WHOSE ~2 ,? i|we|my|our|the|everything|everyone|nobody ~5 @harm|@lost|not|no|nobody|never|@wrong|ruined|@state|alone|over|broke|hate|hates
@lost|@wrong|@harm|broke|ended|failed|hate ~4 thanks to @them|@their|WHOSE
all thanks|because to|of @them|@their|WHOSE
@they|@their ~3 ruin|ruined|ruins|ruining|destroy|destroyed|destroying|wreck|wrecked|spoil|spoiled|spoilt|spoils|sabotaged|poisoned ~1 us|everything|it|my|our|every|the|any ~1 life|lives|family|relationship|career|trust|confidence|years|childhood|evening|mood|day|chance|chances|friendship|home|party|between|THING|PERSON
@they|@their ~3 ruin|ruined|ruins|ruining|destroy|destroyed|destroying|wreck|wrecked|sabotaged ~1 us|THING|PERSON|everything|me
@they|@their ~1 failed me|us $
@they ~1 @did|@have|'d? ~1 wanted ~1 it|this ~1 $|too|just|all|fight|argument
@they|@their ~2 led|leads|leading|strung me|us on
? what|why else? @did|do|does|had|could @they ~1 expect|expecting|provoke|push
+? @did|do|does @they ~1 have to|always|really|need ~3 @strong|know|expect|@harm|push|realise|realize|start|embarrass
? can|could|@do|@would @they|you|anyone|anybody|people ~1 blame me
? whose fault|idea @be it|that $
? @be it|that my fault ~1 if|that|when|@they
? how @be|was|is|'s that|it|this ~1 my fault|problem
? why should|must i|we ~3 always|apologise|apologize|only|the|pay|sorry|suffer|change|feel|be|take|carry|have|guilty
? who ~1 started|began $|it|this|the|all|first
no|small wonder ~1 i|we
it|this|that|none|nothing @be|@have|had ~1 not|nothing|hardly|never|none ~3 my ~1 fault|doing|responsibility|problem|idea|making|job
@it @be not me who|that
none of ~1 it|this|that ~2 my|me|mine|on|down
i @be not|never ~1 to blame
i @be not|never ~1 guilty|responsible $|for|of
i @be not|never at fault
i @be not|never ~1 the|a ~1 bad|villain|monster|problem|guilty|criminal|culprit ~1 guy|one|person|here|$
i @have|did|@do not|nothing ~1 done|do ~1 anything|nothing ~1 wrong|deserve|bad|to
i did|have nothing wrong
i @be ~2 the|a ~2 victim|scapegoat
@they|@their|everyone|people ~1 @be ~1 out|always|all to|against ~1 get|me|us
@they|@their ~1 @have|@did|@be ~1 turned|turn|turns|turning|set|poisoned|poison|poisoning|put ~4 against me|us
@they|@their ~2 take|takes|took|refuses|refused|will|accept|own|owns|admits ~2 no|not|never ~3 responsibility|blame|part
@they|@their ~2 @be ~2 impossible|unbearable|hopeless|difficult|hard to ~1 live|please|love|talk|be|get|deal|satisfy|handle|reason|trust
if anyone|anybody|someone ~3 apologise|apologize|sorry|blame|blamed|@wrong|should|has|needs|ought|owes ~6 @they|@them
@they|@their owe|owes|owed me|us ~2 apology|that|an
because|thanks|due of|to @their ~3 i|we|my|our ~3 @harm|@lost|not|no|nobody|never|ruined|@state|alone|broke
problem|fault|blame|culprit ~1 @be|lies ~1 with|on? @them $
it|that @be @they|@their who|that ~1 @strong|@harm|made|started
@they ~2 just had to ~1 keep|go|say|bring|open|push|start|make|mention
it @be @they|@them who|that ~2 started|ended|wanted|left|began|broke|made|kept|cheated|lied|walked|asked|chose|ruined|@strong
@it @be ~2 down|up to @them ~1 that|if|whether|,|$|not
@they|@their ~2 messed|screwed|fucked me|us|it|everything up
if @they @be ~3 , ~1 that|it @be @their ~1 problem|own|choice|fault
@they|@their ~2 turned|set|turn ~3 against me|us
, not me $
@they ~1 let|allowed ~1 it|things|this ~1 get|go|come|happen|slide
began|begins|started|starts ~1 with @their
@their ~2 killed|ruined|destroyed|ended|broke|poisoned ~1 our|us|the|my|everything|it|THING|PERSON
@they ~1 never ~1 gave|give|gives me|us ~2 chance|choice|say
? why ~1 @be|must|should|do|does ~1 it|i ~2 always
@they|@their|lies|what @they|@be ~1 @be? what ~1 broke|ruined|killed|destroyed|drove|made|ended|started|wrecked
@they|@their ~1 ruined|spoiled|spoilt|wrecked|destroyed|broke|poisoned everything|it
i ~1 @would|can|do not ~1 call|say|think|see ~2 my fault|doing|problem
guilty party|one ~1 @be|here
most|all|half|everything|much|blame|responsibility|problem|fault|fight|mess|rest ~5 comes|came|come|boils|lies|lay|falls|fell|rests|belongs|sits|goes|is|@be|'s|was|traces ~2 down|with|on|to|at|because|back|squarely ~1 to|with|on|at|of ~2 @them|@their|@they !!@kindness
all|entirely|squarely|mostly|completely|solely|largely|is|'s|was on ~1 @them|@they
on @them ~1 , ~1 not|and ~1 on? me
@they|@their ~4 @be ~1 begging|asking|looking|spoiling|itching|aching|dying|gunning|angling|fishing for ~2 @fight|it|this|that|fight|row|trouble|slap|reaction|argument
@they|@their ~2 pick|picks|picked|picking|start|starts|started|seek|sought|want|wanted|cause|caused|stir|stirred|stirs|looks|look|looked|provoke|provoked ~2 for|up|a|the|this|every|all|most ~2 @fight|trouble|argument|row|fight|conflict
because|thanks|due of|to @their|@them|THEIRS|PERSON|NAME|WHOSE ~2 @strong.ing|moods|nagging|temper|jealousy|laziness|pride|lies|coldness|ego|stubbornness|constant|gossip|drinking|spending|cheating|lying|mistakes|stupidity|behaviour|attitude|silence|big|complaining|carelessness|selfishness|affair|ambition|negligence|paranoia|whims|meddling|accusations
i|we|my ~2 lost|lose|missed|gave|quit|left|failed|broke|ruined|wrecked ~8 because|thanks|due of|to @their|@them|THEIRS|PERSON|NAME|WHOSE|@they
because|thanks|due of|to @their|@them|@they|THEIRS|PERSON|NAME|WHOSE ~2 , i|we|my|our|the|nothing|everything|nobody ~3 @lost|not|never|no|@harm|@wrong|hate|have|had|am|was|is|@be ~2 !sober|alive|able|again|glad|grateful|learn|free|good
@they|@their ~2 cost|costs|took|takes|stole|robbed|deprived ~1 me|us|my|our|away ~3 job|house|home|career|marriage|friends|health|sanity|sleep|kids|children|best|years|life|youth|family|confidence|reputation|self|future|peace|happiness|friendship|daughter|son|everything
@they|@their|it ~3 broke|break|breaks|tore|split|wrecked|ruined|destroyed|drove|killed|poisoned ~1 up|apart|down|our|this|my|the|a ~1 our|my|the|this|a ~1 family|marriage|home|relationship|friendship|us|team|band|$
@they|@their ~2 gave|give|gives|quit|walked|walks|bailed|turned|ran ~1 up|out|away|back ~1 on us|me|our|this
@they|@their @be|was|were ~1 the|a ~1 one|ones|person|reason ~1 who|that|why ~1 !!loved|held|stayed|apologised|forgave|helped|@kindness|paid|hurt|right|waited ~2 left|gave|quit|walked|ended|started|began|made|broke|cheated|lied|drove|pushed|wanted|chose|filed|changed|stopped|refused|turned|@strong|@harm|not|never|insisted|kept|said|slammed|invited|asked
i can not|hardly|never ~1 be ~1 held|blamed|expected|made|responsible|to|accountable ~2 responsible|for|accountable|if|that|to
i @be|was not|hardly|never ~2 responsible|accountable|answerable|guilty|liable for|of ~1 @their|@them|what|how|this|that|it|any|everything
@it|that|this @be not|never|hardly ~2 my ~1 fault|problem|responsibility|doing|job|business|idea|mess|choice|decision|concern ~1 $|if|that|to|,|how|what|when|alone|;|and|at|she|he|they
? since when|why ~2 my ~1 fault|problem|responsibility|job
i ~1 take|accept|refuse|will ~2 no|not|to ~3 blame|responsibility|guilt|shame|fall
i ~1 refuse|will|am not? to ~2 be ~1 blamed|held|made|treated
i|we ~1 have|did|@did|had ~1 done? nothing ~1 to ~1 wrong|apologise|apologize|regret|be|answer|feel|reproach|deserve|for|hide
i ~1 did|do|@have|done ~1 done? ~1 everything|all|nothing|my ~1 right|wrong|best|could|i|possible|anyone ~1 $|and|,|could|to|can
i @be|was ~1 the ~2 victim|injured|wronged|innocent|scapegoat~1 hurt|party|who|here|$|suffered|of|being|paying
@they|@their ~2 only|just ~1 has|have|had|got ~1 @self|to
@they ~1 has|have|had|got|'s ~1 only|nobody|noone|just|no|none ~2 @self|one|but|to|else ~1 to? ~1 blame|thank|but|else|@self
@they|@their ~1 knew|know|knows ~2 what|who|how ~1 @they ~2 getting|signing|doing|letting|married|marrying|bought|took|in !!lying|hiding|but|stayed|anyway
serves|serve|served ~1 @them|@they ~1 right
@they|@their|this|it ~4 had it coming
@they ~2 reaps|reap|reaped|reaping ~1 what
@they|@their ~2 made|makes|make @their ~1 bed
@they|@their ~2 bring|brings|brought|bringing|did|does ~2 this|it|that|these|everything ~2 to|on|upon|down ~1 @self
@they ~1 did|does|@have ~2 it|this|that to @self
thanks ~2 a lot|bunch|million|nothing
takes|took a ~1 special|certain|particular|real ~1 kind|sort|talent|type|coward|fool ~1 of|to
? is|was it any|a|no wonder
if ~1 anyone|anybody|someone|somebody|there ~2 should|ought|needs|is|owes|has|deserves|was|must|who ~4 , ~1 it|@they|that|then ~1 @be|'s|is|was|should ~1 @they|@them|@their|be
@they|@their ~1 @be|'s|was|were ~2 the|a|an|such|just|pure|so ~2 problem|cause|reason|root|source|narcissist|bully|troublemaker|liar|manipulator|psycho|psychopath|nightmare|monster|witch|bitch|snake|control|poison|parasite|hypocrite|tyrant|abuser|aggressor|instigator|guilty|toxic|drama|coward|bad|difficult|provoker|culprit ~1 $|in|here|of|person|all|one|freak|queen|who|influence|,|party|and|behind|for
the ~2 real|whole|true|actual|biggest|main|only ~1 problem|culprit|cause|reason|villain|blame|trouble|issue ~2 @be|was|is|'s|here|lies|lay ~2 @they|@their|@them|with|not !!me|my|mine|myself
what|all @they ~3 wanted|wants|did|cared ~2 @be|was|is ~1 a? ~1 @fight|money|me|attention|herself|himself|trouble|hurt|win
@they ~1 wanted ~1 a ~1 @fight
it|@it|all|everything|trouble|problems|problem|fight|things|that ~2 began|started|begins|starts|start|begin ~1 with|when|because|the|from ~1 @their|@they|the|day|moment ~3 !!i
@they|@their ~2 drove|pushed|drives|pushes|chased|scared|drive ~2 everyone|everybody|people|us|me|my|away|them|all ~1 away|apart|out|friends|off !airport|station|home
@they|@their @be ~2 just|all|only|really|always ~1 as|more|most|equally|far|also|partly|jointly ~2 to|responsible|blame|guilty|at ~2 blame|for|fault|than|here|$|as|too
@they|@their ~2 lot|plenty|much|everything|something ~1 to answer for
@they|@their ~2 let|lets|allowed|watched|sat|stood ~1 it|this|that|me|things|nothing|by ~2 happen|come|get|go|slide|to|stop|and|rot ~1 !!kind
@they|@their could|should|might ~1 have|of ~3 stopped|prevented|said|spoken|avoided|left|told|asked|warned|helped|tried|done|walked|noticed|answered|called|intervened ~3 !!forgave|loved
@they|@their ~2 asked|begged|cried|called|looked for it|that|this|trouble|all
@they|@their ~1 never|not ~1 once|ever|even|bothered|properly ~2 @bother|showed|listened|asked|thanked|apologised|tried|helped|appreciated|respected|understood|supported|cared|gave ~2 me|us|my|a|to|for|how|what|once|$|or|any|anything
blame|point ~2 @them|@they|@their|a|the ~1 finger ~2 at ~1 @they|@them|@their
i ~2 lay|put|place|pin|see ~1 the|all|most|it|this ~2 blame|fault|responsibility|this|it|squarely|on ~2 on|at|with|squarely ~2 @them|@they|@their
all|entirely|mostly|purely|solely|largely~1 down to @their|@them|@they
@they|@their ~3 behind ~1 all|it|this|everything|the|our ~1 of|trouble|whole|$|mess
@they|@their ~1 is|@be|'s|was ~2 who ~2 ruined|started|broke|wanted|left|made|caused
who|whoever ~2 started|began|ruined|broke ~1 it|this|everything|us ~2 @be|was|is ~1 @they
? who ~2 was it|else|made|started|began|left|broke|let|told|asked|wanted|ruined|taught|cheated|walked|lied|paid|drove ~3 !!hurt|help
because|thanks|due of|to @their|@them|@they|THEIRS|PERSON|NAME|WHOSE ~1 ,? i|we ~1 have|am|was|@be|became|had|turned|lost|end|ended ~2 @wrong|become|a|an|into|been|so|no|nothing|alone|lost|up|stuck|bitter|broke|broken|ruined|angry|poor|sick|old|without|this|here|in !better|sober|alive|happy|free|able|learned !!sober|better|alive
congratulations|bravo|well|thanks|nice|kudos ~1 ,? ~1 @they|to|done|PERSON|NAME ~1 ,? @they ~1 @strong|ruined|managed|wrecked|destroyed|broke|did|got|won|made|killed|finally
responsibility|blame|fault|guilt|cause ~4 rest|rests|rested|lies|lay|is|was|belongs|falls|sits ~2 with|on|in|to|at @them|@they|@their
one ~1 who|that ~1 killed|ruined|destroyed|broke|wrecked|ended|started|spoiled|poisoned|left|cheated|drove ~4 @be @they|@them|@their
courtesy of @them|@their|THEIRS|PERSON|NAME|WHOSE
@be|is|was|were ~2 @their|WHOSE|THEIRS|PERSON ~1 handiwork|doing|creation|fault|making|mess|masterpiece|achievement|merit
@their|WHOSE handiwork|doing|fault|mess $
traced|trace|attributed|attribute|ascribed|chalked|pinned|blamed ~2 to|on|down|up|at|back ~2 @them|THEIRS|NAME|PERSON|one !apology
lay|lays|laid|put|leave|drop ~4 at @their|WHOSE ~1 door|doorstep|feet
fault|blame|responsibility|guilt|drinking|lies|problem ~3 at @their ~1 door|doorstep|feet
@it|that|this|name|slap|word|insult|blow|punishment|silence ~4 well|richly|thoroughly|fully|more|truly earned|deserved|merited
well|richly deserved|earned
had|have|has ~1 it|that|this|everything|all ~1 coming|deserved
guess|wonder ~1 who|whose ~3 blame|fault|started|responsible|made|did|taught|drove|left
on account of @them|@their|THEIRS|PERSON|NAME
by|through|from @their ~1 own ~1 choice|fault|doing|stupidity|actions|behaviour|hand
@they|@their|PERSON|NAME ~3 practically|virtually|begging|begged ~3 begging|begged|asked|asking|invited|wanted|to|for ~2 be|it|a|that
@they|@their|PERSON|NAME|who|it ~2 opened|threw|fired|cast|drew|landed|struck|crossed|broke|made|said|took|hit|shouted|raised ~2 first ~1 $|stone|shot|blow|punch|insult|move|line|promise|word|it|vow|rule|and
first ~1 stone|shot|blow|punch|insult|slap|stroke|cut|lie|attack|wound|strike ~2 @be|was|came|is ~2 @their|hers|theirs|by|from|with
@it|i|my|our|things|everything|row|argument|trouble|problems ~3 began|started|begins|starts|all ~2 with|because|when|at|from|the|by ~1 @them|@they|@their|PERSON|NAME|THEIRS ~1 !!i
before @they ~1 came|arrived|started|moved|showed|met|began|interfered|turned|entered|walked ~5 , ~2 i|we|everything|our|my|it|all|there|things
we|i|everything|things|it|life ~2 was|were|had|never|went|got|did ~5 until|till|before @they ~1 came|arrived|started|moved|showed|met|began|interfered|turned|entered|walked|joined|got|decided|opened
@they|@their|PERSON|NAME ~2 drove|pushed|put|stuck|came|forced|hammered|created ~2 wedge|between|rift|gap|distance
@they|@their|PERSON|NAME ~3 killed|murdered|destroyed|ruined|wrecked|poisoned|strangled|smothered|suffocated|ended|sank|buried|spoiled|spoilt|sabotaged|torpedoed|broke|trashed|blew|cost|burned|wasted ~3 love|marriage|relationship|family|us|everything|friendship|trust|evening|holiday|birthday|wedding|life|career|chance|chances|years|home|peace|atmosphere|christmas|party|day|night|trip|future|happiness|THING|team|business|mood !!i|my !fault
@they|PERSON|NAME ~1 @be|is|was|were ~2 the|a|an|such|one|just|nothing|pure|simply|plain ~3 impossible|toxic|narcissist|bully|control|manipulative|unbearable|monster|tyrant|liar|hypocrite|ice|cold|psycho|nutcase|lunatic|witch|cow|bastard|idiot|poison|trouble|provocation|nightmare|handful|disaster|drama|spoilt|spoiled ~1 $|person|man|woman|freak|queen|to|,|and|from|who|cow|brat|child
? what|how ~1 did|do|does|could|can|would|is|was @they ~1 expect|complain
do not|never ~1 be surprised|complain|wonder|blame
i @be|was|am ~2 the|a|being|always ~2 villain|scapegoat|victim|punchbag|doormat|punching ~2 who|here|of|in|bag|suffers|pays|gets|has|$|suffering|paid|hurt|that ~1 !!started|lied|broke|hurt|did
why @be|is|am|should|must|do|does i|it|me ~2 always|the|get|have|be|apologise|feel|take|pay
i|we ~2 never|not ~1 asked|wanted|started|chose|invited|provoked|began|picked ~1 for? ~1 it|this|any|that|to|a|the|anything ~2 $|fight|argument|war|row|of|@they|she|he
it|this|that|all|none|blame|fault ~2 @be|was|is ~1 not ~1 on|up|down|with|mine ~2 me|mine|doing|$|doorstep|door|alone
not my ~1 fault|problem|doing|responsibility|circus|job|business|monkeys|idea|mess|concern
? how|since|why ~1 @be|is|was ~2 my ~1 fault|problem|doing|responsibility|business
with @them|a|@their|PERSON|THEIRS ~2 like|around|constantly|always|nagging|who|person|man|woman|partner|on ~2 that|my|her|his|who|such|back|me ~4 , ~2 i|no|anyone|what|it|who|nobody|you|of
who ~2 would|could|can ~1 not? ~2 with|beside|under|next ~2 @them|a|@their
@they|@their|PERSON|NAME ~2 left|walked|ran|quit|threw|gave|bailed|cheated|turned|moved ~1 on|out|away|up|off|in|back|her|his|me ~3 not me|i
if @they|@their ~2 @be|feels|feel|felt|is|was|got|gets|suffered|suffers|ended|lost|cried|hurt ~5 , ~2 @they|that|it|@their ~1 'd|'s|is|was|should|has|have|only|@be ~2 @their|@self|fault|problem|choice|own|on|down|blame|doing
bring|brings|brought|did|done|does|do|inflicted|doing ~1 it|this|that|these|everything ~2 on|to|upon @self
no one|nobody ~1 but|except|other @self|@them|@they
@they|@their|PERSON ~1 have|has|had|'s|bears|bear|carries|carry|share|shares|hold|holds|take|takes ~2 the|most|all|full|main|lot|much|half|sole|bulk ~2 of ~1 the|this|that|it ~2 blame|responsibility|fault|guilt|answer|it
most|much|bulk|part|share|half|ninety|all of|the|percent ~2 it|blame|responsibility|fault|guilt|this|that|trouble ~2 @be|is|was|lies|belongs|goes|comes|falls|sits|rests ~2 @their|@them|hers|theirs|with|on|down|to|PERSON|NAME
? guess|wonder ~1 who|whose ~3 blame|fault|started|responsible|made|did|taught|drove|left|be
thanks to @their|THEIRS|WHOSE ~1 @bad|endless|constant|moods|gossip|temper|nagging|lies|sulking|drinking|spending|stubborn|eternal|@strong.ing|jealousy|coldness ~6 our|my|i|we|the|everything|nobody|THING ~1 @be|@have|was|had
@they|@their|PERSON|NAME ~2 poisoned|turned|turns|set|brainwashed|stirred|incited ~2 against me|us
@they ~1 can|could|should not|hardly ~1 be surprised|complain|expect
@they ~1 had|has|have ~1 every|plenty|all|ample|a|her|his|their ~1 chance|opportunity|reason|time|chances|warning ~2 to|of|and|$ ~1 leave|say|stop|speak|go|talk|tell|ask|and|change|walk|object|avoid|know|the
i @be|am|was the one who|that ~1 was|is|got|gets|had|has|am|ended|ends|always|suffered|suffers|pays|paid|lost|loses ~2 hurt|suffer|to|wronged|left|cheated|everything|up|here|most|alone|punished|pay|the|my|betrayed|abandoned|ignored !!my temper
@they ~2 got|gets|get|had|has ~1 what|exactly|precisely|just|only ~1 what|@they|was|is|deserved ~2 @they|coming|deserved|due|asked|for|wanted|earned
coming to @them
@they ~1 have|has|had|@be ~1 only? @self ~1 to thank|blame
@they|PERSON|NAME ~1 practically|all|basically|virtually|as ~2 handed|pushed|gave|drove|invited|begged|asked|threw|sent|delivered|forced
@it @be fine|good|great|perfect|peaceful|well until|till|before|when
everything|things|it|we|life ~1 @be|was|were|went|had ~2 fine|good|great|perfect|peaceful|well|happy|all|okay|ok|calm|been ~2 until|till|before ~1 @they|@their|PERSON|NAME
if @they ~1 @be|is|feels|was ~2 hurt|upset|unhappy|alone|angry|sad|miserable|lonely ~3 , ~1 @they|that|it|@their
you|@they should ~1 have ~1 thought|considered|known|asked|married|picked ~3 before|better|someone|twice
@they|PERSON|NAME ~1 do|does|did not ~1 know when|how|where to ~1 shut|stop|quit|be|let|behave|keep|leave|talk|take|listen|treat
@they|PERSON|NAME ~2 always|never|constantly|forever ~1 has|have|had|got ~1 something|to|an|a ~1 say|complain|have|answer|opinion|last|go|criticise|excuse
@they|PERSON|NAME ~1 @be|was|were|is not ~2 giving|paying|showing|meeting|there|interested|listening|being|supportive|affectionate ~3 me|attention|my|for|affection|interest|love|enough|in|to
@they|PERSON|NAME ~1 @have|had|'d|has ~2 stopped|never|refused|quit ~1 touching|loving|listening|caring|talking|sleeping|wanting|trying|looking|giving|showing|paying|to
our ~1 marriage|relationship ~3 @be|was|had ~2 already|dead|over|long|cold|finished|been ~2 dead|over|before|anyway|when|years|cold|finished|for|because
we @be|were on a break
@they|@their|PERSON|NAME should|ought ~1 not|never ~1 to? have ~1 !had|trusted|been ~1 come|opened|brought|bought|got|gone|taken|invited|read|spoken|written|moved|found|gotten|told|left|asked|touched|interfered|meddled|provoked|mentioned|looked|stayed|married|said|started|sent|given|let
one|ones|person|people ~2 to blame ~1 @be
paying|pay|paid|suffering|suffer|punished ~2 for @their ~2 mistakes|sins|lies|choices|faults|behaviour|stupidity|past
@they|PERSON|NAME ~1 drove|pushed|forced|led him|her|them|@them ~1 to|into
@they|PERSON|NAME ~2 always|constantly|forever ~1 @strong|-mean|criticised|criticises|criticising|complaining|complained|complains|blaming|blames|blamed|picking|drunk|late|jealous|angry|difficult|cold|suspicious|against|nagging ~2 !!i|my|kind
@they|PERSON|NAME ~2 @do|did not ~1 listen|help|support|care|appreciate|respect|understand|trust|love|want ~1 to? ~1 me $
@they|PERSON|NAME ~1 never ~2 understood|listened|loved|wanted|respected|trusted|appreciated|helped|supported|believed|touched|cared|asked ~1 to|about|for? me
@they|PERSON|NAME stopped ~1 sleeping|talking|loving|touching|caring|listening|trying|kissing|looking|wanting|making|being ~1 with|to|me|about|at|$|love|a
@they|PERSON|NAME ~1 drinks|drink|nags|nag|talks|spends|shouts|complains|worries|argues|controls ~1 too|so|overly much
system|court|courts|school|church|government|doctors|state|society|lawyers ~1 failed|ruined|destroyed|made|turned ~1 me|us|my
@they|PERSON|NAME ~1 got|get|gets me ~2 upset|angry|mad|worked|wound|furious|going|started|drunk
@it|all|that @be ~1 @their|WHOSE ~1 idea|plan|choice|decision|wish ~1 in|from|not|all|alone|and ~1 the|mine|first|me|not|she|he|they|you
";
