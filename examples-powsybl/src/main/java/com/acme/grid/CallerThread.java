package com.acme.grid;

import com.powsybl.computation.ComputationManager;
import com.powsybl.computation.ComputationResourcesStatus;
import com.powsybl.computation.ExecutionEnvironment;
import com.powsybl.computation.ExecutionHandler;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Load flows in the thread that asks for them. PowSyBl's own default hands each one to a pool
/// shared by the whole process, which costs more than a small load flow itself.
final class CallerThread implements ComputationManager {
  @Override
  public Executor getExecutor() {
    return Runnable::run;
  }

  @Override
  public String getVersion() {
    return "caller's thread";
  }

  @Override
  public ComputationResourcesStatus getResourcesStatus() {
    throw new UnsupportedOperationException("runs no programs");
  }

  @Override
  public OutputStream newCommonFile(String name) {
    throw new UnsupportedOperationException("has no files");
  }

  @Override
  public <R> CompletableFuture<R> execute(
      ExecutionEnvironment environment, ExecutionHandler<R> handler) {
    throw new UnsupportedOperationException("runs no programs");
  }

  @Override
  public Path getLocalDir() {
    throw new UnsupportedOperationException("has no files");
  }

  @Override
  public void close() {}
}
