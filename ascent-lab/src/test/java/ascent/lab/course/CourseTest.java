package ascent.lab.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.lab.lesson.Lesson;
import org.junit.jupiter.api.Test;

class CourseTest {
  @Test
  void lessons_have_names_of_their_own_and_say_what_they_show() {
    assertThat(Course.ALL.lessons()).extracting(Lesson::name).doesNotHaveDuplicates();
    assertThat(Course.ALL.lessons())
        .allSatisfy(lesson -> {
          assertThat(lesson.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
          assertThat(lesson.summary()).isNotBlank().hasSizeLessThan(100);
          assertThat(lesson.tutorials()).isNotEmpty().allMatch(t -> t.matches("00[0-4]"));
          assertThat(lesson.seeds()).isPositive();
          assertThat(Course.ALL.find(lesson.name())).isSameAs(lesson);
        });
  }

  @Test
  void unknown_lessons_are_answered_with_the_nearest_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Course.ALL.find("stochastic-policy"))
        .withMessage("There is no lesson stochastic-policy. Did you mean stochastic-policies?");
  }
}
