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
i|we @have|felt|saw|@did ~1 no|little|never ~2 choice|option|alternative|options !of|about|on|in|but
i|we @have|saw no other|real choice|option|way|alternative
i|we @did|@have not ~1 have ~2 choice|option|alternative|say !of|on|but|about|in
i|we ~1 had|have|saw|felt|was|am|were|left ~3 no|other|any ~2 choice|option|alternative but|except|than to !accept|respect|wait|trust|face|admit|be|apologise|apologize|let
left|leaves|leave|leaving|gave|give|gives|giving me|us ~2 no|without|little|few ~1 choice|option|options|alternative|way|out|room
i @could|can not ~1 help it|@self|myself|being|@harm.ing|@acts.ing|-crying|losing
i @could|can|was|am not|never ~1 able? to? stop|control|contain|prevent|restrain|hold ~1 myself|@harm.ing|@acts.ing|-crying|-looking|-going|-keeping|back
+ i @could|can|was not ~1 able? to? stop|resist|help $|it|myself
i @could|can|was|am not ~1 able? to? do|act|react|behave ~1 otherwise|differently|anything|different|else
there was|is nothing else ~1 i|we|to !!change|past|undo ~3 do|done|$
+ there was|is nothing|not ~2 more|anything|i|we !!change|past|undo ~2 do|done
there was|is|'s no other|alternative ~1 way|choice|option|but
? what ~1 @could|should i|we have done|said $|when|with|if|that
? what would you|anyone|anybody have done|said
? what else @could|was|should i|we|there !!amends|apologise|help|repair|better|hurt|differently|learn
? what else can i do $ !!amends
? how else @could|was|can|should i|we !!amends|apologise|help|repair|better
? what was i|we supposed|meant to
? what choice|option|alternative|chance did|do|had|have i|we
? did|do i have a|any|another|other choice|option|alternative then
i @be|felt ~1 forced|compelled|obliged|driven|pushed|pressured|coerced|bound|made !back ~3 to|into !rest|leave|sell|think|look|move !!job|house|flat
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
came|comes over me
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
i ~1 @be|was ~1 ~1 only|just ~1 following|obeying|doing|defending|protecting ~2 orders|told|myself|job|what
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
? what|where|how @be|was i to ~3
i @could|can not ~1 be|do|act|help ~1 any|it|other|different|otherwise ~1 ~1 other|way|different|differently|than
not ~1 in ~1 a|any position|state to
by itself $
happened ~1 by itself
i @could not resist|refuse|avoid
i|we had to do it|that|something|so
i|we ~4 no other|better|real ~1 way|choice|option|possibility out|$|than|but|left
in no ~1 state|position|condition to
no ~1 stopping|holding|controlling me
i @be how|who|what|the|as ~1 way? i @be
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
i will|can|do not ~5 until|unless @they ~2 @kind|admit|admits|say|says|change|changes|stop|stops|start|starts|do|does|own|owns
? if @they ~8 , ~2 why should|would|must i|we
? why should|would|must i|we ~6 if|when @they
as long as @they ~8 , ~1 i|we will|can|do|have
if @they ~3 @strong|@harm|never|always ~6 , i|we ~1 @harm|@acts.base|-stop|-leave|get|lose|feel|end|will|have|do ~3 @harm|too|back|same|@anger|not
unless @they ~6 , ~1 i|we ~1 can|will|do|would|have|see ~1 not|no|never
^ were @they|@their|it|people ~8 , ~1 i|we|things|none|this ~1 would|'d|could|might
if @they ~1 can|@do|will|@did|@be|@would not|never ~6 , ~1 i|we ~1 do|can|will|see not|no|never|neither ~1 have|need|see|either|owe|be
i|we ~1 can|will not ~2 apologise|apologize|change|stop|talk|forgive|trust|say|help|do|behave ~3 unless|until|if @they
if only? @they|@their|it|everyone|people|nobody|someone|somebody|things|home had|'d|was|were|showed|loved|trusted|listened|talked|cared|gave|let|left ~8 , ~2 i|we|it|things|our|my|THING|everything would|'d|could|might ~1 have|be !!@learned|@survive|@helped|yes|gone|happy|come|said|joined
i|we|it|things|our|my|THING|everything would|'d|could|might ~2 have ~8 if only? !i|we ~2 had|'d|was|were|showed|kept|let|stayed !!@learned|@survive
as long as @they ~6 , ~1 i ~5 not|no|never|why
without|with a|the|such|someone|somebody|more|less|another|any ~5 @people ,? ~1 i|it|things|we would|'d ~1 not|never|have
if only? @they|@their ~8 , ~1 i would|'d ~1 not|have|never ~1 no|reason|need|cause|to
would|'d|could|might not|never ~8 had @they|@their|everyone|people
would|'d|could|might not|never ~8 if @they|@their|everyone|people|nobody had|'d|@did
if @they|@their ~6 , do not ~1 be|expect|wonder|blame|complain|ask
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
@just|sole reason why|that|for? i|we|it|this|my ~3 @harm|@misdeed|@kinds|not|was|@wrong|@be|happened !!love|loved|alive|still
@just because !!@kindness ~1 @they|@their|nobody|everyone|no|otherwise|i|we ~4 @state|@strong|@harm|-lost|@bother|@wrong|never|not|no|always|listening|@fury|heard
@just because !!@kindness ~1 of THING|@bare|stress|THEIRS|@their
+ @just|all because of|i|@they|it|that
@bare|THING|@it|drunk|@state ~1 talking|speaking
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
had|if i ~1 not|slept|eaten|been|known ~1 ~1 been|slept|drunk|sober|so|less ~6 i|it|this|none ~1 would|'d
i|we ~2 @be|had|@have ~1 ~1 @state|drinks|drink|bad|rough|stressful|hard|long|lot ~2 , ~1 otherwise|or|normally|that is|'s
nothing ~1 but|more|else than|but ~2 stress|nerves|habit|fear|tiredness|a|jealousy|concern|love|worry|joke
purely|merely|solely|simply because|out|due !!@kindness
i ~1 @just ~1 @harm|-lost|@misdeed ~6 to ~1 help|protect|spare|avoid|keep|make|calm|get|save|defend|be|stop
i ~1 meant|mean well
i|my ~1 meant|had|intentions|intention|heart ~1 well|only|were|was|good|best ~1 good|the|best|in|right|intentions
i|we @just ~1 went|go|came|got|took|looked|gave|shouted|lost ~1 ~1 through|into|behind|after|up|my|in|out ~8 because|so|as|since
in the heat of ~1 moment
but|though|although|and|, only to ~1 @kind|spare|protect|help|avoid|keep|save|calm|make|get
i|it would|'d not|never ~5 if i|it had|@be|was|were not
nothing to do with @them|@their|love
reason ~1 ~1 i ~2 @harm|@misdeed|@wrong ~3 @be|was ~1 just|simply|only
@be @just ~1 trying|meant|meaning ~2 to|well
if i ~2 @harm|@wrong|@misdeed ~3 it was ~1 because|only|just
i|we @be|was|were under ~2 pressure|stress|strain
@just|main|sole reason for ~2 @harm.ing|@misdeed.ing|it|that @be
the|only|whole reason ~1 for ~3 @be
@it @be ~1 ~1 THING|THEIRS|@bare that|who|which ~1 did|made|spoke|talked|caused|drove|started|said
";
