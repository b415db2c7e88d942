//! What takes the blame out of a sentence that reads like an excuse: it is denied, told of as an
//! excuse, somebody else's words, or taken back. How patterns read is told at
//! [`blame_grammar`](crate::blame_grammar).

/// The writer admits something, so that what follows may take it back.
pub(crate) const ADMISSIONS: &str = "
i|we ~4 @harm|-blame|@wrong|-tired|@acts|-said|-told|-stop|-come
i|we @do|@did|@have|@be|could|should|would|'d not|never ~4
i ~2 should|could|might|ought ~2 have|not
i ~1 know|admit|regret|confess|accept|realise|agree|apologise|apologize|see|understand|grant|suppose ~1 i|it|that|my|was|,|for|what
i ~2 did|do|made|gave|had|kept|took|worked|spent|broke|let|put|got|went|came|sent|used|lost|hardly|barely|rarely|never|failed|crossed|messed|screwed|raised|called|pushed|left ~4
i @be|@have ~3 sorry|late|proud|perfect|jealous|angry|wrong|fault|blame|part|guilty|saint|patient|kind
my ~2 fault|mistake|responsibility|temper|bad|words|tone|behaviour|behavior|reaction|silence|jealousy|drinking|anger|lie|lies|part|share
@it @be ~2 wrong|right|fair|kind|nice|good|okay|ok|stupid|cruel|unfair|mistake|bad|harsh|unkind|fault
it|that was me
yes|sure|okay|ok|fine|granted|true ,|;|i
sorry ,|;|for|i|that|if|but
";

/// What follows in the sentence is told of as an excuse.
pub(crate) const TOLD_AS_EXCUSE: &str = "
if|unless ~1 @they|it|@their had|'d|@did|@be|were not ~2 @helped
i|we|it ~1 @would not|never ~3 @survive
my|an|the|that|old|favourite|favorite|usual|best|another|only|first excuse|excuses|alibi|pretext|justification ~2
excuse|excuses|alibi|pretext|justification was|is|were|that|used|for|like|such|to|always
i|we ~2 used to ~2 say|think|tell|believe|claim|blame|write|insist|argue|complain|point|pretend|hide|answer|feel|list|repeat|reach|find|call|act|explain|excuse|treat|see
i|we ~4 tell|told|telling|convince|convinced|persuaded|persuade ~1 myself|ourselves|everyone|everybody|people|anyone
i|we ~2 keep|kept|always|often|still|catch|caught|notice|noticed|stopped|stop|was|were|am|started|tend|begin|began|spent|hear|heard|find|found|stood ~1 myself|there|on|years|that|to ~1 i? ~1 say|saying|telling|thinking|blaming|claiming|insisting|repeating|pretending|writing|blame|calling|using|wanting|complaining|explaining|hiding|pointing|looking|making|listing|acting|reaching|excusing|justifying|waiting|keeping|counting|believing
i|we ~2 always|often|still|usually|once|then|also|just|even ~1 say|said|told|tell|claimed|claim|thought|believed|blamed|wrote|pretended|argued|insisted
i|we ~3 blamed|pretended|claimed|insisted|excused|imagined
i ~2 thought|believed|assumed|figured|wrote|said|swore|announced|answered|replied|argued|maintained|declared|pleaded that|it|everyone|she|he|they|you|i|nobody|QUOTE|people
for years|months|weeks|decades|ages|long|so|a ~3 i|we ~2 said|thought|believed|blamed|told|kept|claimed|was|felt|called
i|we ~1 will|'d|can|could|must|shall|am|refuse|going not|never|to|longer ~4 say|saying|claim|claiming|write|pretend|pretending|blame|argue|tell|telling|use|add|adding|call|insist|deny|justify|hide|going
i|we ~3 not ~3 going|allowed|use|good|right|helpful|fair to ~1 say|claim|write|pretend|blame|argue|tell|use|add|call|insist
without|rather|instead|stop|stopped|avoid|no|tired|sick|done|quit|resist|not ~3 saying|claiming|adding|pretending|blaming|telling|writing|hiding|arguing|excusing|calling|thinking|pointing|using|insisting|explaining
i ~3 @be ~2 tempted|wanted|looking|about|ready|inclined|hiding|lying|wrong|ashamed|easy|quick|writing|making ~1 to|for|behind|myself|about|when|that|up
i ~2 want|wanted|like|liked|love|wish|longed ~1 to ~2 say|write|blame|tell|believe|claim|add|think|hear|argue|point|pretend|name
i ~1 wanted|needed|hoped|wished ~1 it|her|him|them to be
part|voice|half|side of|in|inside ~1 me|my|head
a|the|my|some|that ~2 voice|part|thought|story|sentence|line|phrase|version|script|belief|temptation|habit ~3 says|said|that|is|was|where|of|whispers|i|wants|in|goes|like|kept|about
it ~2 @be ~2 easy|easier|tempting|convenient|comfortable|cheap|simple|simpler|wrong|untrue|false|nonsense|unfair|pointless ~1 to|for|that|of
easier|easy|tempting|convenient|cheap|wrong|untrue|false|unfair to ~2 say|blame|believe|tell|think|call|claim|pretend|write|point
it|that @be not ~1 true|right|fair|honest|enough|about|because|that|helpful ~1 that|to|if|when|how|whether|i|who
whether|whoever|whatever|however ~3
i ~2 do|did|can|could|would|will|should not|never ~2 believe|think|accept|agree|suppose|claim|blame
i ~2 wonder|wondered|ask|asked|doubt|doubted|question|questioned ~2 if|whether|why|how|myself
if|when|whenever|each|every ~1 i|time ~3 say|start|catch|hear|think|want|write|tell|begin|find|notice|blame|claim|feel|try|call|am|reach|read|argue ~3 myself|that|blaming|to|saying|thinking|i|it|she|telling|writing|again|him|her|them|you
saying|blaming|claiming|pretending|telling|writing|insisting|believing|thinking|repeating|hiding|calling ~3 that|her|him|them|i|it|myself|everyone|behind|she|he|they|you|QUOTE
to ~1 say|claim|pretend|write|blame|think|insist|argue|tell|call|believe ~3 that|i|it|she|he|they|you|her|him|them|everyone
nothing|no|none|nobody ~4 forced|made|makes|excuses|justifies|excuse|justify|pushed|drove|forces|asked
i ~3 called|call|made|turned|treated|dismissed|accused|labelled|described|reduced|shrank|wrote|played ~1 it|her|him|them|you|that|everything|my|THING|his|the
i ~2 know|knew|see|saw|understand|realise|realize|realised|admit|accept|learned|learnt|recognise ~2 now|today|that|how|was|is ~1 now? ~3 no|not|nobody|never|nothing ~4
i @be|@did|@have|was ~1 not|never ~1 forced|made|provoked|pushed|driven|the|a ~1 victim
i ~1 wish|hope|hoped|fear|feared ~3
i ~3 learning|learn|trying|working|practising|practicing|want|decided|started|going|promise ~3 stop|not|own|without|name|take|say|let
";

/// As above, but only to the next turn: `I'm not saying it was right, but he started it`.
pub(crate) const TOLD_BY_OTHERS: &str = "
i|we ~2 not ~3 say|saying|claim|claiming|mean|suggesting|excuse|excusing|justify|justifying|defend|defending|excuses
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
