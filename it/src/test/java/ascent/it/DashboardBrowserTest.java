package ascent.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard in a real browser: `ascent dashboard` as a process of its own, and Chromium.
///
/// The browser is the file of the system property `ascent.chromium`, by default
/// `/usr/bin/chromium`. Where there is none the tests are skipped, unless
/// `ascent.chromium.required` is true, as in CI.
class DashboardBrowserTest {
  private static final Path CHROMIUM =
      Path.of(System.getProperty("ascent.chromium", "/usr/bin/chromium"));

  private static final double PATIENCE = 180_000; // milliseconds; what never comes fails

  @TempDir private static Path runs;
  private static Process server;
  private static String url;
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    boolean there = Files.isExecutable(CHROMIUM);
    if (!Boolean.getBoolean("ascent.chromium.required")) {
      assumeTrue(there, "There is no browser at " + CHROMIUM + "; see -Dascent.chromium.");
    }
    assertThat(there).as("a browser at %s", CHROMIUM).isTrue();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    server = ascent("dashboard", runs.toString(), "--port", "0");
    url = firstUrl(server);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox")));
  }

  private static Process ascent(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:CompileCommand=quiet", "--add-modules=jdk.incubator.vector", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("ascent.cli.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String firstUrl(Process process) throws IOException {
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    int from = line.indexOf("http://");
    return line.substring(from, line.indexOf(';', from));
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (server != null) {
      server.destroy();
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void a_run_is_started_by_keyboard_its_curve_moves_and_the_buttons_work() {
    List<String> errors = new ArrayList<>();
    try (Page page = browser.newPage()) {
      page.setDefaultTimeout(PATIENCE);
      page.onPageError(errors::add);
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          errors.add(message.text());
        }
      });
      page.emulateMedia(
          new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE)); // stays at step 0
      page.navigate(url);
      assertThat(page.locator("#connection")).hasText("live");
      page.locator("#start summary").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("select[name=algorithm] option[value=ppo]")).hasCount(1);
      Locator steps = page.locator("input[name=steps]");
      steps.focus();
      page.keyboard().type("1e9");
      page.locator("input[name=evalEvery]").focus();
      page.keyboard().type("5000");
      page.keyboard().press("Enter");

      assertThat(page.locator("#runs tbody tr")).hasCount(1);
      assertThat(page.getByLabel("Show ppo-CartPole-v1-1")).isChecked();
      Locator chart = page.locator("#charts figure").first();
      page.waitForCondition(() -> points(chart) >= 2);
      int before = points(chart);
      page.waitForCondition(() -> points(chart) > before);
      assertThat(chart.locator("canvas")).hasCount(1);

      button(page, "Save a checkpoint: ppo-CartPole-v1-1").press("Enter");
      page.waitForCondition(() -> Files.exists(runs.resolve("ppo-CartPole-v1-1/checkpoint.zip")));
      button(page, "Play an episode").press("Enter");
      assertThat(page.locator("#policy-message")).containsText("an episode of");
      assertThat(page.locator("#policy-picture"))
          .hasAttribute("alt", "the environment after step 0");
      assertThat(page.locator("#policy-distribution meter")).hasCount(2);
      button(page, "Stop: ppo-CartPole-v1-1").press("Enter");
      assertThat(page.locator("#runs tbody tr")).containsText("stopped");
      assertThat(page.locator("#settings tbody")).containsText("gaeLambda");
      pictures(page);
    }
    assertThat(errors).isEmpty();
  }

  @Test
  void a_study_shows_its_runs_as_they_come_is_interrupted_and_goes_on(@TempDir Path folder)
      throws Exception {
    List<String> errors = new ArrayList<>();
    Process studies = ascent("dashboard", folder.toString(), "--port", "0");
    Process study = study(folder);
    try (Page page = browser.newPage()) {
      page.setDefaultTimeout(PATIENCE);
      page.onPageError(errors::add);
      page.navigate(firstUrl(studies));
      Locator shown = page.locator("#study-list .study");
      assertThat(shown.locator("summary")).hasText("clip: ppo on CartPole-v1, running");
      Locator counts = shown.locator(".controls span");
      assertThat(counts).containsText("1 running");
      assertThat(counts).containsText("of 6 runs done");
      Locator progress = shown.locator("progress");
      page.waitForCondition(() -> share(progress) > 0);
      double before = share(progress);
      page.waitForCondition(() -> share(progress) > before);
      assertThat(shown.locator("button.done").first()).isVisible();
      picture(page, "dashboard-study-running");

      study.destroyForcibly().waitFor();
      assertThat(counts).containsText("interrupted: the same command continues it");
      assertThat(shown.locator("summary")).hasText("clip: ppo on CartPole-v1, unfinished");
      study = study(folder);
      assertThat(shown.locator("summary")).hasText("clip: ppo on CartPole-v1, finished");

      assertThat(counts).hasText("6 of 6 runs done");
      assertThat(progress).hasAttribute("value", "1");
      assertThat(shown.locator("tbody tr")).hasCount(2);
      assertThat(shown.locator("tbody tr").first().locator("td").last())
          .not()
          .hasText("–"); // the interquartile mean
      Locator run = shown.locator("button[data-run='clip/clipRange=0.3/seed-2']");
      assertThat(run)
          .hasAttribute("aria-label", Pattern.compile("clipRange 0.3, seed 2: score .*"));
      run.press("Enter");
      assertThat(page.getByLabel("Show clip/clipRange=0.3/seed-2")).isChecked();
      picture(page, "dashboard-study");
    } finally {
      study.destroyForcibly();
      studies.destroy();
    }
    assertThat(errors).isEmpty();
  }

  private static Process study(Path folder) throws IOException {
    return ascent(
        "study",
        "ppo",
        "CartPole-v1",
        "--grid",
        "clipRange=0.1,0.3",
        "--seeds",
        "3",
        "--steps",
        "200000",
        "--threads",
        "1",
        "--quiet",
        "--out",
        folder.resolve("clip").toString());
  }

  private static double share(Locator progress) {
    return Double.parseDouble(progress.getAttribute("value"));
  }

  /// Takes a picture of the studies, if asked to.
  private static void picture(Page page, String name) {
    String to = System.getProperty("ascent.docs.pictures");
    if (to != null) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.locator("#studies")
            .screenshot(
                new Locator.ScreenshotOptions()
                    .setPath(
                        Path.of(to, name + (scheme == ColorScheme.DARK ? "-dark" : "") + ".png")));
      }
    }
  }

  private static int points(Locator chart) {
    String points = chart.getAttribute("data-points");
    return points == null ? 0 : Integer.parseInt(points);
  }

  /// Takes the pictures of docs/dashboard.md, if asked to.
  private static void pictures(Page page) {
    String folder = System.getProperty("ascent.docs.pictures");
    if (folder != null) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.waitForTimeout(500);
        String name = "dashboard-" + (scheme == ColorScheme.DARK ? "dark" : "light") + ".png";
        page.screenshot(
            new Page.ScreenshotOptions().setPath(Path.of(folder, name)).setFullPage(true));
      }
    }
  }
}
