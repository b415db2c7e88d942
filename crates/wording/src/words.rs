//! The classes of words that the rules of the blame check are written with; how a line reads is told
//! at [`Builder::new`](crate::grammar::Builder::new).
//!
//! `PERSON`, `NAME`, `ALL`, `THING`, `WHOSE`, `QUOTE` are what a tokenizer makes of whole phrases.

/// How sentences are put together.
pub(crate) const GRAMMAR: &str = "
breaks = , ; QUOTE but yet although though however because and when whenever while until unless if
stops = , ; QUOTE but yet although though however because not never nobody nothing none neither nor without no
turns = but yet although though however ;
negators = not never nobody nothing none neither nor without no hardly stop stopped quit rather instead avoid refuse
common = , i we he she they you it my her his the a an to of and in on for with was is be been were are am had have 's that this not \
    me him as at but so if what all there no by from or out up do did would could when who one THING PERSON NAME said about
fillers = really actually honestly literally basically totally completely absolutely frankly obviously clearly \
    definitely certainly maybe perhaps probably anyway kinda truly quite pretty rather practically \
    eventually finally apparently seriously sometimes often usually somehow surely mr mrs ms dr
be = am is are was were be been being 's
have = have has had having 'd 's
do = do does did doing done
did = do does did
would = would 'd
could = could would 'd might should may
mid = then now still again first on
after-too = @breaks about in at on with to for from last this that all before after as because so i we he she they it you \
    during back every once or by said had has have did does was is are were lied lies hurt cheated shouted made kept broke can could
they = he she they you PERSON NAME
them = him her them you PERSON NAME
their = his her their your hers theirs yours WHOSE THEIRS
possessive = his her their your WHOSE
self = himself herself themselves themself yourself yourselves
it = it this that which THING THEIRS everything thing
we = we us
";

/// Who and what is spoken of.
pub(crate) const NOUNS: &str = "
det = my his her their our your the that this these those
quantifiers = all most any every other each plenty lots lot half some many even
generic = us them people everyone everybody anyone anybody men women couples marriage marriages relationship relationships families parents \
    humans human others teenagers kids guys husbands wives \
    mates lads fathers mothers dads mums brothers sisters siblings daughters sons bosses neighbours boys girls \
    adults
qualities = old own new former ex younger older little big best poor dear whole entire other normal sane healthy \
    real lovely so-called bloody damn stupid late second first good close constant endless terrible awful bad hard \
    long rough heavy difficult stressful same latest recent mutual common grown horrible nasty cold sharp cruel \
    decent average ordinary red hot blooded last single self respecting
kin = mum mom mama dad papa mother father grandma grandpa granny
people = ex partner wife husband boyfriend girlfriend fiance fiancee spouse lover mother father mum mom dad mama \
    parent parents brother sister brothers sisters sibling siblings son daughter kid kids child children baby family \
    families uncle aunt cousin cousins grandmother grandfather grandma grandpa grandparents friend friends mate mates \
    boss manager colleague colleagues coworker coworkers teacher teachers neighbour neighbours neighbor neighbors \
    roommate flatmate housemate stepfather stepmother stepdad stepmum stepson stepdaughter stepson man woman men women \
    guy guys girl girls boy boys lad lads person people lady therapist doctor counsellor counselor sponsor team \
    coach landlord in-laws law laws relatives relation crowd gang group others employer company \
    world town village office country street school neighbourhood client clients customer customers lot nephew niece husbands wives couple couples \
    dog cat everyone somebody saint house household home human humans being beings
things = drink drinks drinking alcohol wine beer whisky vodka booze drugs weed cocaine pills medication meds stress \
    pressure work job workload overtime anger rage temper jealousy fear situation circumstances childhood upbringing \
    past depression anxiety adhd trauma illness pain hormones tiredness exhaustion weather traffic heat noise money \
    debt debts lockdown pandemic insomnia loneliness boredom mood moods grief loss day week night month year \
    deadline hunger addiction background genes nature hangover fever divorce atmosphere lack nerves habit relationship marriage friendship evening \
    marks exam exams silence dinner holiday holidays season heatwave tablets headache migraine move renovation
bare = drink drinking alcohol wine beer booze drugs weed stress pressure work anger rage jealousy fear \
    depression anxiety adhd trauma hormones tiredness exhaustion boredom grief hunger loneliness nerves habit
owned = fault faults doing idea problem choice behaviour behavior own way attitude temper nagging constant drinking \
    jealousy words job responsibility mistake mistakes mother father friends family turn lies silence coldness moods \
    questions side part reaction stubbornness pride tone comments criticism selfishness shouting lying cheating \
    indifference anger sulking distance demands
";

/// Small sets that single rules need.
pub(crate) const PARTS: &str = "
wouldnt = would 'd could might may
learned = known know noticed notice seen see met meet survived survive learned learnt learn found find understood understand guessed myself \
    mind minded able here realised realized realise realize therapy therapist help dared found wondered
survive = alive here survived dead homeless sober able
had = had 'd
good = calm calmed sober told honest faithful different nicer calmer fine behaved kept acted controlled stopped stayed stay better kinder \
    happier together patient more less trusted friendlier easier easy cause reason worked tried opened listened truth gentler talked lying \
    drinking shouting quieter relaxed stop loyal keep open happy normal well home apologised apologized good
fine = even as whether wonder
pp = let stopped supported met treated believed loved answered come respected helped asked said done kept stayed left
kindness = help helped helping support supported patience kindness love loved care cared kind generous wonderful believed surgery \
    invited friends encouragement wanted knew fun enjoyed enjoy early
lovely = loved safe special seen wanted beautiful welcome heard better good cherished understood appreciated strong at needed
aux = @be @have @do @would @could used kept keep keeps
all = ALL everyone everybody anyone anybody people men women couples \
    guys lads husbands wives fathers mothers teenagers siblings parents families
this = this that
just = only just merely solely purely simply
bad = worse worst cold distant difficult impossible late unfair rude mean cruel selfish stubborn unreasonable jealous angry moody loud \
    exhausting tiring annoying complicated demanding ungrateful dirty lazy messy needy clingy dramatic suspicious controlling critical \
    crazy insane impatient nasty negative spoilt spoiled awful terrible horrible dismissive childish silence temper sulking nagging longer
but-kind = @kind forgave trusted asked waited cried apologised promised patient best brave right rights wished kinder \
    promised works lives smiled laughed cooked beautiful wonderful lovely welcome peace recovering therapy
lost = lost lose losing ruined broke broken alone over failed ended fell apart hate hates nothing
verdict = hurt left blamed guessed thanked proud kind helped noticed better happy happier happily glad thrown \
    run happier nicer happily kindly patiently sooner believed wept honoured delighted
harder = kinder nicer better fairer calmer easier harder gentler warmer quieter innocent different patient \
    saint angel
outcry = opera drama theatre tragedy circus elephant mountain mountains scene fuss crisis catastrophe war \
    crime scandal storm soap federal trial meal saga spectacle story hullabaloo performance
dismissal = fuss deal hysteria drama crime fortune disaster tragedy catastrophe emergency massacre murder \
    scandal end secret
mild = harsh unkind impatient short sharp dismissive abrupt blunt cold grumpy moody sarcastic rough loud firm \
    direct brusque snappy tetchy irritable careless thoughtless jealous possessive bossy strict distant absent \
    distracted rude mean angry cross annoyed
pretext = tired drunk scared afraid lonely stressed exhausted hungry worried bored broke young ill sick hurt \
    angry jealous insecure hungover overworked unhappy nervous ashamed desperate upset confused frustrated \
    overwhelmed high pregnant unemployed depressed grieving sad cold wound tense anxious frightened sleepless \
    teething menopausal premenstrual autistic bipolar
outer = stress pressure work job deadline deadlines exam exams alcohol drink wine beer drinks whisky gin vodka \
    booze weed drugs pills medication meds tablets hormones menopause period tiredness exhaustion fatigue sleep \
    sleeplessness insomnia hunger heat weather traffic noise money debt debts lockdown pandemic covid virus pain \
    migraine headache hangover grief loneliness boredom depression anxiety adhd trauma childhood upbringing \
    parents mother father background illness diagnosis withdrawal nicotine caffeine coffee steroids moon holidays \
    christmas move renovation redundancy divorce funeral diet night week day month year shift shifts overtime \
    nerves fear jealousy circumstances situation season winter
con = but yet although though however whereas while whilst except albeit nevertheless nonetheless
cover = hide conceal deceive mislead lie invent fib withhold cheat pretend fake forge cover steal threaten \
    sneak snoop spy shout yell scream
verbish = am is are was were be 's have has had do does did will would can could should 'd must might makes made \
    never always also too just only not started left pushed drove provoked forced knew kept began wanted brought \
    asked deserved deserves lied shouted cheated hit needs needed gave got ruined said told lies cheats shouts and \
    @harm.past @acts.past @strong.past wants likes loves thinks should might may
";

/// What people do to each other, and what they feel.
pub(crate) const DEEDS: &str = "
claim = say/says/said/saying claim+ pretend+ blame+ argue+ insist+ repeat+ think/thinks/thought/thinking believe+ complain+ explain+ add+ \
    assume+ excuse+ justify+ deny+ maintain+ decide+ figure+ conclude+ imagine+ feel/feels/felt/feeling
habit = keep kept catch caught notice noticed was were am started start tend begin began spent hear heard find found stood spend stopped
harm = shout+ yell+ scream+ lie/lies/lied/lying cheat+ hit/hits/hit/hitting slap++ punch+ push+ shove+ kick+ grab++ \
    threaten+ insult+ swear/swears/swore/sworn/swearing curse+ snap++ explode+ hurt/hurts/hurt/hurting betray+ \
    steal/steals/stole/stolen/stealing gamble+ hide/hides/hid/hidden/hiding ignore+ neglect+ abuse+ bully+ mock+ \
    humiliate+ manipulate+ stalk+ spy/spies/spied/spying nag++ criticise+ criticize+ flirt+ slam++ \
    throw/throws/threw/thrown/throwing smash+ relapse+ gaslight+ disrespect+ offend+ attack+ harm+ belittle+ \
    argue+ fight/fights/fought/fighting complain+ sulk+ rage+ drink/drinks/drank/drunk/drinking \
    exaggerate+ deceive+ mislead/misleads/misled/misleading pester+ lash+ break/breaks/broke/broken/breaking \
    snoop+ pry+ control++ accuse+ judge+ blame+ provoke+ needle+ taunt+ goad+ withdraw/withdraws/withdrew/withdrawn/withdrawing \
    interrupt+ dismiss+ dump+ ghost+ bark+ storm+ roar+ bite/bites/bit/bitten/biting cut/cuts/cut/cutting lose/loses/lost/losing \
    freeze/freezes/froze/frozen/freezing retaliate+ strike/strikes/struck/striking spit/spits/spat/spitting sneer+ ridicule+ overreact+
acts = check+ read/reads/read/reading text+ call+ message+ write/writes/wrote/written/writing follow+ track+ search+ \
    look+ open+ go/goes/went/gone/going leave/leaves/left/leaving say/says/said/saying act+ react+ behave+ kiss+ touch+ \
    tell/tells/told/telling keep/keeps/kept/keeping send/sends/sent/sending spend/spends/spent/spending take/takes/took/taken/taking \
    forget/forgets/forgot/forgotten/forgetting stay+ sleep/sleeps/slept/sleeping miss+ stop++ cancel+ come/comes/came/coming \
    smoke+ bet++ buy/buys/bought/buying cry/cries/cried/crying raise+ answer+ refuse+ turn+ shut++ walk+ \
    become/becomes/became/becoming pretend+ skip++ avoid+ fall/falls/fell/fallen/falling
wrong = wrong unfair mean cruel harsh rude late drunk jealous angry violent unfaithful cold distant dishonest selfish \
    stubborn nasty horrible awful terrible impatient aggressive abusive controlling toxic guilty bad worse horrid \
    possessive hurtful loud unkind childish sloppy lazy careless manipulative hostile dismissive absent short \
    irritable moody responsible sharp ashamed sorry blame unreasonable secretive distracted impossible unbearable \
    spiteful vicious hysterical insane suspicious defensive sarcastic inconsiderate ungrateful faults \
    mistake mistakes insults stuff untruths secrets lies fault harder vindictive petty furious impulsive tired
fury = angry mad furious crazy insane jealous livid aggressive violent nuts paranoid desperate
anger = angry mad furious crazy insane jealous livid aggressive violent desperate nuts paranoid suspicious \
    frustrated raging bitter defensive nervous wild rude mean cold cruel boil resentful insecure ill sick wrong
badly = liar monster cheat worse drunk criminal addict villain jealous mess wreck
low = small worthless stupid useless guilty invisible unwanted trapped inferior humiliated ashamed cornered bad \
    inadequate ignored attacked threatened unloved rejected like low nothing emasculated powerless insecure \
    disrespected rubbish cheap angry mad jealous dirty pathetic
state = drunk tired exhausted stressed upset angry frustrated scared afraid hurt lonely overwhelmed hungover worried \
    jealous nervous anxious desperate bored young ill sick high wasted depressed knackered provoked pressured hungry \
    frightened insecure unhappy under busy raised brought lonely confused sleep vulnerable grieving fed
kind = forgive/forgives/forgave/forgiven/forgiving help+ support+ love+ trust+ stay+ wait+ try/tries/tried/trying \
    listen+ believe+ apologise+ apologize+ thank+ hug++ comfort+ smile+ protect+ remain+ encourage+ deserve+ \
    need+ wish+ want+ stand/stands/stood/standing hold/holds/held/holding pull+ \
    catch/catches/caught/catching warn+ teach/teaches/taught/teaching remind+ save+ care+ suggest+ offer+ invite+ \
    visit+ cook+ respect+ accept+ sleep/sleeps/slept/sleeping cry/cries/cried/crying find/finds/found/finding promise+ agree+ \
    miss+ suffer+ recover+ heal+ move+ pay/pays/paid/paying carry+ work+ drove lent \
    right rights kind patient gentle calm loyal honest fair friendly generous quiet willing right able owed owe owes chance anyway safe thank happy sad scared afraid frightened \
    brave fine okay ok alone asleep still free hurt heartbroken better loving polite understanding nothing \
    entitled allowed busy space trust patience help kindness support love loved
helped = helped help supported support held pulled caught warned stayed believed encouraged found there saved taught drove listened told shown reminded
partly = how with of see hate when why at to from like than for about as because if before after who
misdeed = check+ read/reads/read/reading text+ call+ message+ write/writes/wrote/written/writing follow+ track+ search+ open+ \
    say/says/said/saying act+ react+ behave+ kiss+ touch+ tell/tells/told/telling keep/keeps/kept/keeping forget/forgets/forgot/forgotten/forgetting \
    spend/spends/spent/spending miss+ skip++ raise+ refuse+ cancel+ leave/leaves/left/leaving look+ avoid+ pretend+ shut++ turn+ smoke+ bet++ wound
nice = laugh smile tea coffee breakfast lunch dinner cake soup sandwich happy realise realize think understand see \
    want promise proud feel better aware stronger grateful curious welcome wonder hope remember cry sad notice \
    believe a an the some something breakfast my our blush reconsider look write sit wait go come stop listen rest \
    apologise apologize stay sleep eat grow talk know consider who what
drive = drive/drives/drove/driven/driving push+ force+ provoke+ press+ goad+ tempt+ pressure+ talk+ trick+ drag++ \
    manipulate+ nag++ bully+ lure+ egg+ compel++ coerce+ shame+ scare+ frighten+ trap++ guilt+ \
    suck+ blackmail+ corner+ bait+ seduce+ hound+ persuade+
edge = end edge brink limit limits breaking bottle wall corner point it this that drink drinking despair violence madness \
    anger rage doing lying arms affair over such state situation position everything insanity something lie lies silence
fight = fight fights argument arguments row rows war quarrel quarrels drama trouble shouting insults lying lies mess \
    arguing fighting nonsense yelling whole business thing
strong = provoke+ nag++ pester+ needle+ bait+ taunt+ goad+ egg+ push+ mock+ insult+ yell+ scream+ shout+ lie/lies/lied/lying cheat+ \
    hit/hits/hit/hitting slap++ humiliate+ ignore+ disrespect+ threaten+ manipulate+ abuse+ criticise+ criticize+ blame+ accuse+ \
    betray+ neglect+ abandon+ reject+ belittle+ ridicule+ exaggerate+ overreact+ sulk+ attack+ insist+ refuse+ \
    complain+ wind wound winding press+ start+ began drove forced twist+ interrupt+ test+ tease+ spy spied control++ moan+ \
    ruin+ spoil+ shut unfair mean rude impossible unbearable unreasonable selfish cruel hysterical crazy paranoid \
    worse first ungrateful oversensitive manipulative fault blame deny/denies/denied/denying \
    interfere+ demand+ dump+ exclude+ corner+ suffocate+ clingy cold distant difficult demanding jealous \
    controlling toxic awful horrible nasty stubborn either judgemental annoying annoy+ irritate+
bother = listen+ care+ try+ help+ ask+ even stop++ trust+ respect+ give let tell understand appreciate+ answer+ talk+ speak show \
    support+ make bother+ call+ look+ love+ thank+ clean+ lift+ notice+ believe+ apologise+ apologize+ offer+ pick+ say said told gave bothered
overreact = overreact+ exaggerate+ dramatise+ dramatize+ overthink overdramatise overdoing overdo overdramatic dramatic dramatising \
    touchy hysterical oversensitive hypersensitive sensitive emotional thin delicate fussy prissy soft prudish theatrical
small = joke jokes slap push tap kiss text texts message messages drink drinks glass fling flirt laugh lie fib bit fun argument row shove \
    mistake misunderstanding slip once time night words scratch bruise banter teasing game prank disagreement \
    tiff bump nudge flirting shouting comment comments remark chat beer joking \
    kidding messing phase detail lies playing twice prank forgetfulness moment \
    dinner coffee raised thing birthday formality
tiny = little tiny small minor silly white harmless innocent stupid short quick light gentle friendly
kinds = do did done doing act acts acted react reacted say said says things happened happen happens behave behaved
one-sin = vent+ gossip+ moan+ whinge+ bitch+ fib++ bluff+ embellish+ stray+ peek+ bicker+ quarrel+ drift+ \
    cheat+ lie/lies/lied/lying snap++ flirt+ snoop+ pry+ sulk+ swear/swears/swore/sworn/swearing shout+ yell+ \
    argue+ fight/fights/fought/fighting exaggerate+ nag++ slip++ panic/panics/panicked/panicking explode+ \
    freeze/freezes/froze/frozen/freezing withdraw/withdraws/withdrew/withdrawn/withdrawing
";

/// Contractions without their apostrophe, and what else is typed in haste.
pub(crate) const HASTY: &str = "didnt=did not;dont=do not;doesnt=does not;wasnt=was not;isnt=is not;\
    arent=are not;werent=were not;couldnt=could not;wouldnt=would not;shouldnt=should not;\
    hadnt=had not;hasnt=has not;havent=have not;wont=will not;cant=can not;cannot=can not;aint=is not;\
    im=i am;ive=i have;youre=you are;youve=you have;theyre=they are;theyve=they have;shes=she 's;\
    hes=he 's;thats=that 's;whos=who 's;whats=what 's;theres=there 's;theyd=they 'd;youd=you 'd;\
    itd=it 'd;itll=it will;youll=you will;theyll=they will;wouldve=would have;couldve=could have;\
    shouldve=should have;its=it 's;u=you;ur=your;em=them;cos=because;cuz=because;coz=because;\
    bc=because;wanna=want to;gonna=going to;gotta=got to;noone=nobody;\
    everyones=everyone 's;everybodys=everybody 's;evryone=everyone;alot=much;tho=though;altho=although";
