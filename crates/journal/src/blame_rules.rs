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
    (BlameRule::MadeMe, MADE_ME),
    (BlameRule::Everyone, EVERYONE),
    (BlameRule::TheyToo, THEY_TOO),
    (BlameRule::ButYou, BUT_YOU),
    (BlameRule::TheirFault, THEIR_FAULT),
    (BlameRule::Minimise, MINIMISE),
];

/// There was no other way.
pub(crate) const NO_CHOICE: &str = "
i|we @have|felt|saw|@did ~2 no|not|little|never ~2 choice|option|alternative|options !of|about|on|in|but
i|we @have|saw no other|real choice|option|way|alternative
i|we @did|@have not ~1 have ~2 choice|option|alternative|say !of|on|but
i|we ~4 no|other|any ~2 choice|option|alternative but|except|than to !accept|respect|wait|trust|face|admit|be|apologise|apologize|let
left|leaves|leave|leaving|gave|give|gives|giving me|us ~2 no|without|little|few ~1 choice|option|options|alternative|way|out|room
i @could|can not ~1 help but? it|@self|myself|being|@harm.ing|@acts.ing|losing|@anger|how|what|who|feeling|the
i @could|can|was|am not|never ~1 able? to? stop|control|contain|prevent|restrain|resist|hold ~1 myself|it|back|me|my|@harm.ing|@acts.ing|$|the
i @could|can|was|am not ~1 able? to? do|act|react|behave ~1 otherwise|differently|anything|different|else
there was|is|'s nothing|not ~2 else|more|anything|i|we !was ~3 do|done
there was|is|'s no other|alternative ~1 way|choice|option|but
? what ~1 @could|should i|we have done|said $|when|with|if|that
? what would you|anyone|anybody ~1 have? done|do|said
? what else @could|was|can|should i|we|there !!amends|apologise|help|repair|better|hurt|differently|learn
? how else @could|was|can|should i|we|else !!amends|apologise|help|repair|better
? what was i|we supposed|meant to
? what choice|option|alternative|chance did|do|had|have i|we
? did|do i have a|any|another|other choice|option|alternative then
? what would you have me|done
i @be|felt ~1 forced|compelled|obliged|driven|pushed|pressured|coerced|bound|made !back ~3 to|into !rest|leave|sell|think|look|move !!job|house|flat
i had|have|'d got? to @harm.base|-hide|-cut|-lose|-break|-drink|-spit|-throw|-complain|-fight|-interrupt !less|a
i had|'d to ~2 @acts.base ~3 her|his|their phone|messages|emails|mail|diary|pockets|laptop|purse
i|we had|'d to ~1 control|defend|protect|hit|punish|teach|show|retaliate|raise|force|make|keep|put ~2 myself|lesson|him|her|them|voice|money|secret|back|sure|quiet|foot|strict|hard
i|we had|'d to ~1 know|do|say ~1 something|somehow|$|where|who|what|whether|if
i|we had|'d to find out
someone|somebody had|has to $
@it was|is|seemed|felt the|my|our only ~1 way|option|choice|thing|solution|language !i|we|she
@it|@things @be ~3 out of my|our control|hands
my hands were tied
@it @be not ~1 up to me
@it @did? ~1 just|simply|kind|sort ~2 happened|came|slipped|escalated|exploded|burst
just|simply ~2 happened|slipped out|$|before|without
^ @it|things|something|words @did? happened|came|slipped out $
it|@it just did
just ~1 came|slipped|burst|blurted|spilled|flew|popped ~1 out
before i ~1 @could|knew ~2 stop|think|do|it|what|realised|realized|myself
something came over|inside|in|snapped|took
i saw red
i blacked out
i|my @be|was|were ~1 backed|boxed|cornered|trapped ~1 into|in|$ a? corner?
i @have|had|@be ~1 no|without control|power|say|chance|way ~2 over|of|myself|it|to|out|$
@it @be ~1 @just|just ~1 how|who|what|the i|way ~1 i? am|@be|made|wired|built
@it|@this ~1 how|who|what|way i @be ~1 made|wired|built|raised|born
i @be ~1 just? like|built|wired|made|born|raised ~1 like? that|this|way ~1 $
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
nothing ~1 i|we @could ~2 do|done|change
there was|is no way ~1 i|to|around|out|of
i @could not ~2 let ~1 @them|it ~1 get|go|walk|leave|win|talk|treat|just
i @be ~2 left with no|little|few
any ~1 other way|choice|option
";

/// It hung on what others did.
pub(crate) const IF_THEY: &str = "
<@fine if|unless ~1 @they|@their|it|everyone|people|nobody|someone|somebody|things ~8 , %2 i|we|none|nothing|this|that|it|things|everything|all @wouldnt not|never ~1 have|be|need|do|feel|@harm|@acts|had|go|come !!@learned
if|unless only? !i|we %14 i|we|none|nothing|this|that|it|things|everything|all ~1 would|'d|@could not|never ~1 have|be|need|do|feel|had|@harm !!@learned
if only? !i|we %10 none|nothing ~3 would|'d|could ~1 have|be
if ~1 @they|@their|it|everyone|people|nobody|someone|things %12 i|we|things|it|everything would|'d|could|might ~1 have|be|still|stop|tell|treat|drink|shout|talk|act|behave|change ~2 @good
none|nothing ~3 would|'d|could ~1 have|be ~6 if|unless|without @they|@their|it|@them
i|we|things|it|this|that|none|nothing would|'d|could|might not|never|have|be|still|stop|tell|treat|drink|shout|talk|act|behave|change !!@learned ~12 if|unless only? @they|@their|it|everyone|people|nobody|someone|somebody !can|wants|asks
i|we do|@did|never|only ~8 unless|if @they ~2 give|gave|start|@strong|make|made|push
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
";

/// A cause that makes it small or somebody else's.
pub(crate) const ONLY_BECAUSE: &str = "
it|this|that|which|@it|everything|all was|is|'s|happened|started|@did ~1 @just because|down|due !!@kindness
@it happened|started|came ~1 because|due !i|we !!@kindness
@it ~2 @just because|due|down|since !!@kindness
i|we|@it @be|@did|@have|'d? ~1 @just ever? ~1 @harm|@misdeed|@kinds|did|was|were|@wrong ~12 because|as|since|so|due|out|when !!@kindness
i|we ~1 @harm|@misdeed|@kinds|@wrong %12 @just because|due|out|to|since !!@kindness
i @just @be ~1 @wrong ~6 because|as|since
@just|sole|main|real|whole reason why|that|for? i|we|it|this|my ~3 @harm|@misdeed|@kinds|not|was|@wrong|@be|happened !!love|loved|alive|still
@just because !!@kindness ~1 @they|@their|nobody|everyone|people|no|otherwise|else|of|it|i|THING|@bare|we ~6 @state|@strong|@harm|@bother|@wrong|never|not|no|always|drink|stress|that|listening|@anger|better|@bare|THING|heard
+ @just|all because of|i|@they|it|that
@bare|THING|@it|drunk|@state ~1 talking|speaking
i @be not|hardly|barely ~2 myself that|then|at|when|because|lately|anymore|those|any|in|$
i @be not|hardly ~1 being? myself that|then|at|when|because
blame|put|chalk|blaming it|that|this? ~1 up|down|on ~1 to|on? THING|@bare|the|my
@it @be @just ~1 THING|@bare|jealousy|drink|nerves|frustration|alcohol|habit|reflex|tired|tiredness
@it @be ~2 THING|@bare ~1 that|not|, ~1 me|made|did|i|caused|talking|speaking
@bare|THING @be to blame|responsible
i @be ~3 @state , that is|'s|was all|it
that|this|it @be all|it @be because
@it|@they @be ~2 @just|simply how|who|what|the|way ~1 i ~1 am|@be|was|grew|made|raised|brought
i|@it @be|@have|@did ~3 because ~2 how|the|way i ~1 was|@be|grew|raised|brought|am
@just|simply because|how|way i ~1 was|@be|grew|raised|brought up|raised|this|that|way|like
if i had|was|were|'d not ~1 been|so|@be ~3 @state|@bare|THING|drinking %8 i|it|this|that|none|nothing|we would|'d|could|might ~1 not|never|have
if it|THING had|was|were not ~1 been|for ~2 THING|@bare %8 i|it|this|that|none|nothing|we would|'d
i @be @just ~1 trying|trying|tried|looking|protecting|thinking|doing|following|joking|teasing|being|defending|worried|curious|asking|reacting|saying|responding ~2 to|help|protect|best|my|out|her|him|them|you|it|honest|for|myself|what|back
i @just ~1 wanted|meant|tried|hoped ~1 to ~3 help|protect|sure|know|safe|spare|best|joke|keep|avoid|prevent|save
i @just ~1 wanted ~1 @them to
i @harm|@misdeed|@kinds|was ~8 , but? and? @just because|to|out|so
i @harm|did|@acts ~8 for @their|the|our|my own|sake|good|family|safety
i @be ~2 @state ~2 that|all|is|'s all
i had|@be|'d ~2 under|so|too ~2 pressure|stress|much|strain|tired|drunk|stressed ~4 that|to ~1 i? ~1 @harm|@acts|did|not|lost|snapped|could
it|this|that would not|never ~1 have ~1 happened|come|been ~6 if|without i ~1 @had not ~2 @state|@bare|THING
put|down|up|due ~1 it|that|this? ~1 down? to the? stress|tiredness|exhaustion|alcohol|drink|THING|@bare|my
";
