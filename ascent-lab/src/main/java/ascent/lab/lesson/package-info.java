/// What a lesson is: an experiment of the course that prints what a tutorial claims beside what is
/// measured, draws a picture, and checks itself. [ascent.lab.course] has the lessons.
///
/// User API.
@NullMarked
package ascent.lab.lesson;

import org.jspecify.annotations.NullMarked;
