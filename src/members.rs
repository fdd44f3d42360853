//! Sets of which some members are known to be in, and some may be: the choices that a person
//! ticked, the items of a score.

use crate::interval::Interval;
use crate::truth::Truth;

/// Most members of one set.
pub const MOST: usize = 64;

/// Which members are surely in a set, and which may be. Members are numbered from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Members {
    sure: u64,
    possible: u64,
}

impl Members {
    /// A set of which nothing is known, of so many members.
    #[must_use]
    pub fn unknown(count: usize) -> Members {
        let possible = if count >= MOST {
            u64::MAX
        } else {
            (1 << count) - 1
        };
        Members { sure: 0, possible }
    }

    /// Puts a member in, or leaves it out for certain.
    pub fn set(&mut self, member: usize, inside: bool) {
        let bit = 1 << (member % MOST);
        if inside {
            self.sure |= bit;
            self.possible |= bit;
        } else {
            self.sure &= !bit;
            self.possible &= !bit;
        }
    }

    /// Leaves open whether a member is in.
    pub fn forget(&mut self, member: usize) {
        self.set(member, true);
        self.sure &= !(1 << (member % MOST));
    }

    /// Whether a member is in.
    #[must_use]
    pub fn has(self, member: usize) -> Truth {
        let bit = 1 << (member % MOST);
        if self.sure & bit != 0 {
            Truth::True
        } else if self.possible & bit != 0 {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// Whether any of these is in.
    #[must_use]
    pub fn has_any(self, members: impl IntoIterator<Item = usize>) -> Truth {
        let truths = members.into_iter().map(|member| self.has(member));
        truths.max().unwrap_or(Truth::False)
    }

    /// The least and the most that the weights of the members can sum to.
    #[must_use]
    pub fn sum(self, weights: impl IntoIterator<Item = u8>) -> Interval {
        let (mut low, mut high) = (0.0, 0.0);
        for (member, weight) in weights.into_iter().enumerate() {
            let has = self.has(member);
            if has == Truth::True {
                low += f64::from(weight);
            }
            if has != Truth::False {
                high += f64::from(weight);
            }
        }
        Interval::closed(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_in_or_out_or_not_known() {
        let mut set = Members::unknown(3);
        set.set(0, true);
        set.set(1, false);
        assert_eq!(
            [0, 1, 2, 3].map(|member| set.has(member)),
            [Truth::True, Truth::False, Truth::Unknown, Truth::False]
        );
        assert_eq!(set.has_any([1, 2]), Truth::Unknown);
        assert_eq!(set.has_any([1, 0]), Truth::True);
        assert_eq!(set.has_any([]), Truth::False);
        assert_eq!(set.sum([8, 4, 2]), Interval::closed(8.0, 10.0));
        set.set(0, false);
        assert_eq!(set.sum([8, 4, 2]), Interval::closed(0.0, 2.0));
        set.forget(1);
        assert_eq!(set.has(1), Truth::Unknown);
        assert_eq!(Members::unknown(MOST).has(MOST - 1), Truth::Unknown);
    }
}
