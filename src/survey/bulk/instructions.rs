//! The instructions of the machine at hand.
//!
//! One program runs everywhere, so it is compiled for the oldest processors; but columns of bits gain much from wider
//! registers. So the work on a block is compiled twice, and which copy runs is chosen when it runs. Whatever is to gain
//! must be inlined into the copy: a call leaves it.

/// Work that is worth wider registers; `run` must be `#[inline(always)]`.
pub(super) trait Job {
    type Answer;

    fn run(self) -> Self::Answer;
}

/// Does the work with the best instructions that the machine has.
pub(super) fn best<J: Job>(job: J) -> J::Answer {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
    {
        #[expect(unsafe_code, reason = "the machine was just asked for these features")]
        return unsafe { with_avx2(job) };
    }
    job.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn with_avx2<J: Job>(job: J) -> J::Answer {
    job.run()
}
