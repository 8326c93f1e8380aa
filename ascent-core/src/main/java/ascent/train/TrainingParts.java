package ascent.train;

import ascent.agent.RunSettings;
import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.collect.EpisodeWindow;
import ascent.collect.Normalizer;
import ascent.collect.RolloutCollector;
import ascent.env.Env;
import ascent.policy.ActorCritic;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a training run is put together from.
///
/// @param directory where the run is kept; null for a run that leaves no files
record TrainingParts(
    Supplier<? extends Env> factory,
    RunSettings settings,
    AlgorithmConfig config,
    ActorCritic policy,
    Normalizer normalizer,
    Algorithm algorithm,
    EpisodeWindow window,
    RolloutCollector collector,
    List<Listener> listeners,
    @Nullable RunDirectory directory) {}
