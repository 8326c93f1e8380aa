package com.acme.corridor;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.env.Action;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;

/// Trains a policy, keeps it in a file, and acts with what is read back.
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Trainer trainer = Trainer.of("Corridor-v0").with(PPOConfig.DEFAULT.withRolloutSteps(128));
    trainer.envs(8).seed(1).train(20_000).agent().save(file);

    Agent agent = Agent.load(file); // one for all threads
    Action action = agent.newAction(); // one for each thread
    for (int cell = 0; cell < 10; cell++) {
      System.out.print(agent.act(new float[] {cell / 10f}, action).index());
    }
    System.out.println(" " + agent.parametersSha256());
  }
}
