//! How far a log stands: the least that any removal says of it, for those in force and for all that are possible.

/// What one removal says of a limit.
pub(super) struct Said {
    number: u64,
    pub(super) by: usize,
}

/// See the module.
pub(super) struct Limit {
    /// The group of removals that it belongs to.
    pub(super) group: usize,
    /// The records that must be within it, by number.
    ops: Vec<(u64, usize)>,
    /// What removals say, least first, and how many of them are possible.
    list: Vec<Said>,
    pub(super) said: usize,
    /// How many of the list, from the beginning on, are known to be out.
    passed: usize,
    /// The last number that stands whichever possible removals hold, and how many records that are.
    pub(super) possible: u64,
    free: usize,
    /// How many records stand for all that removals in force say.
    standing: usize,
}

impl Limit {
    pub(super) fn new(group: usize, mut ops: Vec<(u64, usize)>) -> Self {
        ops.sort_unstable();
        Self {
            group,
            standing: ops.len(),
            ops,
            list: Vec::new(),
            said: 0,
            passed: 0,
            possible: 0,
            free: 0,
        }
    }

    /// A removal says something.
    pub(super) fn says(&mut self, number: u64, by: usize) {
        self.list.push(Said { number, by });
    }

    /// All have said what they say; gives how many.
    pub(super) fn ready(&mut self) -> usize {
        self.list
            .sort_unstable_by_key(|said| (said.number, said.by));
        self.said = self.list.len();
        self.said
    }

    /// A removal in force lets no more than this stand; gives the records that are out by it.
    pub(super) fn lower(&mut self, number: u64) -> Vec<usize> {
        let standing = self.ops[..self.standing].partition_point(|(at, _)| *at <= number);
        let out = self.ops[standing..self.standing].iter();
        let out = out.map(|(_, op)| *op).collect();
        self.standing = standing;
        out
    }

    /// Looks how far it stands whichever possible removals hold, where all of those say something; gives the records that are
    /// within it now and were not.
    pub(super) fn rise(&mut self, is_out: impl Fn(&Said) -> bool) -> Vec<usize> {
        while self.list.get(self.passed).is_some_and(&is_out) {
            self.passed += 1;
        }
        let least = self.list.get(self.passed);
        self.possible = least.map_or(u64::MAX, |said| said.number);
        let free = self.ops.partition_point(|(at, _)| *at <= self.possible);
        let now = self.ops[self.free.min(free)..free].iter();
        let now = now.map(|(_, op)| *op).collect();
        self.free = free;
        now
    }
}
