package ascent.lab.course;

import ascent.config.Nearest;
import ascent.lab.lesson.Lesson;
import ascent.lab.rlhf.RlhfLesson;
import ascent.lab.rlhf.SycophancyLesson;
import java.util.List;

/// Lessons by name.
///
/// @param lessons in the order in which they are listed
public record Course(List<Lesson> lessons) {
  /// All lessons of the course.
  public static final Course ALL =
      new Course(
          List.of(
              new ReinforceFromScratch(),
              new ReinforceLesson(),
              new ReinforceBaseline(),
              new ActorCriticLesson(),
              new A2cLesson(),
              new PpoLesson(),
              new LinearSoftmaxLesson(),
              new GaussianReinforce(),
              new PolicyGradientTheorem(),
              new GeneralizedAdvantage(),
              new StochasticPolicies(),
              new ValueOrPolicy(),
              new RewardShapingLesson(),
              new EntropyLesson(),
              new Baselines(),
              new Claims(),
              new VarianceKnobs(),
              new TrpoLesson(),
              new CustomEnv(),
              new Continuing(),
              new LunarLanderLesson(),
              new PpoClipStudy(),
              new PendulumLesson(),
              new ParallelEnvs(),
              new Compare(),
              new RlhfLesson(),
              new SycophancyLesson()));

  public Course {
    lessons = List.copyOf(lessons);
  }

  /// The lesson of that name.
  ///
  /// @throws IllegalArgumentException if there is none; names the nearest ones
  public Lesson find(String name) {
    List<String> names = lessons.stream().map(Lesson::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      String hint = Nearest.hint(name, names);
      throw new IllegalArgumentException(
          "There is no lesson %s.%s"
              .formatted(name, hint.isEmpty() ? " `ascent lesson` lists them." : hint));
    }
    return lessons.get(index);
  }
}
