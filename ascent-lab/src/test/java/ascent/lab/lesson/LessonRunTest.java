package ascent.lab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LessonRunTest {
  @Test
  void results_come_in_the_order_of_seeds_on_any_number_of_threads() {
    for (int threads : new int[] {1, 3}) {
      assertThat(new LessonRun(5, threads).forEachSeed(seed -> seed * seed))
          .containsExactly(1L, 4L, 9L, 16L, 25L);
    }
  }

  @Test
  void seeds_are_counted_from_the_first() {
    assertThat(new LessonRun(101, 3, 2, line -> {}).forEachSeed(seed -> seed))
        .containsExactly(101L, 102L, 103L);
  }

  @Test
  void an_experiments_exception_is_the_lessons() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            new LessonRun(3, 2)
                .forEachSeed(seed -> {
                  throw new IllegalStateException("seed " + seed);
                }))
        .withMessage("seed 1");
  }

  @Test
  void a_lesson_has_at_least_one_seed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LessonRun(0, 1))
        .withMessage("seeds is 0; it must be in [1, 1000].");
  }
}
