//! A disk of our own whose power can be cut: an ext4 file system in a file.
//!
//! The cut is ext4's own word for it (`EXT4_IOC_SHUTDOWN` without flushing the journal, as xfstests use it): from that moment nothing
//! more reaches the disk, and what was written but not yet asked to be on it is gone. Needs root and a loop device.
//! Source: Linux, `fs/ext4/ioctl.c` and `include/uapi/linux/ext4.h`.

use crate::fault::{Because, Outcome, fault};
use crate::kept::{Mounted, Scratch};
use crate::workspace::on_path;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// `_IOR('X', 125, __u32)` with `EXT4_GOING_FLAGS_NOLOGFLUSH`.
const CUT: &str = "import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587d, struct.pack('I', 2))";

/// Room of the disk that is tried.
const TRIED_MB: u64 = 16;

/// A disk that is gone when this value is dropped.
pub struct Disk {
    // Taken away before its folder is removed: fields drop in this order.
    mounted: Option<Mounted>,
    folder: Scratch,
}

impl Disk {
    /// Why this machine can have none; nothing if it can. A small one is tried: root in a container may not mount.
    pub fn why_not() -> Option<&'static str> {
        static TRIED: OnceLock<Option<&'static str>> = OnceLock::new();
        let try_it = || Disk::new(TRIED_MB).err().map(|_| "it cannot be mounted here");
        *TRIED.get_or_init(|| Disk::what_is_missing().or_else(try_it))
    }

    fn what_is_missing() -> Option<&'static str> {
        if !rustix::process::getuid().is_root() {
            Some("only root may mount a disk")
        } else if !Path::new("/dev/loop-control").exists() {
            Some("there is no loop device")
        } else if ["mkfs.ext4", "mount", "python3"].into_iter().any(|tool| on_path(tool).is_none()) {
            Some("mkfs.ext4, mount or python3 is missing")
        } else {
            None
        }
    }

    /// An empty disk with room for so many megabytes.
    pub fn new(megabytes: u64) -> Outcome<Disk> {
        if let Some(why) = Disk::what_is_missing() {
            return Err(fault(format!("no disk of our own: {why}")));
        }
        let folder = Scratch::new("disk")?;
        // PostgreSQL, which is an ordinary user, walks through it.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711))
            .because("could not open the folder")?;
        let mut disk = Disk { mounted: None, folder };
        let image = File::create(disk.image()).because("could not make a disk")?;
        image.set_len(megabytes * 1024 * 1024).because("could not make a disk")?;
        let made = Command::new("mkfs.ext4").arg("-q").arg(disk.image()).stdin(Stdio::null()).status();
        if !made.because("could not run mkfs.ext4")?.success() {
            return Err(fault("mkfs.ext4 failed"));
        }
        fs::create_dir(disk.path()).because("could not make a folder")?;
        disk.mounted = Some(Mounted::new(&disk.image(), &disk.path())?);
        Ok(disk)
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("disk.img")
    }

    /// Where it is mounted.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// All that was written to it so far is on it.
    pub fn flush(&self) -> Outcome<()> {
        let root = File::open(self.path()).because("could not open the disk")?;
        rustix::fs::syncfs(&root).because("the disk cannot be flushed")
    }

    /// Writes a file until there is no room left; remove it to have room again.
    pub fn fill(&self) -> Outcome<PathBuf> {
        let path = self.path().join("filler");
        let mut file = File::create(&path).because("could not fill the disk")?;
        // Large pieces first, then the last bytes.
        for size in [1 << 20, 4096, 1] {
            let piece = vec![b'x'; size];
            while file.write_all(&piece).is_ok() {}
        }
        let _ = file.sync_all();
        Ok(path)
    }

    /// The power is gone. Whoever writes from now on is told of an error.
    pub fn cut(&self) -> Outcome<()> {
        let done = Command::new("python3").args(["-c", CUT]).arg(self.path()).stdin(Stdio::null()).status();
        if done.because("could not run python3")?.success() {
            Ok(())
        } else {
            Err(fault("the disk's power cannot be cut"))
        }
    }

    /// The power is back; nobody may have anything open on it.
    pub fn again(&mut self) -> Outcome<()> {
        self.mounted = None;
        self.mounted = Some(Mounted::new(&self.image(), &self.path())?);
        Ok(())
    }
}
