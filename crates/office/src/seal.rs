//! Files under a passphrase: age files (`age-encryption.org/v1`), which the `age` tool opens and writes too.

use age::{DecryptError, scrypt};

use crate::message::is_sealed;
use crate::refusal::Refusal;

/// How much work it is to try a passphrase: scrypt with N = 2^17 needs 128 MB and about half a second, which is what is advised
/// against guessing and what an old PC still does.
pub const WORK_FACTOR: u8 = 17;

/// The most work that is done to try a passphrase on somebody else's file. The `age` tools write 18 as a rule; 20 needs 1 GB,
/// and more than that no browser gives.
const MOST_WORK: u8 = 20;

/// An age file that only the passphrase opens.
///
/// # Errors
/// An empty passphrase.
pub fn seal(content: &[u8], passphrase: &str) -> Result<Vec<u8>, Refusal> {
    if passphrase.is_empty() {
        return Err(Refusal::new(
            "no_passphrase",
            "没有填写口令。请填写口令，或者选择不加口令保存。",
            "The passphrase is empty. Enter one, or save without a passphrase.",
        ));
    }
    let mut recipient = scrypt::Recipient::new(passphrase.to_owned().into());
    recipient.set_work_factor(WORK_FACTOR);
    age::encrypt(&recipient, content).map_err(|error| {
        Refusal::new(
            "not_sealed",
            format!("加密没有成功：{error}。"),
            format!("Sealing failed: {error}."),
        )
    })
}

/// What an age file holds, binary or in letters (armored).
///
/// # Errors
/// Not an age file; a wrong passphrase; a file for keys instead of a passphrase; one that asks for too much work; one that is
/// damaged or was altered.
pub fn open(file: &[u8], passphrase: &str) -> Result<Vec<u8>, Refusal> {
    if !is_sealed(file) {
        return Err(Refusal::new(
            "not_age",
            "这不是 age 加密文件。请确认选对了文件。",
            "This is not an age file. Check that it is the right file.",
        ));
    }
    if is_of_another_version(file) {
        return Err(Refusal::new(
            "newer_age",
            "这个 age 文件的版本较新，这里还不认识。请更新程序，或者用 age 命令行工具解密。",
            "This age file is of a newer version that is not known here. Update the program, or decrypt it with the age tool.",
        ));
    }
    let mut identity = scrypt::Identity::new(passphrase.to_owned().into());
    identity.set_max_work_factor(MOST_WORK);
    age::decrypt(&identity, file).map_err(|error| refusal(&error))
}

/// The first line of a binary file ends with its version.
fn is_of_another_version(file: &[u8]) -> bool {
    let line = file.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let version = line.strip_prefix(b"age-encryption.org/v");
    version.is_some_and(|version| version != b"1")
}

fn refusal(error: &DecryptError) -> Refusal {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => Refusal::new(
            "wrong_passphrase",
            "口令不对。请检查大小写和输入法后再试；口令遗失的，文件无法打开。",
            "The passphrase is wrong. Check capitals and the input method. Without the passphrase the file cannot be opened.",
        ),
        DecryptError::ExcessiveWork { required, .. } => Refusal::new(
            "too_much_work",
            format!(
                "文件要求的运算量过大（2^{required}，上限 2^{MOST_WORK}），没有尝试打开。请用 age 命令行工具解密，或者请对方用较小的强度重新加密。"
            ),
            format!(
                "The file asks for too much work (2^{required}; the limit is 2^{MOST_WORK}), so it was not tried. Decrypt it with the age tool, or have it sealed again with less."
            ),
        ),
        DecryptError::NoMatchingKeys => Refusal::new(
            "not_passphrase",
            "这个 age 文件是按密钥加密的，不是按口令加密的。请用持有密钥的 age 命令行工具解密后再打开。",
            "This age file is sealed for keys, not with a passphrase. Decrypt it with the age tool that holds the key first.",
        ),
        _ => damaged(),
    }
}

fn damaged() -> Refusal {
    Refusal::new(
        "damaged",
        "文件不完整或者被改动过，没有打开。请换用备份或者重新拷贝。",
        "The file is incomplete or was altered, and was not opened. Use a backup, or copy it again.",
    )
}
