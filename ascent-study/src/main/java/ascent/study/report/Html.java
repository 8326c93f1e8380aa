package ascent.study.report;

import ascent.config.Printable;
import java.util.List;

/// Pieces of an HTML page. Every text is escaped.
final class Html {
  private final StringBuilder body = new StringBuilder();

  /// Text as HTML.
  static String escaped(String text) {
    return Printable.line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  Html heading(String text) {
    body.append("<h2>").append(escaped(text)).append("</h2>\n");
    return this;
  }

  Html paragraph(String text) {
    body.append("<p>").append(escaped(text)).append("</p>\n");
    return this;
  }

  /// A command to type.
  Html command(String text) {
    body.append("<pre>").append(escaped(text)).append("</pre>\n");
    return this;
  }

  Html picture(String svg) {
    body.append("<figure>\n").append(svg).append("</figure>\n");
    return this;
  }

  /// A table whose columns but the first `texts` hold numbers.
  Html table(List<String> head, List<List<String>> rows, int texts) {
    body.append("<div class=\"table\"><table>\n<thead>").append(row("th", head, texts));
    body.append("</thead>\n<tbody>\n");
    rows.forEach(row -> body.append(row("td", row, texts)));
    body.append("</tbody>\n</table></div>\n");
    return this;
  }

  private static String row(String tag, List<String> cells, int texts) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      row.append('<').append(tag).append(i < texts ? " class=\"text\">" : ">");
      row.append(escaped(cells.get(i))).append("</").append(tag).append('>');
    }
    return row.append("</tr>\n").toString();
  }

  /// The whole page.
  ///
  /// @param style declarations for `:root` in light and in dark
  String page(String title, Style style) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    :root{color-scheme:light dark;%s}
    @media (prefers-color-scheme:dark){:root{%s}}
    body{font:15px/1.5 Helvetica,Arial,'DejaVu Sans',sans-serif;max-width:1040px;margin:2rem auto;\
    padding:0 1rem;background:var(--background);color:var(--text)}
    h1{font-size:1.6rem;margin:0 0 .5rem}
    h2{font-size:1.15rem;margin:2.2rem 0 .5rem}
    figure{margin:1rem 0}
    svg{max-width:100%%;height:auto}
    .table{overflow-x:auto}
    table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
    th,td{padding:.25rem .45rem;text-align:right;border-bottom:1px solid var(--grid)}
    th{color:var(--muted);font-weight:normal}
    th,td{white-space:nowrap}
    .text{text-align:left}
    pre{background:var(--grid);padding:.6rem;white-space:pre-wrap;overflow-wrap:anywhere}
    p{max-width:46rem}
    </style>
    </head>
    <body>
    <h1>%s</h1>
    %s</body>
    </html>
    """
        .formatted(escaped(title), style.light, style.dark, escaped(title), body.toString());
  }

  /// CSS declarations.
  record Style(String light, String dark) {}
}
