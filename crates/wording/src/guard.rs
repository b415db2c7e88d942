//! What takes the blame out of a sentence that reads like an excuse: it is denied, told of as an
//! excuse, somebody else's words, or taken back. How patterns read is told at
//! [`grammar`](crate::grammar).

/// The writer admits something, so that what follows may take it back.
pub(crate) const ADMISSIONS: &str = "
i|we ~4 @harm|-blame|-lost|-lose|-cut|-hide|@wrong|-tired|-bad|-sorry|-loud|-absent
i ~3 @misdeed|-told|-said|-tell|-say|-left|-leave|-reading|-keep|-kept|-look|-looking|-read|-writing|-write|-call|-miss ~1 @them|@their|at|my
i|we @did|@do|@have|@could|should|would not ~2 help|listen|call|tell|write|answer|reply|apologise|care|pay|remember|notice|ask|show|say|clean|treat|listened|told|have|always|behave|support|come
i|we @be|'d not|never|always ~3 kind|patient|fair|honest|there|nice|perfect|easy|saint|faithful|supportive|best|proud
i|we never|hardly|barely|rarely ~2 helped|listened|called|told|asked|spoke|talked|apologised|said|showed|came|wrote|paid
i ~2 should|could|might|ought ~2 have|not
i ~1 know|admit|regret|confess|accept|realise|agree|apologise|apologize|see|understand|grant ~1 that? ~1 i|it|my|@it|this ~1 @be|@did|hurt|made|fault|forgot|was|@harm|@wrong|should|lied|part
i ~2 took|kept|made|let|lost|crossed|messed|screwed|raised|went|worked|failed|stopped|refused|forgot|broke|spent|checked|pushed|called ~2 @them|@their|for|score|temper|voice|line|far|up|too|overly|mistake|mistakes|it|down|secret|lie|much|talking|to|promise|money
i @be|@have ~3 sorry|late|jealous|angry|fault|blame|part|guilty|wrong
my ~2 fault|mistake|responsibility|temper|words|tone|behaviour|behavior|reaction|silence|jealousy|drinking|anger|lie|lies|part|share
@it @be ~2 wrong|unfair|stupid|cruel|mistake|harsh|unkind|fault
@it @be not ~1 right|fair|kind|nice|okay|ok|good
it|that was me
^ ~1 yes|sure|okay|ok|fine|granted|true ,|;
sorry ,|;|for|i|that|if|but
i ~2 spent|left|cancelled|sulked|hid|disappeared|exaggerated|overreacted|walked|ran|slept|cheated|said|called|drank|checked|read|deleted|followed|borrowed|sold|bought|ignored|missed|skipped
my ~1 ~1 @wrong|silence|tone|fault
i @be ~2 short|strict|hard|rough|loud|absent|away|rarely
i ~1 got|became|turned|went ~2 loud|angry|nasty|physical|violent|aggressive|mad|jealous|cold|quiet|far|silent
i ~2 hard|short|strict|tough|harsh on|with
i|we ~1 @did|@have not ~1 handle|manage|do|react|take ~2 well|right|good
i ~2 take|accept|bear|own|confess|hold|plead|acknowledge|regret|concede ~3 responsibility|blame|guilty|THING|fault|up|that|hands|part|share|my|@wrong|it|to
i|my ~3 may|might|could|did|do|have ~1 have? ~2 @harm|@misdeed|@acts.past|exaggerated|overdone|gone|been|@wrong
@it|@harm.ing|@misdeed.ing ~6 @be ~2 wrong|unfair|mistake|awful|terrible|mean|cruel|stupid|low|harsh|ugly|bad|unforgivable|rotten|shabby|ungentle|too|out|not|on me|$|,|of|line|right|fair|much
my ~3 @be|was|were|went|got ~2 too|bad|wrong|awful|out|unfair|excessive|terrible|ugly|hurtful|far|no|not|a|short
^ ~1 yes|sure|okay|ok|fine|granted|true|right|maybe|admittedly|guilty|agreed ~1 i|my|it
i ~2 hung|walked|ran|drove|cut|shut|locked|threw|slammed|laughed|teased|rolled|mocked|turned|interrupted|corrected|criticised|nagged|sent|gave ~2 up|out|off|her|him|them|away|the|it|my|at|down
i ~2 can|could|will|'ll|should|want|do|am ~2 apologise|apologize|sorry|admit|own|concede|confess|accept|regret
i ~1 stood|let|kept|left|made|put|took|stole|froze @them|@their|THEIRS|us ~1 up|down|out|waiting|behind|off|without|alone|for|with|car|,|once|twice|guitar
i ~2 @be|am|was ~2 ashamed|impatient|lazy|careless|unkind|impossible|difficult|thoughtless|insensitive|ungrateful|unreasonable|moody|hurtful
";

/// What follows in the sentence is told of as an excuse, or the writer is grateful for it.
pub(crate) const TOLD_AS_EXCUSE: &str = "
i|we|it ~1 @would not|never ~3 @survive
if|unless ~1 @they|it|@their had|'d|@did|@be|were not ~2 @helped
my|an|the|that|old|favourite|favorite|usual|best|another|first ~1 excuse|excuses|alibi|pretext|justification
excuse|excuses|alibi|pretext|justification was|is|were|that|used|for|like|to|always
i|we ~2 used to ~3 @claim|hide|tell|call|point|feel|find|list
i|we ~2 tell|told|telling|convince|convinced|persuaded|persuade ~1 myself|ourselves|everyone|everybody|people|anyone
i|we ~2 @habit ~1 on|myself|there|years|to? ~2 @claim|@claim.ing|telling|hiding|calling|listing|pointing|looking|writing|using|making|acting
hide|hid|hiding|hides behind
whatever @they
i|we ~1 will|'d|can|could|must|shall|am|refuse|going|want not|never|to|longer ~4 say|saying|claim|claiming|write|pretend|pretending|blame|blaming|argue|insist|hide|deny
part|half|side of me
according to me
i|we ~2 told|made|convinced|persuaded|let|tell|make @them|everyone ~1 that|she|he|they|it|i|you|believe|feel|think
there is no ~1 version|way|world|universe
people|men like me
";

/// As above, but only to the next turn: `I'm not saying it was right, but he started it`.
pub(crate) const TOLD_BY_OTHERS: &str = "
i|we ~2 always|often|still|usually|once|then ~1 @claim.base|@claim.past|told|tell
i|we ~3 blamed|pretended|claimed|insisted
i ~2 @claim.past|wrote|swore|announced|answered|replied that|everyone|she|he|they|you|i|nobody|QUOTE|people|ALL|PERSON
i @claim.past it was|were|is
i ~1 made|let|had|lied ~1 myself|them|her|him|everyone ~1 @claim.base|to
i ~1 could|might|can ~1 @claim.base that|i|it|@they|@their|everyone
i ~2 acted|behaved|talked|lived|treated|pretended ~4 as|like
keep|kept|still ~1 wanting|want|wanted to
for years|months|weeks|decades|ages|long|so|a ~3 i|we ~2 @claim.past|told|kept
i|we ~3 not ~3 going|allowed|use|good|right|helpful|fair to ~1 say|claim|write|pretend|blame|argue|tell|add|call|insist
without|rather|instead|stop|stopped|avoid|tired|sick|done|quit|resist ~3 @claim.ing|telling|writing|hiding|calling|pointing|using
^ ~1 @claim.ing|telling|writing|calling ~1 that|@them|i|it|myself|everyone|she|he|they|you|QUOTE|people
i ~2 @be ~3 tempted|inclined|quick|easy|ready ~1 to|for
i ~2 want|wanted|like|liked|love|wish|longed|hoped ~1 to ~2 say|write|blame|tell|believe|claim|add|argue|point|pretend|name
i ~1 wanted|needed|hoped|wished ~1 it|@them to be
a|the|my|some|that ~2 voice|thought|story|sentence|line|phrase|version|script|belief|temptation|habit ~3 says|said|that|is|was|where|of|whispers|i|wants|in|goes|like|about
in my head|mind|version|story
it ~2 @be ~2 easy|easier|tempting|convenient|comfortable|simple|simpler|wrong|untrue|false|unfair|pointless ~1 to|for|that
easier|easy|tempting|convenient|wrong|unfair to ~2 @claim.base|tell|call|point
it|that @be not ~1 true|right|fair|honest|enough|about|helpful ~1 that|to|if|when|whether
whether
i ~1 do|did|can|could|would|will not|never ~2 believe|think|accept|agree|suppose|claim|blame
i ~2 wonder|wondered|ask|asked|doubt|doubted|question|questioned ~2 if|whether|why|how|myself
if|when|whenever|each|every ~1 time? i ~4 @claim|@claim.ing|tell|write|want|hear|catch|feel|reach
i ~2 called|dismissed|labelled|described|laughed|shrugged ~1 it|@them|everything|that|at
i ~2 turned|made|treated ~1 @their|@them|everything|it ~2 into|a|of|as
i ~3 know|knew|see|saw|understand|realise|realize|realised|admit|accept|learned|recognise ~1 now? ~2 that? ~1 no|nobody|nothing
my ~2 way|habit|trick|story|line|answer ~1 of|was|is|to
i ~2 learning|learn|trying|working|practising|practicing|decided|started|promise ~3 stop|own|name|let
i|we ~2 not ~3 saying|claiming|suggesting|excuse|excusing|justify|justifying|defending|excuses
i|we ~2 do|did|@be|want|@would not ~2 want|mean|trying|going|wish|like ~2 to ~1 say|blame|excuse|justify|claim|suggest|make
@they|@their|people|everyone|everybody|nobody|who|friends|mum|dad|mother|father|therapist|book|lawyer ~2 say|says|said|think|thinks|thought|tell|tells|told|claim|claims|claimed|ask|asks|asked|insist|insists|insisted|believe|believes|believed|wrote|writes|explained|feel|feels|felt|saying|telling|asking|called|calls|suggested|thinking|wondered|answered|replied|shouted|argued|blamed|blames|accused|reckons|reckon|admitted|admits|apologised|promised|complained|swore
according to
in @their eyes|view|opinion|mind|letter|words|version
he|she|they|you @have said|told|asked|written|called
";

/// Further on in the sentence it is taken back.
pub(crate) const TAKEN_BACK: &str = "
but|and|yet|;|,|though ~4 my ~2 choice|responsibility|fault|decision|own|doing|job|hands|hand|mistake|failure|part|way|excuse|problem|task|work
@be|'s ~3 my ~2 choice|responsibility|decision|excuse|way|own|excuses|line|story|alibi|favourite
but|and|yet|;|, ~4 @it ~1 @be|does|do|did ~2 no|not|an|a|never|the|only ~3 excuse|true|reason|justification|justify|enough|matter|point|lie|change
that|this|which|it ~2 @be|was ~2 excuse|excuses|lie|untrue|nonsense|false|rubbish|pretext
no excuse|justification|reason
not ~2 excuse|justify|justifies|excuses|change|changes|matter|true
changes|excuses|justifies nothing
i|we ~2 chose|choose|decided|responsible|own|owned|choice
i ~1 could ~1 have ~1 walked|left|said|stopped|gone|asked|called|told|stayed|chosen|talked|waited|taken|spoken|answered
, i ~1 told|said|used|kept|thought|wrote|argued|claimed|would ~1 @them|myself|say|to|tell|QUOTE|and|everyone|saying|telling|repeating
so|as i ~1 told|said|kept|used|claimed|thought|liked ~1 myself|to|everyone|telling|saying
is|was what|how i ~2 told|said|used|say|tell|kept|thought|wrote|claimed|felt|saw|wanted
and|but i ~1 know|knew|see|saw ~1 that|it|now|how|better ~3 not|untrue|wrong|no|lie|excuse|better
and|but i @do|@did|@be not|no ~2 agree|believe|true|think|want|longer|accept|proud
and|but it|that ~1 @be|has ~1 no|not|enough|never|mine|me|nonsense
enough|once @be ~1 enough|too|much|bad|more
crossed it|that out
has|had|have no place
i stop|stopped|crossed|delete|deleted|put the|that|it|myself
";
