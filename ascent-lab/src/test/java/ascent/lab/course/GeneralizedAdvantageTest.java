package ascent.lab.course;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.lab.lesson.LessonResult;
import ascent.lab.lesson.LessonRun;
import org.junit.jupiter.api.Test;

/// The lesson that is done in a second, as a whole.
class GeneralizedAdvantageTest {
  @Test
  void the_lesson_holds_and_does_not_depend_on_threads() {
    LessonResult once = new GeneralizedAdvantage().run(new LessonRun(2, 1));
    LessonResult again = new GeneralizedAdvantage().run(new LessonRun(2, 2));
    assertThat(once.holds()).as("%s", once.checks()).isTrue();
    assertThat(again.rows()).isEqualTo(once.rows());
    assertThat(again.data()).isEqualTo(once.data());
  }
}
