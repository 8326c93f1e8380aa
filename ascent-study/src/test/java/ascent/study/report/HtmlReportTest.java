package ascent.study.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.study.Studies;
import ascent.study.Study;
import ascent.study.StudyListener;
import ascent.study.StudyResult;
import ascent.study.StudyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  @TempDir Path folder;

  private String report(Study study, String command) throws IOException {
    StudyResult result = new StudyRunner(study, folder, 2).run(StudyListener.NONE);
    Path file = folder.resolve("report.html");
    HtmlReport.write(result, command, file);
    return Files.readString(file, UTF_8);
  }

  @Test
  void the_report_has_every_part_and_needs_no_other_file() throws IOException {
    String html = report(Studies.of(3, 128, "0.001", "0.01"), "ascent study …");

    for (String heading :
        new String[] {
          "Scores",
          "Learning curves",
          "Performance profiles",
          "Probability of improvement",
          "What each setting does",
          "Runs",
          "Settings of every run"
        }) {
      assertThat(html).contains("<h2>" + heading + "</h2>");
    }
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "href=", "<script", "@import", "url(");
    assertThat(html).contains("prefers-color-scheme:dark");
    assertThat(html.split("<svg ", -1)).hasSize(4); // intervals, curves, profiles
  }

  @Test
  void what_was_typed_is_shown_as_text() throws IOException {
    String html = report(Studies.of(1, 64, "0.001"), "ascent study '<script>' & co");

    assertThat(html).contains("&lt;script&gt;' &amp; co").doesNotContain("<script>");
  }

  @Test
  void failed_runs_are_shown_as_failed() throws IOException {
    String html = report(Studies.of(1, 64, "0.001", "1e30"), "");

    assertThat(html).contains("every run failed").contains("finite");
    assertThat(html).doesNotContain("NaN");
  }

  @Test
  void a_study_whose_runs_all_fail_has_a_report_too() throws IOException {
    assertThat(report(Studies.of(1, 64, "1e30"), ""))
        .contains("<h2>Runs</h2>")
        .doesNotContain("<svg");
  }
}
