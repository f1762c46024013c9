//! A tool on https with a certificate of its own, which refuses every login.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// For `localhost`, made for these tests and known to everybody.
pub(super) const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/doctor/self-signed.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/doctor/self-signed.key.pem");

const REFUSAL: &[u8] =
    b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno";

/// Starts it for the rest of the process, and tells its port.
pub(super) fn start() -> u16 {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_file(KEY).unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| serve(&config, stream)));
    port
}

/// A client that does not trust us ends the connection, and nobody waits for an answer then.
fn serve(config: &Arc<ServerConfig>, stream: TcpStream) {
    let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), stream);
    if stream.read(&mut [0; 16 * 1024]).is_ok() {
        let _gone = stream.write_all(REFUSAL);
        stream.conn.send_close_notify();
        let _gone = stream.flush();
    }
}
