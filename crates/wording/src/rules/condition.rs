//! What excuses and shifted blame look like, as patterns: what is hung on the other, or taken back by
//! turning to them. How they read is told at [`grammar`](crate::grammar), their flags at
//! [`rules`](crate::rules).

/// It hung on what others did.
pub(super) const IF_THEY: &str = "
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
<@fine if|unless|until only? @they|@their|it|everyone|people|nobody|someone|somebody|things ~1 @have|'d|@did|were|was|would|could|@bother|@strong|@kind|just|only|ever|stopped|left|told|behaved|showed|paid|knew|let|took|kept|@acts.past %30 , %2 i|we|none|nothing|this|that|it|things|everything|all @wouldnt not|never ~2 !!@learned|@survive|here|safe|@helped
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
until|till|unless @they ~6 , ~1 i|we ~1 see|have|will|do|can|owe|find|feel|am|@be ~1 no|not|nothing|never|none|only
until|till|unless @they ~4 i|we ~1 see|have|owe|find|feel ~1 no|not|nothing|never|none
^ were @they|@their|PERSON ~2 less|more|not|only|a|kinder|to|easier|nicer ~6 i|we|things|it ~1 would|'d|should|might|could
if @they ~1 do|did|does|is|are|was|were|will|would not ~6 , ~1 i|we ~1 do|would|will|did|have|am|'d not|never|no
<@fine if @they ~1 do|did|does|is|are|was|were|will|would|had not ~8 , ~1 nobody|nothing|none|no|i|we ~1 would|'d|will ~1 need|have|be ~1 !!@learned|@helped
a|some|one ~1 bit|little|word|touch|drop|shred|crumb|pinch|single|more|less ~1 of|more|less|kind ~4 on|from|by|at @their|@them|@they|THEIRS|NAME|WHOSE ~4 ,? and i|we|it|things|this|none ~1 would|'d|could|might
a|some|one ~6 from @them|@their ~2 ,? and|, i|we|it|things ~1 would|'d|could|might
i|we|it|things would|'d|could|might not|never ~8 with ~2 @kind|more|less|some|little|bit ~4 from|on @them|@their
then|so stop ~2 @strong.ing|@harm.ing|giving|making|pushing|behaving|acting|asking ~1 me|my|like|so
stop giving me
i|we ~2 start|stop|will|begin|can|be|am ~6 the|when|once ~1 day|moment|minute|second|hour|time @they
the day|moment|minute|second|hour @they ~6 , ~2 i ~1 will|can|stop|start|might|shall|am
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
i ~2 start|stop|will|begin|can|'d|would ~6 THING|day|moment|minute|second|hour @they
? supposing|suppose|assuming|provided|imagine|say that? @they ~8 , ~6 i|we|things|it ~2 would|'d|could|might
until|till|unless @they ~4 i|we ~2 see|have|owe|find|feel no ~1 reason|need|cause|point|way
until|till|unless @they ~6 , ~1 i|we ~2 see|have|owe|find|feel|can|will|am no|not|nothing ~1 reason|need|cause|point|way|apologise|sorry|going|apologize|change
^ were @they ~1 less|more|not|only|a|kinder|easier|nicer|different|to ~6 , i|we|things|it|none ~1 would|'d|should|might|could
i|we would|'d|could|might not|never ~3 if ~6 to|with|for @them|@their|you @be|were|was not|so|less|such
i|we would|'d|could|might not|never ~6 if ~2 coming|living|talking|being|life|home|THING ~5 @be|were|was|did ~1 not|so|less|such|like
i ~1 only|just ~2 get|gets|lose|become|turn|shout|yell|drink|lie|snap|raise|act|behave|@harm.base ~3 when|if|because|once @they|@their|people|everyone|nobody|someone|somebody
had PERSON|NAME|my|the|@they ~1 not ~10 , ~3 would|'d|might|could
if you|@they ~1 do|did|does not ~1 want|like|expect ~5 , ~1 you|@they|why
then|so do not ~2 @strong.base|make|give|push|ask|leave|start|treat|expect|act
? what did @they expect
were it not for @their|@them|THEIRS|PERSON|NAME|WHOSE|the
i|we|it|things would|'d|could|might ~8 , if only ~1 @they|somebody|someone|anybody|anyone|people
give|gives|gave me ~1 a|one|some|an|any ~8 and i|we|it ~1 will|'ll|would|'d|might|can
if @they ~1 had|'d ~1 wanted|expected|hoped ~6 @they ~1 should|could|might|ought ~1 have
<@fine if only? @they|PERSON|NAME ~1 had|'d|did|were|was|would|could ~10 , @they|PERSON|NAME|the ~2 would|'d|might not ~6 me|us|mine
would|'d|could|might ~1 have ~8 had @they|PERSON|NAME ~1 !!@helped|@survive
<@fine if only? @they|PERSON|NAME ~1 had|'d ~1 kept|stopped|let|told|listened|shut|stayed|minded|left|been|said|done|come|asked|answered ~10 , @they|PERSON|NAME|nobody|the ~2 would|'d|could|might not? ~1 have !!helped|happy|lived|survived|safe
";

/// An admission that turns to the other.
pub(super) const BUT_YOU: &str = "
but|yet|although|though|however @mid? @they|@their @aux* !stayed ~3 provoke|provoked|nag|nagged|nagging|needling|goaded|baited|pushed|pushing|insulted|humiliated|asked|deserved|started|began|refused|insisted ~1 me|it|that|this|to|on|$|all|first !!@but-kind|-want
+ but|yet|although|though|however @mid? @they|@their|people|everyone @aux* ~3 @strong|@overreact !!@but-kind
+ but|yet|although|though|however @mid? @they|@their could|would|will|can not ~3 stop|let|leave|shut|give|listen|@bother|@strong.ing !!@but-kind|hurt
+ but|yet|although|though|however @they|@their @aux* ~2 @strong|@overreact !!@but-kind
+ but|yet|although|though|however @they|@their ~1 never|rarely|hardly|barely ~3 @bother|waited|listened|apologised|tried|helped|supported|thanked|cared|offered|minded|cleaned|said|asked|did|made|gave|told !!wrong|cruel|unkind|loving|deserved
+ but|yet|although|though|however @they|@their ~2 not|never ~1 @bother !!wrong|hurt|deserve|anything
+ but|yet|although|though|however @they|@their ~1 @be ~1 always|constantly|forever|never|hardly|no|not ~2 !!@but-kind|@harm|cruel|unkind|unfair|mean|rude|angry
+ but|yet|although|though|however @they|@their ~1 always|constantly|forever|keep|keeps|kept ~3 @harm|@strong|@bother|coming|going|asking|turning|talking|interrupting|a|on !!@but-kind
+ but|yet|although|though|however @they|@their ~3 know|knew|knows|like|enjoy|enjoyed ~1 exactly|how|what|that|i|which|it|perfectly|full|very|the|being !!@but-kind
+ but|yet|although|though|however @they|@their ~3 made|make|makes|gave|gives|give|left|leave|drove|got ~2 me|it|everything|things|no ~3 easy|hard|impossible|reason|choice|no|every|little|cause|so|difficult|unbearable|feel|want|mad|lose|first !!@but-kind
+ but|yet|although|though|however @they|@their ~2 should|could|might|ought ~2 have !been !!@but-kind
+ but|yet|although|though|however @they|@their ~4 first|worse|too|either|fault|blame $
+ but|yet|although|though|however @they|@their ~2 @aux* ~1 @harm|-hurt|-lost|-losing|-cut|-threw|-broke|-kicks !!@but-kind
+ but|yet|although|though|however @they|@their ~2 had it coming|asked|started|began
+ but|yet|although|though|however ~2 look|see|consider|remember ~1 at|what|how|the|who ~1 way? ~1 @they|@their
+ but|yet|although|though|however ~2 what about @their|@they|what|the
+ but|yet|although|though|however what @they ~3 @did|said|@be|made|put
+ but|yet|although|though|however let 's|us ~2 honest|face|forget|remember|pretend
+ but|yet|although|though|however how ~2 @be|@could i
+ but|yet|although|though|however who|whose ~2 @be|@did|started|@have|fault|made|began|left|went
+ but|yet|although|though|however ~2 it|that @be ~3 @their|@them|@they|~2 who|that|fault|started|idea|with|to|because|too
+ but|yet|although|though|however with @them
+ but|yet|although|though|however @they|@their ~3 treat|treated|treats me|us ~1 like|badly|as|worse
+ but|yet|although|though|however @mid? @they|@their !!@but-kind ~3 !'d|@kind
+ but|yet|although|though|however @they|@their ~3 never|always|constantly|not|could|would|hardly !!@but-kind
+ but|yet|although|though|however @they|@their|someone ~5 @bad !!@but-kind
+ ,|;|and @they|@their ~3 @strong ~2 first|too|all|worse|as|me
+? but|yet|although|though|however @do|@did|@have|@be|@would|why|who ~2 @they|@their
+ but|yet|although|though|however @mid? @they|@their ~1 need|needs|should|must|have|has|ought to? ~3 look|change|own|admit|apologise|see|learn|take|face|answer|too
+ but|yet|although|though|however @mid? @they|@their ~1 gave|treat|treated|treats me|us ~2 like|badly|as|worse|reason|reasons|cause|no
+ but|yet|although|though|however @mid? @they|@their ~1 @would ~1 have ~3 @anger|roof|mad|@harm|never|anyway|only
+ but|yet|although|though|however @they ~1 @be @harm.ing|@strong.ing|standing|acting|being|trying
+ but|yet|although|though|however @mid? @they|@their ~1 @would not
+ but|yet|although|though|however @mid? @they|@their ~1 @be ~2 one|ones who|that
+ but|yet|although|though|however @mid? it|that @be @their
+ but|yet|although|though|however look|see|consider|think|remember|imagine
+ but|yet|although|though|however living|being|talking|dealing|arguing|life ~1 with|to @them
+ but|yet|although|though|however so ~1 @did|do|does|had|@have|@be @they
+ but|yet|although|though|however not ~4 as @they|@their
+ but|yet|although|though|however nobody|no|everyone|people|anyone ~3 @harm|@bother|@would|else|in|sees|saw|talks
+ but|yet|although|though|however @mid? @they|@their ~1 @harm|-hurt|-lost|-threw|-cut|-broke ~2 me|us|too|worse|more|first|back|just|like
+ @they|@their ~2 @strong|@harm|-hurt|-lost|not|never|always ~3 first
+ but|yet|although|though|however @they|@their ~1 hurt|hurts me|us
+ but|yet|although|though|however at least
+ but|yet|although|though|however only ~1 because|after|when|once @they|@their
+ but|yet|although|though|however @they ~1 should ~2 hear|see|know|have
+ but|yet|although|though|however @they|@their ~1 made|make|makes ~2 clear|easy|impossible|feel|look
+? but|yet|although|though|however what|who|why|how|did|does ~3 @they|@their
+ but|yet|although|though|however @they ~1 buys|buy|spends|spend|does|do|drinks|says|talks|goes|comes|takes|hides|dresses|works ~5 every|always|all|on|to|the|it|purpose|that
+ but|yet|although|though|however @they|@their ~1 needs|need ~1 a|to ~2 @wrong|firm|strong|strict|learn|look|hand|discipline|be
+ but|yet|although|though|however who ~1 could|would|can|has|have
+ but|yet|although|though|however @mid? @they|@their ~1 @just? @would|could|can not
+ but|yet|although|though|however|whereas|; @mid? @they|@their ~2 @aux* ~3 @self
+ but|yet|although|though|however|whereas|; then? again ,? @they|@their|it
+ but|yet|although|though|however|whereas where|when|why @be|@did|@have @they|@their
+ but|yet|although|though|however|whereas @mid? @they|@their ~1 can|could ~2 @harm|@wrong|talk
+ but|yet|although|though|however|whereas @mid? @they|@their had|'d|has ~2 told|mentioned|asked|warned|said ~4 once|twice|exactly|late|last
+ but|yet|although|though|however|whereas @mid? @they|@their needs|need|owes|owe ~1 to|me !nothing|heal|@kind|more|time
+ ; ~1 @they|@their ~2 @strong|never|always|not|@harm
+ , @they|@their had|'d|has|was|@be ~2 stopped|never|always|already|@strong.ing|@harm.ing|long|hardly|not|no !!@but-kind
even? though|although|while ~1 i ~8 , @they|@their ~2 had|'d|was|never|always|@strong|@harm|@bad|could|should !!@but-kind
while|whilst|whereas ~1 i ~8 , @they|@their ~4 @strong|never|always|not|@harm|@bad !!@but-kind
i|my ~8 @harm|@wrong|@misdeed ~4 , but|yet|although|though|however @mid? @they|@their ~2 @strong|never|always|hardly|@harm ~8 !!@but-kind
, but|yet|although|though|however @they|@their @be the one|ones ~1 who|that !!@but-kind
but @they|@their ~1 should|could|might have|of ~2 !!@but-kind|had|right
mind you ,? @they|@their
to be fair|honest ,? @they|@their ~3 @strong|never|always|not|@harm|@bad|no
except|only that @they|@their ~3 @strong|never|always|not|@harm|@bad|no
but|yet ~1 @they|@their ~1 always|never ~1 has|have|had|must|want|wants|wanted|let|lets|listen|listens|listened
but ~1 look|looking at ~2 @they|@their|@them|what|how
but ~2 what @they ~2 did|said|do|put|done
+ but|yet|though|although|however @mid? @they|@their ~4 @fight|enough|lots|lot|plenty|much|hell|reason|reasons|cause|half
+ but|yet|though|although|however @mid? @they|@their ~1 made|make|makes|gave|give|gives|left|leaves|drove|got|put|pushed|wound ~2 me|it|things !!another|@but-kind|chance
+ but|yet|though|although|however @mid? ~1 nobody|nothing|no|none ~3 @they|@their|@them
+ but|yet|though|although|however @mid? @they|@their|nobody|no ~1 @be not|hardly|never|no|far
+ but|yet|though|although|however ~2 i ~1 had|have|'d ~2 reason|reasons|cause|right|provoked|enough|nothing|no
+ but|yet|though|although|however ~2 i @be|was ~1 provoked|pushed|driven|goaded|under|only|just|tired|exhausted|drunk|desperate|hurt|stressed
+ but|yet|though|although|however ~2 it|that ~1 @did|@be not|hardly|never|only|just|all ~3 come|nowhere|without|reason|one|me|my|alone|takes|bad|big|such|happen|end
+ but|yet|though|although|however ~1 it takes two
+ but|yet|though|although|however ~1 there @be ~3 reason|reasons|two|limits|limit|side|sides
+ but|yet|though|although|however ~1 who
+ only|except|but|yet|; @they|@their ~1 had|'d|has|have ~2 @harm.past|broken|not|never|already|long|been|left|done|kept|told|said !!@but-kind
+ but|yet|although|though|however|whereas !!forgiven|@but-kind @mid? @they|@their had|'d|has|have ~2 not|never|hardly|already|long|once|always
+ @con|; that? @they|@their|PERSON|NAME !!@but-kind ~3 @strong|@harm|@bad|@fight|never|not|always|hardly|worse|invented|started|might|could|should|had|'d|has
+ not that @they|@their|PERSON|NAME|anyone
not that @they|@their ~2 @be|would|'d|ever|did|could|has|had ~2 better|ever|any|a|not|own|admit|apologise|help|never
even if|though|when i ~6 , @they|@their ~3 !!@but-kind|hurt|still
compared ~1 with|to @their|@them|what
+? @con|; @did|@have|had|@be|@do|@would|@could not? @they|@their
+ , @con|; ~3 more|less|rather|partly|mainly|largely ~2 @their|@they
^ still|nevertheless|nonetheless ,? @they|@their ~2 @strong|never|always|not|could|should|had|might|@harm|@bad|hardly !!@but-kind|everything
that|having|all|just|be|even|on|at|in ~1 said|same|that|so|hand|time|fairness ~3 , @they|@their ~3 @strong|never|always|not|could|should|might|@harm|@bad|hardly|did !!@but-kind
+ @con|; it|that|this|there ~2 @be|was|takes|took|all ~4 @they|@their|@them|provocation|provoked|context|reasons|reason|history|background !hard|hurt
+ @con|; ~1 @they|@their ~2 might|may|could|should|must|would ~2 reflect|look|consider|ask|remember|think|wonder|own|admit|examine|stop|try
+ then|and i ~1 think|remember|look ~2 about|of|at ~2 what|how|all|the|everything ~6 @they
+ @con ~3 like|unlike ~1 someone|some|somebody|certain|@they
+ @con|; ~1 @they|@their ~2 want|wants|wanted|insist|insists|insisted|expects|expected|demands|demanded|knew|knows|liked|likes|enjoyed|loved|loves|prefers|preferred|refuses|refused|gave|gives|made|makes|got|let|left|took|kept|used|spent !!@but-kind|hurt|anyway
sorry|apologise|apologize|wrong ~6 , @con @they|@their|PERSON ~2 !!@but-kind|hurt|deserve
? ^ @con where|who|what|why|when|how @be|@did|@do|@have|@would @they|@their|PERSON|NAME
+ @con|; ~1 talking|living|dealing|arguing|reasoning|being|life|marriage|everything|anything ~1 to|with|about @they|@their|@them|PERSON|NAME
+ @con|; nobody|no|none ~8 made|makes|gave|treated|asked|told|helped|let|listened|@bother ~1 me|us
@it @be ~2 @wrong|childish|awful|low|stupid|terrible|bad|petty ~8 , @con @they|@their|PERSON|NAME ~3 @strong|@harm|never|always|had|have|could|should|just|was|is !!@but-kind
i|my ~3 @be|was|am ~8 , @con @they|PERSON|NAME ~1 !!@but-kind|hurt ~1 just|always|never|could|would|has|had|should|@strong|provoked|kept
i ~1 know|knew|admit|agree|accept|realise|understand|get|see ~8 , @con @they|@their|talking|living|PERSON|NAME !!@but-kind|hurt|willing
i ~6 , @con ~1 @have|did|do|@be you ~1 seen|heard|ever|met|know|tried|noticed
+? @con ~1 @have|did|do|@be you|anyone ~1 seen|heard|ever|met|know|tried|noticed
sorry ~1 that? @they|you|if|anyone|everyone|@their ~1 feel|feels|felt|took|take|got|get|was|were|are|is|see|misunderstood|thinks|think|chose|@be ~1 that|it|offended|upset|hurt|this|so|like|way|badly|wrong|personally|the|angry|me ~1 !!i|my|lied
sorry ~1 if ~1 i|my|@they|anyone|it|anything ~3 offended|hurt|upset|wrong|harsh|came|caused|sounded|seemed|@wrong
sorry if
mistakes were made
+ @con @they|PERSON|NAME ~2 gave|told|left|offered|asked|showed|let ~2 me ~2 nothing|no|wrong|little|late|never|once
+ @con @their|anyone|nobody|everyone ~2 who ~2 met|knows|has|lived|saw
+ @con @they|PERSON|NAME ~2 had|'d|has|have|'ve|was|were|is|@be ~2 @strong.ing|@harm.ing|@strong.past|@harm.past|sniping|picking|pushing|poking !!@but-kind
i|my ~3 never|not ~8 , but @they|PERSON|NAME ~2 gave|made|never|always|not|had|could|was|wanted|told|kept !!@but-kind
you ~1 have|'ve|must|had ~1 to ~1 admit|understand|see|remember|realise|realize|know ~2 @they|@their|that|how|what
sorry ~2 @they ~1 feel|feels|felt|took|take|see|misunderstood|think|thinks
";
