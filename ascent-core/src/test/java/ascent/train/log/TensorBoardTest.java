package ascent.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.probe.Walk;
import ascent.train.Listener;
import ascent.train.ListenerException;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.callback.Callbacks;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/// Event files, read back by TensorFlow's own messages.
class TensorBoardTest {
  /// Rollouts of 16 steps of 3 environments.
  private static final long ROLLOUT = 48;

  @TempDir Path folder;

  private static Trainer trainer() {
    return Trainer.of(Walk::new).with(Walk.CONFIG).envs(3).seed(2).threads(1).logEvery(1);
  }

  private static List<Summary.Value> values(List<Event> events, String tag) {
    return events.stream()
        .flatMap(event -> event.getSummary().getValueList().stream())
        .filter(value -> value.getTag().equals(tag))
        .toList();
  }

  private static Summary.Value value(List<Event> events, String tag) {
    List<Summary.Value> values = values(events, tag);
    assertThat(values).as(tag).hasSize(1);
    return values.getFirst();
  }

  private static List<Long> steps(List<Event> events, String tag) {
    return events.stream()
        .filter(e -> e.getSummary().getValueList().stream().anyMatch(v -> v.getTag().equals(tag)))
        .map(Event::getStep)
        .toList();
  }

  /// The scalars that do not depend on time, by tag and step.
  private static Map<String, Float> scalars(List<Event> events) {
    Map<String, Float> scalars = new TreeMap<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.hasSimpleValue() && !value.getTag().startsWith("time/")) {
          Float before =
              scalars.put(value.getTag() + " " + event.getStep(), value.getSimpleValue());
          assertThat(before).as("%s at %d again", value.getTag(), event.getStep()).isNull();
        }
      }
    }
    return scalars;
  }

  @Test
  void each_row_of_metrics_is_on_record_under_stable_baselines_tags() throws IOException {
    List<Map<String, Double>> rows = new ArrayList<>();
    trainer()
        .evaluateEvery(2 * ROLLOUT)
        .onUpdate(m -> {
          Map<String, Double> row = new TreeMap<>();
          m.names().forEach(name -> row.put(name, m.get(name)));
          rows.add(row);
        })
        .listen(new TensorBoard(folder))
        .train(3 * ROLLOUT);
    assertThat(EventReader.files(folder)).hasSize(1);
    List<Event> events = EventReader.events(EventReader.files(folder).getFirst());

    assertThat(events.getFirst().getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.getFirst().getWallTime()).isGreaterThan(1.7e9); // 2023, in seconds
    for (String tag :
        List.of("rollout/ep_rew_mean", "train/approx_kl", "train/value_loss", "time/fps")) {
      assertThat(steps(events, tag)).as(tag).containsExactly(48L, 96L, 144L);
      for (int i = 0; i < 3; i++) {
        assertThat(values(events, tag).get(i).getSimpleValue())
            .isEqualTo(rows.get(i).get(tag).floatValue());
      }
    }
    assertThat(steps(events, "eval/mean_reward")).as("not measured elsewhere").containsExactly(96L);
    assertThat(values(events, "time/total_timesteps")).as("the axis").isEmpty();
    assertThat(values(events, "train/clip_range_vf")).as("infinite: off").isEmpty();
  }

  @Test
  void actions_and_parameters_have_histograms() throws IOException {
    trainer().listen(new TensorBoard(folder).histogramEvery(100)).train(3 * ROLLOUT);
    List<Event> events = EventReader.shown(folder);
    // 100 is passed by the rollout that ends at 144
    assertThat(steps(events, "rollout/actions")).containsExactly(144L);
    HistogramProto actions = value(events, "rollout/actions").getHisto();
    assertThat(actions.getNum()).isEqualTo(48);
    assertThat(actions.getBucketLimitList()).containsExactly(0.5, 1.5, 2.5);
    assertThat(actions.getBucketList().stream().mapToDouble(d -> d).sum()).isEqualTo(48);
    // index 1 counts once, index 2 twice
    assertThat(actions.getSum()).isEqualTo(actions.getBucket(1) + 2 * actions.getBucket(2));

    // the policy has layers 2 → 6 → 3, the critic 2 → 5 → 1, weights and biases
    long parameters =
        events.stream()
            .flatMap(event -> event.getSummary().getValueList().stream())
            .filter(v -> v.getTag().startsWith("parameters/"))
            .mapToLong(v -> (long) v.getHisto().getNum())
            .sum();
    assertThat(parameters).isEqualTo(2 * 6 + 6 + 6 * 3 + 3 + 2 * 5 + 5 + 5 + 1);
  }

  @Test
  void each_number_of_an_action_has_its_histogram() throws IOException {
    Trainer.of(Walk.pushed(7))
        .with(Walk.CONFIG)
        .envs(3)
        .threads(1)
        .listen(new TensorBoard(folder).histogramEvery(1))
        .train(ROLLOUT);
    List<Event> events = EventReader.shown(folder);
    for (int k = 0; k < 2; k++) {
      HistogramProto actions = value(events, "rollout/actions/" + k).getHisto();
      assertThat(actions.getNum()).isEqualTo(48);
      assertThat(actions.getBucketCount()).isEqualTo(30);
      assertThat(actions.getBucketLimit(29)).isEqualTo(actions.getMax());
    }
  }

  @Test
  void by_default_there_are_about_a_hundred_histograms() throws IOException {
    trainer().listen(new TensorBoard(folder)).train(150 * ROLLOUT); // one every 72 steps
    assertThat(steps(EventReader.shown(folder), "rollout/actions")).hasSize(100);
  }

  @Test
  void settings_are_a_text_and_hyperparameters() throws IOException {
    trainer().listen(new TensorBoard(folder)).train(ROLLOUT);
    List<Event> events = EventReader.shown(folder);

    Summary.Value text = value(events, "settings/algorithm");
    assertThat(text.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
    assertThat(text.getTensor().getDtype()).isEqualTo(DataType.DT_STRING);
    assertThat(text.getTensor().getTensorShape().getDim(0).getSize()).isEqualTo(1);
    assertThat(text.getTensor().getStringVal(0).toStringUtf8())
        .startsWith("| setting | value |\n| --- | --- |\n")
        .contains("| batchSize | `24` |\n");
    assertThat(value(events, "settings/run").getTensor().getStringVal(0).toStringUtf8())
        .contains("| seed | `2` |\n");

    Map<String, Value> hparams = hyperparameters(value(events, "_hparams_/session_start_info"));
    assertThat(hparams.get("batchSize").getNumberValue()).isEqualTo(24);
    assertThat(hparams.get("algorithm").getStringValue()).isEqualTo("ppo");
    assertThat(hparams.get("normalizeRewards").getKindCase()).isEqualTo(Value.KindCase.BOOL_VALUE);
    assertThat(hparams.get("targetKl").getStringValue()).as("not finite").isEqualTo("inf");
    // HParamsPluginData.session_end_info.status: 1 is success
    UnknownFieldSet end = pluginData(value(events, "_hparams_/session_end_info"));
    UnknownFieldSet info =
        UnknownFieldSet.parseFrom(end.getField(4).getLengthDelimitedList().getFirst());
    assertThat(info.getField(1).getVarintList()).containsExactly(1L);
  }

  private static UnknownFieldSet pluginData(Summary.Value value)
      throws InvalidProtocolBufferException {
    var data = value.getMetadata().getPluginData();
    assertThat(data.getPluginName()).isEqualTo("hparams");
    return UnknownFieldSet.parseFrom(data.getContent());
  }

  /// HParamsPluginData.session_start_info.hparams, a map of names to values.
  private static Map<String, Value> hyperparameters(Summary.Value value)
      throws InvalidProtocolBufferException {
    var start = pluginData(value).getField(3).getLengthDelimitedList().getFirst();
    Map<String, Value> hparams = new TreeMap<>();
    for (var entry : UnknownFieldSet.parseFrom(start).getField(1).getLengthDelimitedList()) {
      UnknownFieldSet pair = UnknownFieldSet.parseFrom(entry);
      hparams.put(
          pair.getField(1).getLengthDelimitedList().getFirst().toStringUtf8(),
          Value.parseFrom(pair.getField(2).getLengthDelimitedList().getFirst()));
    }
    return hparams;
  }

  private static Listener killedAt(long step) {
    return new Listener() {
      @Override
      public void iterated(Run run) {
        if (run.steps() == step) {
          throw new AssertionError("killed"); // without a checkpoint
        }
      }
    };
  }

  /// Killed at step 240, 48 behind its checkpoint at 192, with half an event at the end of its
  /// file.
  @Test
  void a_resumed_run_shows_each_step_once_with_the_values_of_an_uninterrupted_one()
      throws IOException {
    Path whole = folder.resolve("whole");
    trainer().listen(new TensorBoard(whole)).train(7 * ROLLOUT);

    Path run = folder.resolve("run");
    Trainer killed = trainer().checkpointEvery(2 * ROLLOUT).out(run).listen(new TensorBoard(run));
    assertThatThrownBy(() -> killed.listen(killedAt(5 * ROLLOUT)).train(7 * ROLLOUT))
        .hasMessage("killed");
    Path first = EventReader.files(run).getFirst();
    Files.write(first, new byte[] {24, 0, 0, 0, 0, 0}, StandardOpenOption.APPEND);
    Trainer.resume(run, Walk::new).listen(new TensorBoard(run)).train();

    assertThat(EventReader.files(run)).hasSize(2);
    List<Event> left = EventReader.events(first);
    assertThat(left.getLast().getStep()).as("cut back to the checkpoint").isEqualTo(4 * ROLLOUT);
    Event start = EventReader.events(EventReader.files(run).get(1)).get(1);
    assertThat(start.getSessionLog().getStatusValue()).isEqualTo(1); // START
    assertThat(start.getStep()).as("what a viewer must forget").isEqualTo(4 * ROLLOUT + 1);
    assertThat(scalars(EventReader.shown(run))).isEqualTo(scalars(EventReader.shown(whole)));
    assertThat(values(EventReader.shown(run), "_hparams_/session_end_info")).hasSize(1);
  }

  /// A viewer that has read the first session does not see it being cut.
  @Test
  void a_viewer_that_has_read_the_later_events_already_forgets_them() throws IOException {
    Path run = folder.resolve("run");
    Trainer killed = trainer().checkpointEvery(2 * ROLLOUT).out(run).listen(new TensorBoard(run));
    assertThatThrownBy(() -> killed.listen(killedAt(3 * ROLLOUT)).train(4 * ROLLOUT))
        .hasMessage("killed");
    Path first = EventReader.files(run).getFirst();
    byte[] uncut = Files.readAllBytes(first);
    Trainer.resume(run, Walk::new).listen(new TensorBoard(run)).train();
    Files.write(first, uncut);

    assertThat(steps(EventReader.shown(run), "rollout/ep_rew_mean"))
        .containsExactly(48L, 96L, 144L, 192L);
  }

  @Test
  void a_run_that_pauses_has_not_ended() throws IOException {
    Path run = folder.resolve("run");
    trainer()
        .out(run)
        .listen(Callbacks.everySteps(1, r -> r.pause("enough for today")))
        .listen(new TensorBoard(run))
        .train(3 * ROLLOUT);
    assertThat(values(EventReader.shown(run), "_hparams_/session_end_info")).isEmpty();
    Trainer.resume(run, Walk::new).listen(new TensorBoard(run)).train();
    Trainer.resume(run, Walk::new).listen(new TensorBoard(run)).train(4 * ROLLOUT);
    assertThat(values(EventReader.shown(run), "_hparams_/session_end_info")).hasSize(1);
    assertThat(values(EventReader.shown(run), "settings/run")).hasSize(1);
  }

  @Test
  void two_runs_do_not_share_a_directory() {
    trainer().listen(new TensorBoard(folder)).train(ROLLOUT);
    Trainer second = trainer().listen(new TensorBoard(folder));
    assertThatExceptionOfType(ListenerException.class)
        .isThrownBy(() -> second.train(ROLLOUT))
        .withMessageContaining("it must have no event files of another run");
  }

  @Test
  void nothing_changes_the_bits() {
    assertThat(trainer().listen(new TensorBoard(folder)).train(96).agent().parametersSha256())
        .isEqualTo(trainer().train(96).agent().parametersSha256());
  }
}
