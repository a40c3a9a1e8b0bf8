//! Files under a passphrase.
#![cfg(not(target_arch = "wasm32"))]

use std::io::Write;

use shizu_office::{Request, bytes, is_sealed, open, seal, work};

const CONTENT: &[u8] = "{\"shizu\":\"workbook\",\"name\":\"台账\"}".as_bytes();

fn code(file: &[u8], passphrase: &str) -> String {
    open(file, passphrase).expect_err("refused").code
}

#[test]
fn what_is_sealed_is_opened_with_the_same_passphrase_only() {
    let sealed = seal(CONTENT, "正确 口令 7").expect("seals");
    assert!(is_sealed(&sealed) && sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    assert!(!sealed.windows(5).any(|part| part == &CONTENT[2..7]));
    assert_eq!(open(&sealed, "正确 口令 7").expect("opens"), CONTENT);
    assert_eq!(code(&sealed, "正确口令7"), "wrong_passphrase");
    assert_eq!(code(&sealed, ""), "wrong_passphrase");
    assert_ne!(seal(CONTENT, "正确 口令 7").expect("seals"), sealed);
}

#[test]
fn a_page_asks_by_request() {
    let (content, passphrase) = (CONTENT.to_vec(), "a".to_owned());
    let sealed = bytes(work(
        &Request::Seal {
            content,
            passphrase: passphrase.clone(),
        }
        .pack(),
    ));
    let file = sealed.expect("seals");
    let opened = bytes(work(&Request::Open { file, passphrase }.pack()));
    assert_eq!(opened.expect("opens"), CONTENT);
}

#[test]
fn nothing_is_sealed_without_a_passphrase() {
    assert_eq!(
        seal(CONTENT, "").expect_err("refused").code,
        "no_passphrase"
    );
}

#[test]
fn files_that_are_no_sealed_ones_say_so() {
    for file in [CONTENT, b"", b"PK\x03\x04"] {
        assert!(!is_sealed(file));
        assert_eq!(code(file, "a"), "not_age");
    }
    assert_eq!(code(b"age-encryption.org/v2\nanything", "a"), "newer_age");
    assert_eq!(code(b"age-encryption.org/v1\n-> scrypt", "a"), "damaged");
}

#[test]
fn changed_and_cut_files_are_not_opened() {
    let sealed = seal(CONTENT, "a").expect("seals");
    let mut changed = sealed.clone();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    assert_eq!(code(&changed, "a"), "damaged");
    assert_eq!(code(&sealed[..sealed.len() - 1], "a"), "damaged");
    assert_eq!(code(&sealed[..40], "a"), "damaged");
}

/// The work factor stands in the header and is looked at before any work is done.
#[test]
fn too_much_work_is_not_begun() {
    let sealed = seal(CONTENT, "a").expect("seals");
    let text = String::from_utf8_lossy(&sealed[..80]).into_owned();
    let at = text.find(" 17\n").expect("the work factor") + 1;
    let mut heavier = sealed;
    heavier[at..at + 2].copy_from_slice(b"40");
    let refusal = open(&heavier, "a").expect_err("refused");
    assert_eq!(refusal.code, "too_much_work");
    assert!(refusal.says[0].contains("2^40") && refusal.says[1].contains("2^40"));
}

#[test]
fn files_of_the_age_library_are_opened_and_key_files_are_told() {
    let mut recipient = age::scrypt::Recipient::new("theirs".to_owned().into());
    recipient.set_work_factor(12);
    let sealed = age::encrypt_and_armor(&recipient, CONTENT).expect("seals");
    assert!(is_sealed(sealed.as_bytes()));
    assert_eq!(open(sealed.as_bytes(), "theirs").expect("opens"), CONTENT);

    let key = age::x25519::Identity::generate().to_public();
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&key as &dyn age::Recipient));
    let mut file = Vec::new();
    let mut writer = encryptor
        .expect("a key")
        .wrap_output(&mut file)
        .expect("writes");
    writer.write_all(CONTENT).expect("writes");
    writer.finish().expect("writes");
    assert_eq!(code(&file, "a"), "not_passphrase");
}
