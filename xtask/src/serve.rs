//! A small static server for this machine only: `www/` and `pkg/` of the checkout.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::site::{self, Route};

const DEFAULT_PORT: u16 = 8000;
/// A browser opens about six connections to one address.
const WORKERS: usize = 6;

pub fn port(options: &[&str]) -> Result<u16, String> {
    let text = match options {
        [] => return Ok(DEFAULT_PORT),
        ["--port", text] => text,
        [option] if option.starts_with("--port=") => &option["--port=".len()..],
        _ => return Err("serve takes one option: --port N".to_string()),
    };
    text.parse()
        .map_err(|_| "--port needs a number from 0 to 65535".to_string())
}

pub fn run(root: &Path, port: u16) -> Result<(), String> {
    let root = root
        .canonicalize()
        .map_err(|error| format!("cannot read the checkout: {error}"))?;
    let listener = free_port(port)?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let server = Server::from_listener(listener, None).map_err(|error| error.to_string())?;
    println!("Trial Prescreen is at http://{address}/ (stop with Ctrl-C)");
    // The line must be out before the first request, even into a pipe.
    io::stdout().flush().map_err(|error| error.to_string())?;

    let server = Arc::new(server);
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (server, root) = (Arc::clone(&server), root.clone());
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // A browser that closes the connection early is no concern of the others.
                    let _ = answer(&root, request);
                }
            })
        })
        .collect();
    for worker in workers {
        worker
            .join()
            .map_err(|_| "the server stopped".to_string())?;
    }
    Ok(())
}

/// Listens on the wanted port, or else on the next free one, saying so.
fn free_port(wanted: u16) -> Result<TcpListener, String> {
    let mut port = wanted;
    loop {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < u16::MAX => {
                eprintln!("Port {port} is in use; trying {}.", port + 1);
                port += 1;
            }
            Err(error) => return Err(format!("cannot listen on port {port}: {error}")),
        }
    }
}

fn answer(root: &Path, request: Request) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        let response = plain(405, "Only GET and HEAD are answered here.\n");
        return reply(request, response.with_header(header("Allow", "GET, HEAD")));
    }
    match site::route(request.url()) {
        Route::Redirect(to) => reply(request, plain(302, "").with_header(header("Location", to))),
        Route::Nothing => reply(request, plain(404, "Nothing here.\n")),
        Route::File(file) => match contents(root, &file) {
            Some(bytes) => send(request, &file, bytes),
            None => reply(request, plain(404, "Nothing here.\n")),
        },
    }
}

/// Sends a response and ends the connection. The pool of `tiny_http` 0.12 counts its idle threads
/// late: when a browser opens six connections at once, two can wait behind others that are kept
/// alive, and the page never finishes loading. It drops a `Connection` header set by hand, so the
/// response is printed first and the line put in. Can go when the pool counts right.
fn reply(request: Request, response: Bytes) -> io::Result<()> {
    let head_only = *request.method() == Method::Head;
    let mut printed = Vec::new();
    let version = request.http_version().clone();
    response.raw_print(&mut printed, version, request.headers(), head_only, None)?;
    let first_line = printed
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let mut writer = request.into_writer();
    writer.write_all(&printed[..first_line])?;
    writer.write_all(b"Connection: close\r\n")?;
    writer.write_all(&printed[first_line..])?;
    writer.flush()
}

fn send(request: Request, file: &Path, bytes: Vec<u8>) -> io::Result<()> {
    let tag = tag(&bytes);
    let known = request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("If-None-Match"))
        .flat_map(|header| header.value.as_str().split(','))
        .any(|known| matches!(known.trim(), "*") || known.trim().trim_start_matches("W/") == tag);
    let response = if known {
        Response::from_data([]).with_status_code(304)
    } else {
        Response::from_data(bytes)
    };
    let response = guarded(response, Some(file))
        .with_header(header("Content-Type", site::media_type(file)))
        .with_header(header("Cache-Control", site::cache_rule(file)))
        .with_header(header("ETag", &tag));
    reply(request, response)
}

/// The file's bytes, unless a symbolic link leads out of the served folder.
fn contents(root: &Path, file: &Path) -> Option<Vec<u8>> {
    let folder = root.join(file.components().next()?);
    let real: PathBuf = root.join(file).canonicalize().ok()?;
    if !real.starts_with(folder) || !real.is_file() {
        return None;
    }
    fs::read(real).ok()
}

fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

type Bytes = Response<io::Cursor<Vec<u8>>>;

fn plain(status: u16, text: &str) -> Bytes {
    guarded(Response::from_string(text).with_status_code(status), None)
        .with_header(header("Cache-Control", "no-cache"))
}

fn guarded(mut response: Bytes, file: Option<&Path>) -> Bytes {
    for (name, value) in site::guards(file) {
        response.add_header(header(name, value));
    }
    response
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("header names and values here are ASCII")
}
