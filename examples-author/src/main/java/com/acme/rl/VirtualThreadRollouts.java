package com.acme.rl;

import ascent.collect.Carry;
import ascent.collect.Collected;
import ascent.collect.Part;
import ascent.collect.PartCollector;
import ascent.collect.RolloutSource;
import ascent.collect.RolloutSourceFactory;
import ascent.collect.Snapshot;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Rollouts from environments that block on I/O, such as a simulator behind a socket: a virtual
/// thread steps each range of environments, so that all of them wait at the same time.
///
/// ```java
/// Trainer.of(Remote::new).source(VirtualThreadRollouts.ofRanges(1)).envs(64)
/// ```
public final class VirtualThreadRollouts implements RolloutSource {
  private final VectorEnv env;
  private final List<PartCollector> collectors = new ArrayList<>();
  private final List<PartCollector.Range> ranges = new ArrayList<>();

  private VirtualThreadRollouts(RolloutSourceFactory.Request request, int size) {
    int n = request.numEnvs();
    env = request.envs().create(n, EpisodeStreams.training(request.seed(), 0));
    for (int from = 0; from < n; from += size) {
      var range = PartCollector.Range.of(from, Math.min(n, from + size));
      ranges.add(range);
      collectors.add(
          new PartCollector(request.policy(), request.config(), env, range, request.seed()));
    }
  }

  /// A thread for each `size` environments, as [ascent.train.Trainer#source] takes it.
  public static RolloutSourceFactory ofRanges(int size) {
    return request -> new VirtualThreadRollouts(request, size);
  }

  @Override
  public Collected fill(Snapshot snapshot, Rollout rollout) {
    List<Future<Part>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (PartCollector collector : collectors) {
        parts.add(threads.submit(() -> collector.collect(snapshot, rollout)));
      }
    } // waits for all of them
    return new Collected(parts.stream().map(Future::resultNow).toList()).merge(rollout);
  }

  @Override
  public Carry carry() {
    return Carry.concat(collectors.stream().map(PartCollector::carry).toList());
  }

  @Override
  public void restore(Carry carry) {
    for (int r = 0; r < ranges.size(); r++) {
      collectors.get(r).restore(carry.slice(ranges.get(r).from(), ranges.get(r).to()));
    }
  }

  @Override
  public void close() {
    env.close();
  }
}
