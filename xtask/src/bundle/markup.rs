//! Just enough reading of our own pages in `www/` to make one file of each. Not a parser for
//! anybody else's page: what it does not recognise is an error.

/// The parts of the page that the single file is put together from.
#[derive(Debug)]
pub struct Page {
    pub language: String,
    pub title: String,
    /// The head without its policy, style sheet, scripts and comments.
    pub head: String,
    pub body: String,
}

impl Page {
    /// `style` and `script` are the only ones that the page may name.
    pub fn read(html: &str, style: &str, script: &str) -> Result<Self, String> {
        let html = without_indentation(&without(html, "<!--", "-->", |_| true)?);
        let opening = between(&html, "<html", ">").ok_or("the page has no <html>")?;
        let head = between(&html, "<head>", "</head>").ok_or("the page has no plain <head>")?;
        let body = between(&html, "<body>", "</body>").ok_or("the page has no plain <body>")?;
        let title = between(head, "<title>", "</title>").ok_or("the page has no <title>")?;

        let sheets = head.matches("rel=\"stylesheet\"").count();
        let scripts = html.matches("<script").count();
        if sheets != 1 || !head.contains(&format!("href=\"{style}\"")) {
            return Err(format!("the page must have one style sheet, {style}"));
        }
        if scripts != 1 || !html.contains(&format!("src=\"{script}\"")) {
            return Err(format!("the page must have one script, {script}"));
        }
        let cleaned = without(head, "<script", "</script>", |_| true)?;
        let cleaned = without(&cleaned, "<link", ">", |tag| {
            tag.contains("stylesheet") || tag.contains("preload")
        })?;
        let cleaned = without(&cleaned, "<meta", ">", |tag| {
            tag.contains("Content-Security-Policy") || tag.contains("charset")
        })?;
        Ok(Self {
            language: between(opening, "lang=\"", "\"")
                .unwrap_or("en")
                .to_string(),
            title: title.to_string(),
            head: cleaned.trim().to_string(),
            body: without(body, "<script", "</script>", |_| true)?
                .trim()
                .to_string(),
        })
    }

    /// The body with `html` at the end of its `noscript`, which is added where there is none.
    pub fn body_with_fallback(&self, html: &str) -> String {
        match self.body.rfind("</noscript>") {
            Some(end) => format!("{}{html}{}", &self.body[..end], &self.body[end..]),
            None => format!("{}\n<noscript>\n{html}</noscript>", self.body),
        }
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)? + start.len();
    let to = text[from..].find(end)? + from;
    Some(&text[from..to])
}

/// Cuts out each stretch from `start` to `end` that `unwanted` picks.
fn without(
    text: &str,
    start: &str,
    end: &str,
    unwanted: impl Fn(&str) -> bool,
) -> Result<String, String> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(from) = rest.find(start) {
        let to = rest[from..]
            .find(end)
            .ok_or_else(|| format!("the page: {start} without {end}"))?
            + from
            + end.len();
        kept.push_str(&rest[..from]);
        if !unwanted(&rest[from..to]) {
            kept.push_str(&rest[from..to]);
        }
        rest = &rest[to..];
    }
    Ok(kept + rest)
}

fn without_indentation(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
    <meta name="viewport" content="width=device-width">
    <title>Trial</title>
    <link rel="stylesheet" href="style.css">
    <script type="module" src="app.js"></script>
  </head>
  <body>
    <!-- gone -->
    <main>Words</main>
    <noscript><p>Plain</p></noscript>
  </body>
</html>"#;

    #[test]
    fn what_the_single_file_replaces_is_cut_out() {
        let page = Page::read(PAGE, "style.css", "app.js").unwrap();
        assert_eq!(page.language, "en");
        assert_eq!(page.title, "Trial");
        assert_eq!(
            page.head,
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Trial</title>"
        );
        assert_eq!(
            page.body_with_fallback("<p>List</p>"),
            "<main>Words</main>\n<noscript><p>Plain</p><p>List</p></noscript>"
        );
    }

    #[test]
    fn a_second_script_is_refused() {
        let page = PAGE.replace("</body>", "<script>1</script></body>");
        assert!(
            Page::read(&page, "style.css", "app.js")
                .unwrap_err()
                .contains("one script")
        );
    }
}
