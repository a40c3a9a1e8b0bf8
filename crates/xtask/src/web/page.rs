//! `app/index.html`: the one template that Trunk and this xtask both understand.
//!
//! Three kinds of `<link data-trunk …>` may occur, each on one line:
//! `rel="rust"` (exactly once: the app), `rel="css" href="styles/….css"` (in cascading order) and
//! `rel="inline" href="….js"` (a plain script). Nothing else, because everything has to fit into a single file.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

/// The template, read and taken apart.
#[derive(Debug)]
pub struct Page {
    html: String,
    directives: Vec<(Range<usize>, Directive)>,
    folder: PathBuf,
}

#[derive(Debug, PartialEq, Eq)]
enum Directive {
    Rust,
    Css(String),
    Inline(String),
}

/// What a page is completed with; all of it is HTML.
#[derive(Debug)]
pub struct Fill<'a> {
    /// Stands where the template's first style sheet stood.
    pub style: &'a str,
    /// Stands right before the end of the body.
    pub start: &'a str,
    /// The content security policy, if the page shall have one.
    pub policy: Option<&'a str>,
}

impl Page {
    /// Reads `index.html` in `folder`.
    pub fn read(folder: &Path) -> Result<Self> {
        let file = folder.join("index.html");
        let html =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Self::parse(html, folder)
            .with_context(|| format!("cannot make sense of {}", file.display()))
    }

    fn parse(html: String, folder: &Path) -> Result<Self> {
        let mut directives = Vec::new();
        let mut from = 0;
        while let Some(start) = html[from..]
            .find("<link data-trunk")
            .map(|offset| from + offset)
        {
            let end = html[start..]
                .find('>')
                .map(|offset| start + offset + 1)
                .context("a <link data-trunk is not closed")?;
            directives.push((start..end, directive(&html[start..end])?));
            from = end;
        }
        let rust = directives
            .iter()
            .filter(|(_, directive)| *directive == Directive::Rust)
            .count();
        ensure!(
            rust == 1,
            "there must be one <link data-trunk rel=\"rust\">, found {rust}"
        );
        ensure!(
            html.contains("</body>") && html.contains("<meta charset=\"utf-8\""),
            "<meta charset=\"utf-8\"> or </body> is missing"
        );
        Ok(Self {
            html,
            directives,
            folder: folder.to_owned(),
        })
    }

    /// The text of all style sheets in their order.
    ///
    /// Fails if a style sheet in the folder is not linked (it would silently do nothing), or if one imports another or
    /// fetches something (there is nothing beside a single file).
    pub fn css(&self) -> Result<String> {
        let linked: Vec<&str> = self.hrefs(|directive| match directive {
            Directive::Css(href) => Some(href),
            _ => None,
        });
        let styles = self.folder.join("styles");
        for entry in
            fs::read_dir(&styles).with_context(|| format!("cannot list {}", styles.display()))?
        {
            let path = entry?.path();
            let href = format!("styles/{}", path.file_name().unwrap_or_default().display());
            ensure!(
                path.extension().is_none_or(|kind| kind != "css")
                    || linked.contains(&href.as_str()),
                "{href} is not linked: add <link data-trunk rel=\"css\" href=\"{href}\"> to app/index.html"
            );
        }
        let mut all = String::new();
        for href in linked {
            let text = self.text(href)?;
            ensure!(
                !text.contains("@import"),
                "{href} has an @import: link the other file in app/index.html instead"
            );
            let fetched = text.split("url(").skip(1).find(|url| {
                !url.trim_start_matches(['"', '\'', ' '])
                    .starts_with(['d', '#'])
            });
            ensure!(
                fetched.is_none(),
                "{href} has a url(…) that is neither data: nor #: the single file cannot fetch it"
            );
            all.push_str(&text);
            all.push('\n');
        }
        Ok(all)
    }

    /// The page with everything in its place.
    pub fn complete(&self, fill: &Fill) -> Result<String> {
        let mut out = String::new();
        let mut from = 0;
        let mut style = Some(fill.style);
        for (range, directive) in &self.directives {
            out.push_str(&self.html[from..range.start]);
            match directive {
                Directive::Rust => {}
                Directive::Css(_) => out.push_str(style.take().unwrap_or_default()),
                Directive::Inline(href) => {
                    let script = self.text(href)?;
                    safe_in_script(&script).with_context(|| href.clone())?;
                    out.extend(["<script>\n", &script, "</script>"]);
                }
            }
            from = range.end;
        }
        out.push_str(&self.html[from..]);
        if let Some(policy) = fill.policy {
            let head = out
                .find("<meta charset")
                .context("<meta charset> is missing")?;
            out.insert_str(
                head,
                &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"),
            );
        }
        let lines: Vec<&str> = out.lines().filter(|line| !line.trim().is_empty()).collect();
        let mut out = lines.join("\n") + "\n";
        // What is put in last keeps its empty lines: there are texts in it.
        let end = out.rfind("</body>").context("</body> is missing")?;
        out.insert_str(end, fill.start);
        Ok(out)
    }

    fn hrefs<'a>(&'a self, pick: impl Fn(&'a Directive) -> Option<&'a String>) -> Vec<&'a str> {
        self.directives
            .iter()
            .filter_map(|(_, directive)| pick(directive))
            .map(String::as_str)
            .collect()
    }

    fn text(&self, href: &str) -> Result<String> {
        fs::read_to_string(self.folder.join(href))
            .with_context(|| format!("cannot read app/{href}"))
    }
}

/// Whether `script` can stand inside a `<script>` element: these two sequences would end it or change how it is read.
pub fn safe_in_script(script: &str) -> Result<()> {
    for trap in ["</script", "<!--"] {
        ensure!(
            !script.to_ascii_lowercase().contains(trap),
            "a script contains `{trap}` and cannot be put into a page"
        );
    }
    Ok(())
}

fn directive(tag: &str) -> Result<Directive> {
    let href = || attribute(tag, "href").with_context(|| format!("no href in {tag}"));
    match attribute(tag, "rel").as_deref() {
        Some("rust") => Ok(Directive::Rust),
        Some("css") => Ok(Directive::Css(href()?)),
        Some("inline") => Ok(Directive::Inline(href()?)),
        _ => bail!(
            "{tag} is neither rust, css nor inline; other kinds do not fit into a single file"
        ),
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "<head><meta charset=\"utf-8\">\n<link data-trunk rel=\"rust\" data-bin=\"a\" />\n\
        <link data-trunk rel=\"css\" href=\"styles/a.css\">\n<link data-trunk rel=\"css\" href=\"styles/b.css\">\n</head><body></body>";

    #[test]
    fn parts_take_their_places() -> Result<()> {
        let page = Page::parse(TEMPLATE.to_owned(), Path::new("app"))?;
        let fill = Fill {
            style: "<style></style>",
            start: "<script></script>",
            policy: Some("default-src 'none'"),
        };
        assert_eq!(
            page.complete(&fill)?,
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n<meta charset=\"utf-8\">\n\
             <style></style>\n</head><body><script></script></body>\n"
        );
        Ok(())
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let copied = TEMPLATE.replace("rel=\"css\"", "rel=\"copy-dir\"");
        assert!(Page::parse(copied, Path::new("app")).is_err());
        assert!(Page::parse("<body></body>".to_owned(), Path::new("app")).is_err());
        assert!(safe_in_script("x = '</SCRIPT>'").is_err());
    }
}
