//! What excuses and shifted blame look like, as patterns: who is said to have acted, or acted as
//! well. How they read is told at [`grammar`](crate::grammar), their flags at
//! [`rules`](crate::rules).

/// Somebody or something made me.
pub(super) const MADE_ME: &str = "
@they|@their|@it|@bare ~4 made|make|makes|making me|us !@nice|@lovely|write ~1 @harm.base|-hurt|-lose|@harm.ing|do|act|behave|react|lash|snap|become|choose|@badly|panic|desperate !!homework|dishes|down|@lovely|job
@they|@their ~4 made|make|makes|making me|us ~1 @fury|lose|hate !more|weight|hope !!@lovely
@they|@their ~4 made|make|makes|making me so|too|overly ~1 @fury|@anger|@low
@they|@their|@it|@bare ~4 made|make|makes|making me|us the|what|who|like|into ~1 way|person|man|woman|i|what|this|that|who|monster
made|makes|make|making me|us !@nice ~1 @harm.base|-cut|-break|-lose|-hurt|lash|act|behave|react|do|lose|hurt it|this|that|things|something|what|at|out|like|control|my|him|her|them|to|$|and|so|badly
@they|@their|who ~4 made|makes|make|making me|us ~1 @fury
@they|@their ~4 made|make|makes|making me|us ~1 feel ~2 @low
made|makes|make|making me|us ~1 into|the|a ~1 @badly|bad
@they|@their|@bare|THING ~5 @drive me|us ~2 into|over|past|mad|crazy|insane|nuts|away|too|overly|so|until|beyond|around|round|up|against !better|work|town|bed|getting !!doctor|therapy|help|course|therapist|job|car|promotion|counsellor|group|treatment|applying|career|trying|jump|horse
@drive me|us ~2 to|into|over|past|toward|towards|beyond ~2 @edge|@harm|@badly|far|@acts.ing
@they|@their|@it|@bare ~3 forced|forces|force|forcing|coerced|pressured|provoked|goaded|manipulated|bullied|nagged|tricked|egged|lured|guilted|triggered me|us on|into|to|so|with|until|when|by|$ !rest !!rest|leave|think|slow|face|grow|horse|bed|eat
@they|@their|@it|@bare ~2 trigger|triggers|triggered|provoke|provokes|provoked|provoking|goad|goads|goaded|tempted|egged|needled|baited me|it|us
forced|forces|force my hand
@drive me|us ~2 up ~1 wall
@drive me ~2 until|till|and|so|, ~3 i ~1 @harm|lost|could|@acts|did
@they|@their ~3 set|sets|setting me|us off
@they|@their|@it|@bare ~3 wind|winds|wound|winding|work|worked|stirred|rile|riled|fire|fired me|us up
@they|@their ~2 rile|riled|riles|rattled|infuriate|infuriated|infuriates|enraged|enrages|antagonised|antagonized|maddened|incensed me ~3 so|until|that|i|till|to|and|$
@they ~5 push|pushed|pushes|pushing|press|presses|pressed|pressing ~1 all|my ~2 buttons|button
@they|@their ~2 got|get|gets|getting under|on my skin|nerves ~5 so|until|that|i|till
@they|@their|@it|@bare ~4 bring|brings|brought|bringing ~2 out ~1 the|a|my ~2 worst|side|temper|devil|animal|anger|monster|beast|demon
bring|brings|brought|bringing ~1 out? the worst ~1 out? in|of me
bring|brings|brought it|that|this|all out|on in|of|me me?
@they|@their|@it|@bare ~3 turn|turned|turns|turning|made|make me|us into|to !bed
@they|@their|@it ~3 cause|caused|causes|causing|led|leads me|us to|into ~1 @harm|-lose|-lost|@harm.ing|do|doing|act|react
@they ~2 got|gets|get me ~1 to|so|into ~2 a|the|point|@anger|trouble|mess|worked|drugs|gambling|drinking|angry|where|it
@they ~3 @drive me|us ~1 into|out ~1 @harm.ing|doing|@acts.ing|it|this|that|of
i @be|got|felt ~2 provoked|goaded|tempted|egged|baited|manipulated|tricked|triggered|talked|nagged|guilted|bullied|dragged|led|seduced|driven|pressured|pushed|forced ~1 into|by|on|$|and|astray|so !bed
i @be|got|felt ~2 provoked|goaded|tempted|baited|tricked|talked|bullied|led|driven|pressured|pushed|forced|made to ~1 @harm|@misdeed|do|act|drink|it|this|that
@they|@their @be|what ~2 the|a? reason|why ~2 i ~2 @harm|-lost|@kinds|not|@wrong
the reason ~1 i ~2 @harm|@kinds|@acts|did|have|lost|@wrong|am ~5 @be|was|is @they|@their
@they|it|what ~4 back|backed|backs|backing|box|boxed|corner|cornered|painted me|us ~1 into|in|until|so|,
@they|@their ~2 poison|poisoned|twisted|messed|wore my|me|with ~2 mind|head|down
@they|@their ~2 broke me
@they ~3 bully|bullied|nag|nagged|hound|hounded|badgered|pestered|dared|persuaded|talked|egged|convinced me ~2 to|into|on ~3 @harm.base|-lose|do|lying|@harm.ing|cheating|gambling|steal
with @them|@their i|it ~2 always|lose|get ~2 @harm|@fury|temper|end
@they|it|@their ~3 make|makes|made it|things ~2 impossible|hard|difficult|easy|unbearable|harder ~2 for|to|not ~2 me|us|stay|be|@kind|control|tell|talk|not
@they|@their ~3 got|get|gets|push|pushed me to ~1 the|a|my point|end|stage|where|limit|limits
@they|@their ~6 until|till i ~1 @harm|-lost|cracked|gave|could|did|said
@they|@their ~3 such|so ~5 that i ~1 @harm|-lost|cracked
@they|@their ~3 such|so ~5 that i lost my|it|control
@drive me|us apart|away
@they|@their|@it ~4 made|make|makes|making me ~1 leave|say|check|snoop|follow|shut|walk ~1 $|things|out|her|his|their|it|that|so
@drive me to other|another
@they ~2 got|get|gets me drunk|high|hooked
@they|@their ~1 brought|raised me ~1 up? ~1 to|like|that|this
rise out of me
made me ~1 hard|bitter|cold|cruel|suspicious|distant|numb|dishonest
@they ~2 gave|gives|give me ~1 every|no|good|plenty|enough ~2 reason|reasons|cause
@bare|THING|THEIRS ~1 made|makes me ~2 do|say|@harm.base|act|go|snap
made|make|makes|making me|us ~1 want to ~1 @harm.base|-hide|-lose|-fight|-cut
@their ~3 made|make|makes me ~1 @fury|@badly
@they|@their|@it|@bare|both|living|being|life ~5 had me so|in|at|on|up|that|wound|@harm.ing|@anger|@fury|behaving|acting|screaming|crying|begging|lying !laughing|@people
@they|@their|@it|@bare|living|life ~5 made|make|makes|making me|us ~1 stop|quit|give ~2 @kind.ing|@bother|coming|talking|telling|trusting|caring|trying|sharing|answering|loving|up|going|seeing|calling|writing !!smoking|drinking|gambling
@they|@their|@it|@bare|living|life|being ~5 made|make|makes|making me|us !@nice ~1 delete|lend|sell|quit|sign|borrow|choose|pretend|swear|lose|fake|forge|hate|resent|distrust|suspect|doubt|ignore|avoid|refuse|cancel|skip|dread|flee|run|retaliate|lash|erupt|blow|crack|flip|give|cross|bend|break|spend|keep|@acts.base !!@lovely|@kindness|doctor|therapist|dishes|homework|wait|stronger
made|make|makes|making me|us ~1 @harm.ing|@badly|@fury|irritable|snappy|nasty|bitter|hard|hostile|sharp|violent|aggressive|cold|numb|cynical|controlling|suspicious|dishonest|distrustful|mean|cruel|resentful|nervous|jumpy|defensive|explosive|ugly|petty|spiteful|impatient|paranoid|someone|somebody !@lovely|else|proud !!@lovely
what made|makes|turned|drove|pushed|got me ~3 @be ~4 @they|@their|@them
made|makes|making a|an @badly|fool|criminal|sneak|coward|bully|tyrant|nervous|wreck ~1 out? of me
@they|@their|@it|@bare ~4 reduced|reduces|brought|drove|led|took|sent|sends|got me ~2 to|into|over|past|beyond|round|around ~2 @edge|rage|tears|fury|screaming|shouting|begging|lying|point|boil|this|bend|wall|corner|that|level|limit|where !airport|station|hospital|doctor|bed|therapy|sea|lake|work
@they|@their|@it ~4 taught|trained|teaches|conditioned|encouraged|invited|invites me ~1 to ~1 @harm.base|hide|lie|distrust|keep|shut|expect|suspect|cheat|fight|hate
@they|@their|@it|@bare|something ~4 triggered|triggers|provoked|provokes|sparked|ignited|unleashed|woke|awakened|brought|caused|stirred|fuelled|fueled|fed ~2 me|my|the ~2 @fury|temper|anger|rage|worst|jealousy|suspicion|outburst|drinking|behaviour|reaction|paranoia|monster|beast|devil|side|insecurity|silence|lying
@they|@their|@it|@bare|living ~4 wore|wears|ground|broke|breaks|drained|dragged|pulled|pushed me ~1 down|out|under|in|into|past|until|too
@they|@their ~3 got|gets|get ~2 rise|reaction|worst ~1 out? of|from me
@they|@their ~2 got|gets|get ~2 my back|hackles|blood|goat ~1 up|boiling|$
@their|THING|@they|@it ~3 made|makes|gets|got|set|sets my blood|temper|skin|fists|hackles ~1 boil|boiling|crawl|flare|itch|rise
@they|@their|@it|@bare ~4 tipped|tips|pushed|pushes|sent|sends|drove|drives|put|puts me ~2 over|round|around|up|off|into|in ~2 edge|bend|twist|wall|wrong|rails|rage|frenzy|place|mood|position|spin|deep|corner
@they|@their ~3 put|puts|left|leaves|got|gave|give|gives|had me ~1 in|with|no|only|little ~3 position|situation|corner|way|choice|option|place|where|alternative|room|ways
@they|@their|@it|@bare ~3 cost|costs me my ~1 temper|patience|nerve|nerves|self|composure|cool|control|mind|sanity|sobriety
@they|@their ~4 talent|gift|knack|way|genius|ability|habit ~1 for|of|to ~3 making|bringing|driving|pushing|winding|getting|make|bring|get|drive|push ~1 me|people|the|anyone
@they|@their ~3 know|knows|knew|knowing ~2 how to ~2 make|get|push|wind|drive|press|hurt|provoke|set ~1 me|my|us
@they|@their ~3 know|knows|knew ~2 which|what|where|exactly ~2 button|buttons|to|would|makes|made|hurts|gets|sets ~2 push|press|hit|make|me|get
@they|@their ~4 until|till|so ~1 i ~1 could|had|finally|lost|snapped|broke|cracked|exploded|gave|@harm|just|did
i ~1 never|not ~2 like|be|been ~1 this|that|a|so|such|jealous|angry|violent ~4 before|until|with|around ~2 @them|@they|@their|met
i @be|was ~3 person|man|woman|guy|kid|calm|patient|quiet|gentle|peaceful|trusting|honest|soft|easy ~3 before|until|till ~1 @they|i ~1 met|knew|married|@they|moved|started
i ~1 only|just ~1 @be|become|became|turned|turn|got|get|@harm ~6 around|with|near @them|@their
around|with|near @them ,? i|you ~1 @be|become|became|turn|turned|always|could|can|lose ~2 @wrong|@anger|@fury|not|monster|somebody|someone|temper|different
it took|takes ~5 @their ~6 to ~1 make|get|turn|drive|bring me
it @be|took @their|@they|@them|THEIRS ~6 that|who|which ~1 made|makes|turned|drove|pushed|got|forced|set|brought|led|put|taught me|us|my
@it|@they|@their|@bare ~2 @be ~2 what|the ~2 made|makes|drove|pushed|got|turned|set|reason|trigger|cause ~1 me|us|for|of|$
@they|@their @be ~2 trigger|reason|cause|spark|fuse
@they|@their ~3 would|'d|will not ~1 rest|stop|quit|relent|let ~4 until|till|before i
@they|@their|@it|@bare ~4 @drive me ~1 mad|crazy|insane|nuts|bonkers|bananas|potty|wild|round|up|over|past|beyond|wall
i @be|felt|got|@have|had ~1 been? !!broken|rest ~1 @drive.past|driven|provoked|goaded|made|put|wound|worked|riled|worn|manipulated|pushed|forced|cornered|tempted|talked|tricked|bullied ~2 to|into|by|up|until|down|over|past ~3 @harm|@harm.ing|it|this|that|@acts.ing|@them|@their|@they|@badly|edge|limit|where|i|do|be
i @harm|@did|@acts|snapped|lost ~6 because|when|after|since @they|@their|PERSON ~2 made|forced|pushed|drove|provoked|wound|goaded|kept|would me|on|not|@strong.ing|@harm.ing|going|at
i learned|learnt|began|started|stopped ~2 to? ~2 @harm|@harm.ing|lying|hiding|lie|hide ~3 from|because|with|thanks ~1 of|to? @them|@their|living
@they|@their ~1 taught|made|left|turned|raised|trained|shaped me ~1 this|that|who|like|everything|how|into|bitter ~1 way|i|lie|shout|distrust|fear|hate|$
under @their influence|pressure|thumb|spell
@they|@their ~2 dragged|brought|pulled|pulls|drags me down|into|to|with
@they|@their|@it ~2 got|gets|get to me so|until|that|and|,|too|after
@they|@their ~3 pushed|pushes|tried|tries|tested|tests|drained|wore|stretched|exhausted my ~2 patience|limits|limit|temper|luck|nerves ~1 too|to|until|so|again|every|beyond|$|thin|out
@they|@their ~4 the last straw|the final straw
camel 's? back
it|that|@they|@their ~3 was|is ~1 last|final straw
@they|@their|@it|@bare|PERSON ~3 left|leaves|leave|got|gets|get|had|has|kept|keeps|set|started|sent me ~1 feeling|so|@harm.ing|@acts.ing|boiling|seething|raging|shaking|fuming|sulking|spying|checking|running|acting|behaving|screaming ~1 !!loved|safe|laughing|singing|happy|sober|better|reading|@people
@they|@their|@it|@bare|PERSON|NAME ~3 @drive|shoved|shove|threw|sent|steered|chased|drove|pushed me ~2 arms|bed|into|back ~2 of|to|with|the|arms|drink|bottle|lap !work
@they ~1 kept|keeps|keep|would|went @harm.ing|@strong.ing|poking|prodding|going|asking|pushing|on|digging|picking|@acts.ing ~6 so|until|till|and|, ~2 i ~3 !asked !!told|helped
@they|@their|@it|living|life|being|PERSON|this|that ~4 would|could|'d ~2 have? ~1 turned|turn|made|make|drive|driven|tested|try|test|provoke|tried|broken|break|pushed|push ~1 anyone|anybody|a|an|the|even|any|most|@all
living|life|being|married|marriage ~1 with|to @them|@their|PERSON ~4 @drive|made|makes|turned|turns|does|did|teaches|taught|wears|wore|broke|would|do ~1 !!better|happy|@lovely
what|how living|being|life ~1 with|to @them ~1 does|do|did
@they|@their|it|@it|that|this ~1 does|did|do|has|had ~2 this|that|such|an ~1 to|effect|on ~2 me|people|a|anyone
look|see what @they ~2 made|make|did|do|turned|have|done ~1 me|to|us|of
my ~3 @be|is|was|are ~3 @their|THEIRS|WHOSE ~1 creation|handiwork|work|doing|making|product|legacy|gift|achievement|masterpiece|invention|fault|responsibility
my|i ~6 reaction|response|answer|result|consequence|product|creation|echo|mirror|reflection|echoes|defence|protection|revenge|payback|retaliation ~1 to|of|for|against @their|@them|@they|THEIRS|PERSON|what|all|being|years|WHOSE ~1 !!kindness
as a|an|in ~1 reaction|response|answer|result|consequence|revenge|retaliation ~1 to|of|for @their|@them|@they|THEIRS|WHOSE|what|all
i @be|was|got|became|become|turned|am ~3 this|so|that|@wrong|like|into|what|who ~3 because|thanks|due|since|through|by ~1 of|to? @they|@their|@them|PERSON|NAME|ex|living
@they|@their|PERSON|ex !also ~1 taught|trained|raised|conditioned|showed|turned|shaped|moulded|molded me ~1 to|into|how|what|that|this|like|well|everything ~2 $|be|hide|lie|keep|distrust|trust|fight|shout|expect|@harm|not|never|do|love|who|it|this !!swim|cook|drive|read|play|ride|sing|sew|help|ask|listen|paint|bake|fish
@it|it @be|was @they|@their|@them|PERSON|you ~3 who|that ~1 taught|trained|made|drove|pushed|turned|started|gave|introduced|got|showed me|us|it|my|this
i ~1 only|just ~2 learned|learnt|picked|got ~2 from|by|through @them|@their|living
a @people ~2 like|such|who|with ~1 @them|that|her|him|always|keeps ~3 makes|make|brings|drives|turns|leaves|would
@they|@their ~2 created|creates|built|bred|made|raised|produced|fed|invented ~2 this|the|a|that|my ~1 monster|mess|liar|situation|beast|jealousy|distrust|problem|temper|man|woman|person|me
@they ~1 wanted|expected|kept|treated|accused|called|saw|painted|asked ~3 me|a|monster|liar|cheat|villain ~5 so|, ~2 i|they|she|he|that ~2 became|become|got|behaved|acted|gave|was|turned|started|might|thought
treated|treats|treat|accused|suspected|called|accuses me ~2 like|as|a|of ~3 , ~1 so|i|until ~1 i|so
enough to ~2 drive|make|turn|send|push|test|try ~2 anyone|anybody|a|any|me|saint|the|@all
@they|@their|it|@it ~3 rubbed|rubs|rub ~1 off|me|it ~1 on|up|in|the|my
under @their ~1 influence|thumb|spell|pressure|roof
i ~1 only? ~1 @harm|@misdeed|@acts.past|did|said ~6 in|for|by|as ~1 self|reply|return|response|reaction|retaliation|revenge|answer|defence|reflex|way|defense ~1 to|of|for|defence|$|,|because|against !!love|kind
it @be|was @they|@them|PERSON|NAME ~1 , ~3 , who|that ~1 taught|made|drove|pushed|started|trained|forced|provoked|turned|wanted|set
@they|@their|@it|@bare|PERSON|NAME ~2 drove|pushed|forced|led|provoked|goaded|tempted|drives|leads|got me to ~1 @harm.base|read|check|follow|track|search|forget|spend|miss|skip|cancel|refuse|avoid|pretend|smoke|bet|snoop|spy|drink|drugs|gamble|cheat
@they|@their|PERSON|NAME ~2 shoved|shove|threw|sent|steered|chased|drove|pushed me ~1 into|to|towards ~1 the|another|other|somebody|someone|a|PERSON ~3 arms|bed|bottle|else|woman|man|of|'s
@they|@their|@it|THEIRS|@bare|it|something ~4 set|sets|setting ~1 something|me|it|everything ~1 off|going
learned|learnt|picked|got ~1 it|that|this|lying|to|how ~1 up? ~1 from|by ~1 living|being|@them|@they|somebody|someone|PERSON
@they ~1 would|'d|kept|keeps|could|used ~2 @strong.base|@strong.ing|@harm.base|pick|poke|push|go|needle|keep ~4 until|till i
what sets|set|gets|got|makes|pushes|drives me off|mad|going|over|angry|crazy
@they ~1 know|knows|knew ~2 what|how|which ~2 sets|set|gets|makes|winds|drives|push|to
@they ~2 practically|all|virtually|basically|more handed|gave|pushed|threw|sent|delivered|drove|drew me
getting|gets|got under ~3 skin
way|knack|talent|gift|habit of|for ~1 @drive.ing|making|getting|bringing|pushing|winding|turning ~1 me|people|everyone|anyone|us|under|on|out|the
@it|@they|THING|@their ~2 makes|make|made me ~2 see red|boil|flip|snap|rage|furious
in such|that|so ~2 a? ~1 state|way|mood|rage|position that|i
because of the way @they|@their|PERSON|NAME
@it|THING|THEIRS|@their ~2 @they ~2 planted|put|left|created|built|woke|stirred|caused ~2 in|inside|with me
i ~1 @harm|snapped|blew|exploded|lost|cracked|broke ~4 because ~1 of ~2 way|how|what @they|@their
drive|drives|drove|pushes|pushed|pushing|driving me|us to ~1 things|extremes|this|that|it|lengths|measures|desperation|despair
@they|PERSON|NAME ~1 @strong.past|@strong and ~1 @strong|@strong.past|on ~2 and|until|till|so ~1 i
@they|PERSON|NAME|it ~2 on and on ~2 until|till|and|so
what ~1 came|got|comes|gets|possessed|possesses ~1 over|into? me
";

/// They did it as well.
pub(super) const THEY_TOO: &str = "
@they|@their|who @aux* ~1 also|too @aux* ~2 @harm|-lose|-losing|-hurt|-drinking|@wrong|-tired|-late|-sorry|-ashamed|-absent|-angry|@overreact|@strong !!@kind|well|birthday|dog|dinner|home
@they|@their @aux* ~4 @harm|-lose|-lost|-losing|-hurt|@wrong|-tired|-sorry|-ashamed|-angry|-late|@strong|@overreact ~8 too|either|also !late
@they|@their @aux* ~4 @harm|-lose|-lost|-losing|-hurt|@wrong|-tired|-sorry|@strong|@misdeed|-told|-said|-read|-tell ~8 as well !as
@they|@their @aux* ~3 @harm|-lose|-lost|-losing|-hurt|@strong|@misdeed ~4 as much|often|bad|badly|loud|loudly|hard
@they|@their !!@but-kind|hurt @aux* ~3 @misdeed|-told|-said|-tell ~6 me|us|things|secrets ~4 too
@they|@their !!@but-kind|told ~1 @harm|@strong|@misdeed|did|made|said|has|have ~4 me|us ~2 too|either
@they|@their !!@but-kind|told ~1 @harm|@strong|@misdeed|did|made|said|has|have ~4 me|us ~2 as well !as
@they|@their ~2 hurt me|us|@them ~3 too|as|also
@they|@their too !!@but-kind|tired ~2 @harm|@strong|@misdeed|@wrong|had|did|made|has|have|could|never
@they|@their ~5 of @their own $
@they|@their also ~1 had|has|have|kept|made|could|should|never ~2 !!@but-kind|dog|house|garden ~1 secrets|part|share|faults|things|affair|mistakes|side|hand|role|affairs|temper|@harm|@bother
+ @they|@their not|never ~6 either
@they|@their ~2 not|never !!@kind ~6 either
@they @aux* did|do|does|done|doing|said|say|says|pulled|kept|made|have|had|has it|that|this|things|stuff|so|mistakes|secrets|plenty|lies|faults|his|her|their|some|exactly|the ~3 too|also|either
@they @aux* did|do|does|done|doing|said|say|says|pulled|kept|made it|that|this|things|stuff|so|mistakes ~1 as well
@they @aux* did|do|does|done|doing|say|says|said|treated|treats ~3 exactly|the|just|much same|that|as !for ~2 thing|to|with|$|things|me|too|back|way|all
+ @they|@their ~1 did|do|does|@have|was|were|is|are|'s ~1 ,? too|also|either|same
+ <@kind and|,|;|but so|neither|nor @did|do|does|@have|@be|had @they|@their
+ and|but @they|@their ~1 @be|@have|@did|do|does|him|her|them too|either
@they|@their @be ~3 no|hardly|not ~2 better|saint|angel|saints|angels|innocent|perfect|hero|different|victim|blameless|flawless|faultless|faithful|honest|picnic|exception|exactly|clean|role|easy ~2 me|$|himself|herself|themselves|myself|either|i|than|too|yourself|to|here|with|,|in|model
@they @be ~2 far from ~1 perfect|innocent|blameless|faultless|honest|an|a
hardly|not|no|never ~1 a|an|any|no? saint|angel|saints|angels ~2 either|himself|herself|themselves|$|yourself
@they|@their|we @be|@have ~2 just|every|exactly|equally|as|almost|no ~2 bit? ~1 as? ~1 @wrong|-tired|-sorry|much|little|guilty|involved|@harm.past|stubborn ~1 as|blame|than|$|for
@they|@their @be|@have ~2 just|every|exactly|equally|as ~2 bad|guilty|much|responsible|cruel|jealous|rude|mean|loud|stubborn
@they|@their @have|had|did|@be|played ~3 his|her|their|your|a ~2 share|part|faults|flaws|side|secrets|issues|lies|mistakes|role|hand|affairs|failings|moments ~2 !in|of|with|the ~2 too|this|it|blame|also|as|play|$|fault|in|either|that|everything
their|his|her|your|WHOSE own|fair ~1 share|part|faults|flaws|lies|secrets|mistakes|temper|affairs ~2 to|of|in|,|$|too
<that @it takes two $|to !talk|have|make|carry|lift ~1 @harm|-cry|ruin|tango|wreck|destroy|kill|break|$
@it took|takes|needed both of
takes two to ~1 tango|@harm|ruin|make|wreck|start|destroy|break
we @be? @have? both|each two? ~2 @harm|-lose|-lost|-losing|-hurt|-drinking|@wrong|-tired|-sorry
we @have? both|each ~1 say|said|did|made|gave|stopped|acted|behaved|contributed|failed|let|messed|screwed|went|neglected|got|played ~4 @harm|@wrong|things|mistakes|share|blame|each|up|trying|badly|words|part|far|loud
we @be both ~2 @wrong|-tired|-sorry|to|at|guilty|responsible|equally|fault
both of us|them|you ~3 @harm|-lose|-lost|-drinking|@wrong|-tired|-sorry
both of us|them|you ~2 say|said|did|made|gave|stopped|contributed|failed|neglected|messed|wrong|guilty ~2 @harm|@wrong|-tired|-sorry|things|mistakes|up|trying|blame|fault
both|two sides|parties|people|of ~4 blame|fault|guilty|wrong|responsible|story
i @be not|hardly|never ~1 the only one|person|guilty ~1 $|to
i @be not|hardly|never ~1 the ~1 only|one ~1 one|person|parent|who|that ~1 who|that|to ~4 @harm|@wrong|@misdeed|made|did|do|does|blame|fault|ruined
@it|this|that @be not|hardly|never ~1 all|only|just ~1 me|my|mine ~2 $|who|fault|doing|that|,|alone|side|lying|@harm|here
not ~1 only|just me|i|mine $|,|who|;
@they|@their @aux* ~1 did|do|done|said|called ~2 far|much|even|worse ~1 worse|things|$ !better
@they ~3 did|done|said|called|treated ~2 worse ~1 things|than|to|names|$
@they|@their @aux* ~2 @harm|-lose|-lost|-losing|@strong ~2 me? first $
and|but what about @possessive|THEIRS|what|all|the
? @did|do|does|@have|@be @they ~1 ever ~2 apologise|apologize|sorry|thank|asked|admit|own|listen
? @did|do|does|@have|@be not @they ~3 too|also|@harm|either|same
@they|@their ~1 @have|@did|do|does|@be ~2 never|not ~6 either
i @harm|@acts|did ~8 and|but|;|, ~1 so did|does|do|has|had|was @they
i @kinds|did|@harm|@be|was|kept|made %6 as|like|just as|like|what ~1 @they|@their ~1 did|do|does|had|was|were|has|@be|to|@harm
@they ~3 get|gets|got|can|could|@be away with ~1 it|that|everything|murder|worse|things|much
when @they ~2 do|does|did|@harm ~1 it|that|this? ,? ~1 it|nobody|that|everyone ~2 is|'s|fine|ok|okay|says|complains|bats|forgave|funny|normal|cares|@be
@they|@their @be|@have|@did ~1 guilty|to|part|in|responsible ~2 of|blame|for|it|this|fault ~2 too|also|as|either|equally
he|she|they|you|we started|began|stopped|did|hid|kept|@harm|-lost|@misdeed|ran|turned !!@but-kind ~5 too $|,|and|so
blame|fault|responsibility|guilt lies|lay|is|was|@be ~3 both|two|shared|equally|mutual|equal|50
@it|the @be|went ~1 mutual|fifty|both ~1 ways|$|fifty
neither|none of us ~3 innocent|perfect|saint|angel|blameless|easy|honest|right|kind|nice|faithful
@they|@their ~1 @have ~1 plenty|lot|lots|things|enough|something|a|much|reason ~3 to ~2 apologise|apologize|answer|regret|ashamed|sorry
let 's|us not|never|just ~1 pretend|forget|act ~1 @they|@their|that|what|how|like|as
? what|how about ~1 @possessive|THEIRS|what|all|the ~2 @they|things|times|way|part|@harm|-hurt|all
@they|@their ~2 affair ~1 $|too|as|first|behind|before
@they|@their @have|had ~3 temper|side|faults|flaws|secrets|issues|part|share ~1 too|also
there @be two of us
@they|@their ~1 @aux* never|not ~7 either $
@they|@their @have not ~2 been ~1 easy|kind|fair|honest|faithful|nice|great|blameless ~1 $|to|with|either|me
@they|@their @be not ~1 exactly|always ~2 easy|kind|fair|honest|faithful|nice|great|perfect|innocent
@they|@their should|could|must|need|needs|ought ~6 too $
@they|@their should|could|must|need|needs|ought ~6 as well $
nobody ~2 asks|ask|talks|sees|mentions|cares|wants ~3 what|how @they
@they|@their ~1 @be no|not|hardly ~1 saint|angel|saints|angels
@we ~1 hurt each other
@they ~1 forgot|kept|hid|missed|ignored|left|slept|spent|said|did|broke|cancelled|cheated|yelled|drank|stayed|refused|threw|called|made ~5 too $|when|on|at|for|in|once|twice
@they ~1 forgot|kept|hid|missed|ignored|left|slept|spent|broke|cancelled|cheated|yelled|drank|stayed|refused|threw|called|made ~5 as well $|when
@it @be not|hardly like|as ~1 if? @they
@we ~1 @be? both|equally|all ~1 to|at|in|part|guilty|wrong ~1 blame|fault|wrong|of|guilty|responsible
nor|neither @be|@did|do|does|@have|@would @they|@their ~1 $|innocent|perfect|either|ever|any|exactly
@they ~1 @be|@have ~1 guilty of ~2 same|it|that|worse|things|too
the same ~2 goes|applies|holds|is ~1 for|to|true ~1 for|of? @them|@their
@they ~1 deserve|deserves ~2 half|share|part ~2 blame
half ~2 blame|fault|responsibility|it|problem|trouble ~1 @be|is|was|lies|belongs|came ~2 @their|@them|hers|theirs|with|to|from
@they ~1 @have|should|could|must ~1 apologise|apologize|answer|explain|look ~2 too|also|as
@they ~1 @be ~2 the|a|an|one ~1 same|liar|hypocrite|cheat ~1 too|as|also|herself|himself|themselves|yourself|with
@they ~1 @be|@have ~2 hypocrite
@they|@their ~1 @did|@have|do|does ~2 not|never ~4 either
not ~1 exactly|really|always ~1 a|an|the ~1 saint|angel|innocent|model|perfect|easy|victim
@their ~1 hands|conscience|record|slate @be not ~2 clean|clear|spotless
@it @be ~2 just|at? ~2 as much @their|THEIRS
do not ~1 think|believe|imagine|tell ~2 @they @be|was ~2 always|so|any|innocent|faithful|perfect|saint|better|honest
@they|@their also ~1 broke|lied|cheated|shouted|hid|drank|spent|started|threw|walked|failed
gave ~1 as good as
@they|@their ~2 cheated|lied|left|hit|shouted|flirted|drank|stopped|broke|hurt|betrayed ~3 before|first ~1 i|$|me
@they ~1 walked|ran|stormed ~1 out|off ~1 too|as
@they ~2 @harm|told|few|couple ~2 lies|lie|things|mistakes ~1 @self
as bad as each
@they|@their ~1 could|can|would be ~1 just|every|as|equally ~2 @bad|@wrong
@they|@their , too|also
@they|@their ~5 just|equally|exactly as much|often|bad|badly|loud|hard|well
we|us|that @be|makes ~1 us? even|quits|square
neither of them|us|you|the|my|PERSON ~2 @have|@be|@did|ever|could|apologised|can|wanted !!sing|swim|cook|sleep|drive|dance|knew
both sides|parties|parents|families ~1 @have? said|did|made|behaved|@harm.past|@wrong
@they|@their|PERSON ~2 @aux* ~5 just|every|equally|exactly|no ~2 as !!happy|surprised|sad|proud|lonely|young|pleased|glad|excited ~3 as i|me|mine|my|us
@they|@their ~2 not|never|hardly ~5 any ~2 than i|me|mine|my
@they|@their ~2 not|never|hardly ~3 any|much ~1 @harder ~2 than|to|with|$
@they|@their ~5 no|any ~1 @harder|worse|less ~2 than i|me|mine|my
@they|@their ~6 @harm.past|@wrong|did|was|@misdeed.past ~2 worse|more|louder|meaner|harsher|longer|nastier|colder|crueller|later|angrier|lazier|ruder ~5 than i|me|mine !!@kind|love|loved|knew
@they|@their @aux* ~2 @harm|@misdeed|@wrong|-lost ~5 as often|much|many|bad|badly|loud|loudly|hard ~1 as i|me|mine|my|we
@they|@their ~3 just|exactly|equally as often|much|many|bad|badly|loud|loudly|hard|guilty|wrong|cruel
so|neither|nor @be|@did|do|does|@have|had hers|theirs|yours|WHOSE ~1 $
so|neither|nor @be|@did|do|does|@have|had @their|THEIRS|hers ~3 $
i|we|my ~1 @harm|@misdeed|@wrong|@did|@be|have|had ~8 and? ,? so|neither|nor @be|@did|do|does|@have|had|could|can|would @they|@their|PERSON
i|we ~1 @aux* ~1 @harm|@misdeed|@wrong|@acts.past ~6 , just? as|like|the ~2 @they|@their ~1 @harm|@misdeed|@wrong|@acts.past|did|do|does|had|has|have
, as @they|@their ~2 @harm|@misdeed|missed|did|do|does|had|has mine|my|me
@they|@their ~2 let|stood|left|turned|ran|sold|shut|walked|hung|went|tore|put|yelled|screamed|snapped|looked|spied ~3 me|us|down|on|at|up|alone|out|off|through|behind ~4 too|either|also|just
@they|@their ~2 let|stood|left|turned|ran|sold|shut|walked|hung|went|tore|put|yelled|screamed|snapped|looked|spied ~3 me|us|down|on|at|up|alone|out|off|through|behind ~4 as well !as
PERSON|NAME|she|he|they|you , ~4 , ~2 could|can|did|does|has|had|was|is ~5 too|either
@they|PERSON ~1 @have|had|'s ~1 done ~3 everything|every|all|most|plenty|worse|the|each ~5 @self|too|as
@they @have|has|had|got ~2 a|an|her|his|their|your ~1 temper|past|secrets|ego|problem|list|affair|history|side|share|tongue ~3 @self|too|as
who @be @they to ~2 talk|judge|complain|lecture|criticise|criticize|blame|throw|point|accuse|tell|preach|cast
? who @be @they|@their to
@they ~1 @be ~1 one|fine|hardly|in to|one|no ~2 talk|talking|judge|lecture|complain|position
@they ~1 can|could talk $
@they ~1 should|ought|needs|need|might|must|wants|better ~2 look|start|begin|take|try|hold ~4 mirror|@self|own|$
look who 's|is
pot ~1 calling|and
kettle black
people in glass houses
glass houses
@it|that ~2 rich|ironic ~1 coming|from|,
rich ~1 coming from
takes one to know
six of one
tit for tat
eye for an eye
it|@it|that ~2 cut|cuts|goes|went|works|worked ~1 both ways
two way street
@it @be not|never ~2 one|a ~1 sided|way|street|solo
@be|'s ~1 mutual
@they ~2 returned|returns|repaid|repay|paid ~3 favour|favor|back|compliment|coin|same
@they ~1 gave|gives|dished|shouted|yelled|screamed|hit|slapped|pushed|insulted|swore|snapped|shoved|lied ~2 back $|,|and|just|twice|harder|louder|at|every|as|right
@they|@their ~2 matched|outdid|beat me
hers|theirs|@their|THEIRS|his ~2 @be ~2 worse|bigger|longer|louder|meaner ~1 $|than|and|,|still|by
two of us who|did|wrecked|broke|ruined|made|fought
@we ~1 both|each|all ~1 our ~1 share|part|side
@we ~1 both|each|all ~2 @harm|did|said|made|had|were|could|share|carry|played|wrecked|ruined|failed|stopped|messed ~4 things|mistakes|it|that|this|part|share|blame|each|one|wrong|temper|tempers|@wrong|trying|worse|better|guilty|up
act|acts|acting|pretend|pretending|tell|not if|though|like|that @they ~1 @have|had|has|'s|'d|@be|was|were|ever|never|did ~1 never|not|so|any|perfect|without|innocent|always|better|a
@they|who @have|has|had|'s never|not ~1 @harm.past|lied|done|said|made|forgotten|told|been $|themselves|himself|herself|either|a
i @be|was not|hardly|never ~1 alone|the|solely|only|single|entirely ~1 in|one|person|responsible|to|guilty|culprit !!loved|room|who
not ~1 entirely|only|all|just|solely my|me|mine
@they @be ~2 right there|in ~1 with|beside|on me|it
? when @did|do|does|has|have|will|@be @they ~1 ever|apologise|apologize|once ~1 apologise|apologize|say|admit|ask|listen|thank|come|help|call|$|sorry
? what|how about|of ~1 @they|@their|all|the|every
? @did|does|do|has|have|had|@be not? @they ~3 not? ~3 too|either|also|worse
nobody|noone ~1 ever? asks|asked|mentions|mentioned|talks|counts|counted|blames|blamed|sees|wonders|cares|says ~3 what|how|about|@they|@their|when
when|if @they|@their ~1 do|does|did|@harm|@misdeed|is|are|was ~3 , ~2 it|nobody|that|everyone|no|everybody ~1 is|'s|fine|ok|says|complains|bats|just|all !i|@harm|@their
@they|@their ~2 part|share|half|bit|role|hand ~3 in|of|to|too|was|were|played ~2 it|this|that|bigger|just|larger|worse|all|fight|mess|as !!grateful
@they|@their ~1 not|never ~1 always|exactly|all|any ~2 @harder|honest|faithful|fair|kind|nice|easy|sweet|innocent|perfect|angel|saint|sunshine|picnic|blameless|truthful|forthcoming|supportive|loyal|great|either
@they|@their @be|'s|was|were ~1 no|not|hardly|never|scarcely|far ~2 @harder|angel|saint|saints|angels|innocent|lamb|picnic|sunshine|model|ray|role|perfect|blameless|flower|victim|hero|mother|martyr|example|walk|dream|treat
@they|@their ~2 things|plenty|lots|much|lot|enough|something ~1 to ~1 be? ~1 ashamed|answer|apologise|apologize|sorry|hide|confess|regret|account|explain|own|feel
@they|@their ~4 double standard|standards
hypocrite
hypocritical|hypocrisy of
double standard|standards
^ did|does|has not ~2 @they ~2 too|also|either
what|whatever i ~1 did ,? @they|@their ~1 did|had|has|does
anything|everything|whatever i ~1 did|do|said , ~1 @they ~1 did|does|said|could
@they ~1 too|also @have|has|had|did|does|@harm|@misdeed|@be|could|should|owes|kept|made|needs ~2 !@but-kind|right|dog|dogs|cat|house|garden|job|child|children ~3 @wrong|@harm|@misdeed|ashamed|things|few|lies|secrets|part|share|faults|apology|moments|mistakes|wrong|role|temper|blame
@they ~2 also|too @misdeed ~3 my|me|mine|us|our|with|on|behind|at !!forgave|@kind
@they|@their @aux* ~1 forgot|forgets|forgotten|missed|misses|broken|broke|flirted|flirts|lied|cheated|kept|skipped|ignored ~5 too|either|also|as !if
, too ,? remember
i ~1 never|not ~8 , ~3 @they|@their ~1 never|not|hardly
@they|@their ~1 put|puts|chose|chooses ~2 @their|work|job|career|friends|@self ~2 first
@they|@their|PERSON @have|has|had ~2 looked|gone|read|checked|spied|lied|cheated ~5 more|often|too|as|many|twice|worse
@they|@their|PERSON ~1 @be|@did|@have|does|do ~2 the ~1 very|exact|exactly|same ~1 same|thing
@they ~1 @harm|did|said|was|had ~1 ten|twice|double|three|five|hundred times|as
@they also|too ~1 went|lied|did|had|has|kept|hid|broke|left|made|gave|got|spent|used|read|checked|looked|called|shouted|cheated|slept|drank|walked|hurt|ignored|forgot|put|took|let|threw ~1 behind|through|me|my|us|out|at|with|on|about|things|too|around|lies|secrets|up|worse|back|$
@they at|just|every ~1 least? as @bad|@wrong|badly|often|guilty|much as
and @they ~1 at least|just|every|no ~3 as|less|worse
as badly|bad|guilty|wrong|cruel|cold|loud|stubborn|selfish|jealous|dismissive|rude as i|me|mine|us
not ~1 act|pretend|play|come ~2 innocent|saint|victim|that
let 's|us not ~1 forget|pretend|ignore|overlook
@they|@their|PERSON|NAME ~1 @aux* ~1 @harm|@misdeed|@acts.past|@wrong|did ~4 as|just much|often|many|bad|badly|hard|loud ~2 as me|i|we|us|mine|my
@they|@their|PERSON|NAME !!love|loves|loved|works|helps|wants|wanted|misses|kids ~6 as much|often|many|bad|badly|loud|guilty|wrong|jealous|rude as me|i|we|us|mine|my !kids !!love|do|loved|work|works|miss|help|kind
pot , ~1 kettle
pot kettle
half|part|share|most|much ~2 of|the ~2 damage|blame|work|fault|hurt|harm|lies|shouting|arguments|fights|trouble|mess|problem ~2 was|is|were|done|came|lies|belongs ~2 by|with|from|to|on|@their @them|@their|hers|theirs|$|PERSON|NAME|@they
no|hardly|little|not ~2 different|worse|better|other ~2 from|than|to ~1 what @they
nothing|what ~1 that? @they ~2 had|has|have|'s|'d|did|does|was|is ~1 not ~3 done|did|do|already|been|also
no|nothing ~2 worse|different|more|else than ~1 @they|what|hers|his|theirs|yours|how
score|account|scores|accounts|slate|scales|we|that ~1 @be|is|are|makes ~2 us? ~1 level|even|settled|quits|equal|square|balanced|clear
i ~1 had|have ~2 my ~3 and|, @they ~1 had|has|have|'s ~2 his|hers|theirs|yours|her|their|your
tell me @they ~3 not|never
do not ~2 tell|say|pretend ~2 me? @they ~3 not|never|always|so|innocent
fault|faults|blame|wrong|mistakes|lies|wrongs|guilt|failings|errors|insults|temper|tempers|things ~2 on|by|from|of both ~2 sides|parts|of|parties|ends|us
what|whatever ~1 i ~3 did|said|gave|do ~3 , ~1 @they ~2 did|said|gave|does|had|returned|do|also
@they ~3 in return|kind $
@they ~3 right back $|at|with|,
@they ~3 back twice|harder|double|just|equally|tenfold|with
from|by @them|@their|hers|@they ~3 too|also|as|either
@they|@their|PERSON|NAME @aux* ~1 @strong|@harm ~4 too|also|either $|,|and|so|;
@they|@their|PERSON|NAME|hers|theirs ~2 @be|was|is|were|are ~3 nothing|hardly|not|no|far|never ~2 to be ~2 proud|boast|desired
leaves|left|leave ~3 much|lot|something ~2 to be desired
i ~2 could|can|might|'d ~4 write|fill|make|draw|list|name|tell|mention|bring|say|add|recite ~3 a|just|plenty|some|another|ten|hundred|few|as|similar|same|the|whole|book|pages|things|up ~3 about|of|on|against|at|for|what ~1 @them|@their|@they|what
@they|PERSON|NAME ~2 is|was|were|are|@be ~3 in no position|place
who|what @be|gives|gave|does @they ~2 to|the ~2 talk|judge|complain|lecture|speak|right|say|think
@they|PERSON|NAME ~2 start|begin|sweep|clean|look ~2 with|at|in|by|before ~2 @their|@self|the ~2 own|mirror|door|$
@their own ~3 list|page|faults|part|sins|lies|affairs|mistakes|doorstep|door|share|behaviour|drinking|temper|secrets
equally|likewise|similarly|conversely ,? @they|@their|PERSON
@we|both ~3 equally|each|both|mutually ~3 @harm|@wrong|guilty|bad|blame|responsible|toxic
it @be not|hardly|never ~3 like|as ~1 if? @they|@their|PERSON|NAME
THEIRS|hers|theirs ~2 @be|was|is|did ~2 worse|no|same|also|just|equally|even|as|another|twice|bigger ~2 better|worse|bad|much|$|long|than|by
@they ~1 @be|was ~2 just|equally|no|also|every ~4 as|less|bit|part|too ~2 @wrong|guilty|bad|fault|innocent|blame
@they|PERSON|NAME ~1 @did|does|do it|this|that|so first
@they|PERSON|NAME ~1 got|has|have|had|'s|@have ~3 own ~2 skeletons|demons|secrets|faults|sins|lies|share|issues|dirt|mess|baggage|vices|problems|list|temper
@their own skeletons|demons|secrets|sins|vices|dirt|flaws|failings
@they|PERSON|NAME ~1 called|calls|said|did|threw|thrown|told ~1 me ~2 things|names|worse|every|all|far
@they|PERSON|NAME ~2 thrown|threw|hit|broke|slapped|kicked|shouted|swore|screamed|cheated|lied ~5 at|on|to|in me
both|two ~1 of us|them|you ~2 @have|had|has|are|were|@be|got ~2 blood|dirty|blame|hands|part|at|not|guilty|@harm|a
blood on ~1 both|our|all|@their ~1 hands
stranger to ~2 @harm|lie|lies|temper|bottle|truth|drama|lying
no stranger to
@they ~2 give|gives|gave|can|could ~1 dish|as ~3 out|good|got|it
? what|how about ~2 times|time|day|night|all|every|years ~3 @they
i|we ~1 @aux* ~1 @harm|@misdeed ~6 ,? and @they|PERSON|NAME ~1 lied|cheated|shouted|yelled|screamed|swore|flirted|ignored|sulked|drank|slammed|insulted|nagged|mocked|hid|threw|hit|slapped|kept ~2 about|to|at|on|me|with|his|her|their|back|too|from !floor
@they|PERSON|NAME ~1 @have|has|had|'s cheated|lied|drunk|shouted|flirted|slept|gambled|stolen|betrayed|left|hurt ~2 on|to|at|with|every|all|half|around|from|more
@they|PERSON|NAME ~2 said|did|called|wrote|told ~2 far|much|even|way|a ~2 worse|nastier|uglier|crueller|harsher|more
@they|@their|PERSON|NAME @be|'s ~2 not|hardly|no ~1 exactly|quite ~2 squeaky|spotless|clean|model|paragon|picture|pattern|innocent
@they|@their|PERSON|NAME ~3 every inch|ounce|whit as
; so|neither|nor @be|@did|do|does|had|has|were|was @they
@they|PERSON|NAME ~1 has|have|had|'s|got ~1 his|her|their|your own ~1 addictions|addiction|affairs|affair|vices|vice|drinking|drugs|gambling|violence|anger|rage|tempers|crimes|failures|shortcomings|weaknesses|devils|history|record|part|way of
, but @they ~1 takes|take|goes|go|does|do|reads|uses|spends|drinks|says|calls|leaves|forgets|lies|keeps|hides|gets ~6 all|every|always|constantly|too|more|worse
@they ~1 @have|had|has|'s|got ~1 nothing|no|little ~1 right|reason|cause|to ~2 superior|proud|boast|brag|gloat|smug|complain|lecture|judge|preach|feel
";
