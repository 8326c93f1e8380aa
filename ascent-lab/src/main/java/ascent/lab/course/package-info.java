/// The lessons of the course, each in one file; [ascent.lab.course.Course] lists them.
///
/// User API.
@NullMarked
package ascent.lab.course;

import org.jspecify.annotations.NullMarked;
