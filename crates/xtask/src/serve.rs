//! A small static file server for this machine only.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Result, bail};
use tiny_http::{Header, Method, Request, Response, Server};

/// How many ports after the wished one are tried when it is taken.
const PORTS_TRIED: u16 = 20;
const WORKERS: usize = 4;

/// A server bound to its address but not answering yet.
pub struct Site {
    server: Server,
    folder: PathBuf,
    port: u16,
}

impl Site {
    /// Binds `port` on the loopback address, or the next free one.
    pub fn bind(folder: &Path, port: u16) -> Result<Self> {
        let last = port.saturating_add(PORTS_TRIED);
        for candidate in port..=last {
            if let Ok(server) = Server::http(("127.0.0.1", candidate)) {
                return Ok(Self {
                    server,
                    folder: folder.to_owned(),
                    port: candidate,
                });
            }
        }
        bail!("ports {port} to {last} are all taken; choose another with --port N")
    }

    /// The address to open, with a final slash.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers requests until the process ends.
    pub fn serve(&self) {
        thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| {
                    for request in self.server.incoming_requests() {
                        answer(&self.folder, request);
                    }
                });
            }
        });
    }
}

fn answer(folder: &Path, request: Request) {
    let readable = matches!(request.method(), Method::Get | Method::Head);
    let file = if readable {
        file_for(folder, request.url())
    } else {
        None
    };
    let (body, mime, status) =
        match file.and_then(|path| Some((fs::read(&path).ok()?, mime(&path)))) {
            Some((bytes, mime)) => (bytes, mime, 200),
            None => (b"not found".to_vec(), "text/plain; charset=utf-8", 404),
        };
    let mut response = Response::from_data(body).with_status_code(status);
    // Without caching: the next build must be seen at once.
    for (name, value) in [("Content-Type", mime), ("Cache-Control", "no-store")] {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // The browser may have gone away meanwhile; that is its business.
    let _ = request.respond(response);
}

/// The file a request path names, never outside `folder`.
fn file_for(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_start_matches('/');
    let plain = path
        .split('/')
        .all(|part| part != ".." && !part.contains(['\\', ':', '%']));
    let file = if path.is_empty() { "index.html" } else { path };
    plain.then(|| folder.join(file))
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_folder() {
        let folder = Path::new("site");
        assert_eq!(file_for(folder, "/"), Some(folder.join("index.html")));
        assert_eq!(
            file_for(folder, "/a/b.css?v=1"),
            Some(folder.join("a/b.css"))
        );
        assert_eq!(file_for(folder, "/../Cargo.toml"), None);
        assert_eq!(file_for(folder, "/%2e%2e/Cargo.toml"), None);
        assert_eq!(file_for(folder, "/C:/secret"), None);
    }
}
