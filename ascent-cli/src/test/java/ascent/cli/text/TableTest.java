package ascent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    Table table = new Table("name", "steps", "note");
    table.row("CartPole-v1", "500", "balance");
    table.row("x", "10000", "");

    assertThat(table)
        .hasToString(
            """
            NAME         STEPS  NOTE
            CartPole-v1  500    balance
            x            10000\
            """);
  }

  @Test
  void the_last_column_is_wrapped_at_words() {
    Table table = new Table("name", "note");
    table.row("x".repeat(64), "some words that do not fit into thirty-four columns");

    String indent = " ".repeat(66);
    assertThat(table.toString().lines().skip(1))
        .containsExactly(
            "x".repeat(64) + "  some words that do not fit into", indent + "thirty-four columns")
        .allMatch(line -> line.length() <= 100);
  }

  /// The last column keeps 30 characters.
  @Test
  void a_narrow_table_is_wrapped_earlier() {
    Table table = new Table("name", "note");
    table.row("x".repeat(28), "some words that do not fit into thirty columns");

    String indent = " ".repeat(30);
    assertThat(table.text(60).lines().skip(1))
        .containsExactly(
            "x".repeat(28) + "  some words that do not fit", indent + "into thirty columns");
    assertThat(table.text(40)).isEqualTo(table.text(60));
    assertThat(table.text(90).lines()).hasSize(2);
  }

  @Test
  void in_markdown_all_columns_but_the_first_are_numbers() {
    Table table = new Table("name", "steps", "s");
    table.row("CartPole-v1", "500", "1.5");

    assertThat(table.markdown())
        .isEqualTo(
            """
            | name | steps | s |
            | --- | ---: | ---: |
            | CartPole-v1 | 500 | 1.5 |\
            """);
    assertThat(table.last()).isEqualTo("| CartPole-v1 | 500 | 1.5 |");
  }
}
