/// Collecting rollouts, normalising observations and rewards, and evaluating a policy.
///
/// | word | meaning |
/// |---|---|
/// | [snapshot][Snapshot] | what acts during a rollout: parameters, normaliser, number of the iteration |
/// | [range][PartCollector.Range] | consecutive environments that one thread or process steps |
/// | [carry][Carry] | the state of environments between two rollouts |
/// | [part][Part] | what one range contributes to a rollout; a pure function of snapshot, range and carry |
/// | [collected][Collected] | the parts of all ranges, merged in the order of environments |
///
/// Decision 0024 has the reasons.
///
/// Author API.
@NullMarked
package ascent.collect;

import org.jspecify.annotations.NullMarked;
