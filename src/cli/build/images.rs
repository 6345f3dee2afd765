//! The images that notes name: read before anything is written, or told with file and line.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::super::refusal::{Refusal, words};
use super::manifest::List;
use crate::emit::{Document, Images, NamedImage, Request, named_images};
use crate::labels::Say;
use crate::model::Project;
use crate::say;
use crate::source::{Image, ImageKind, LARGEST_IMAGE, NoImage};

/// Reads the images of a build.
///
/// # Errors
/// All of them that cannot be shown.
pub(super) fn read(project: &Project, request: &Request) -> Result<Images, Refusal> {
    let mut known: BTreeMap<String, Result<Image, NoImage>> = BTreeMap::new();
    let mut faults = Vec::new();
    for named in named_images(project, request) {
        let fault = match &named.path {
            None => Some(&NoImage::Outside),
            Some(path) => {
                let read = || Image::read(&project.root.dir, path);
                known.entry(path.clone()).or_insert_with(read).as_ref().err()
            }
        };
        faults.extend(fault.map(|fault| sentence(project, &named, fault)));
    }
    match Refusal::of_all(faults) {
        Some(refusal) => Err(refusal),
        None => Ok(known.into_iter().filter_map(|(path, image)| Some((path, image.ok()?))).collect()),
    }
}

/// Whether an image is to be written: not where the same one lies already that is none of ours. Documents may be built
/// beside their sources.
///
/// # Errors
/// Something else lies there that no build wrote.
pub(super) fn is_wanted(image: &Document, folder: &Path, earlier: &List) -> Result<bool, Refusal> {
    let there = folder.join(&image.path);
    match fs::read(&there) {
        Ok(_) if earlier.has(&image.path) => Ok(true),
        Ok(content) if content == image.content => Ok(false),
        Ok(_) => {
            let there = there.display();
            Err(Refusal(say!(
                "`{there}` 不是以前生成的文件，和要写到那里的图片不同：请移开它，或换一个输出文件夹",
                "`{there}` was not written by a build, and is not the image that belongs there: move it, or build into another folder"
            )))
        }
        Err(_) => Ok(true),
    }
}

fn sentence(project: &Project, named: &NamedImage, fault: &NoImage) -> Say {
    let file = project.module(named.file).map_or("", |module| module.source.name());
    let (line, image) = (named.line, &named.written);
    let Say { zh, en } = reason(fault);
    say!("`{file}` 第 {line} 行的图片 `{image}` {zh}", "`{file}`, line {line}: the image `{image}` {en}")
}

fn reason(fault: &NoImage) -> Say {
    match fault {
        NoImage::Missing => say!(
            "不存在；路径从这个 .sop 文件所在的文件夹写起",
            "does not exist; its path begins at the folder of this file"
        ),
        NoImage::Outside => say!(
            "不在项目文件夹里面：请放进项目，路径从这个 .sop 文件所在的文件夹写起",
            "lies outside the project: put it inside, and write its path from the folder of this file"
        ),
        NoImage::NoFile => say!("不是文件", "is no file"),
        NoImage::Refused(cause) => {
            let Say { zh, en } = words(cause);
            say!("无法读取：{zh}", "cannot be read: {en}")
        }
        NoImage::TooLarge => {
            let most = LARGEST_IMAGE / 1024 / 1024;
            say!("超过 {most} MB", "is larger than {most} MB")
        }
        NoImage::Unknown => {
            let [zh, en] = ["、", ", "].map(|sign| ImageKind::ALL.map(ImageKind::name).join(sign));
            say!("不是图片，或者已损坏；可以用的是 {zh}", "is no image, or damaged; {en} can be shown")
        }
        NoImage::Misnamed(kind) => {
            let (kind, endings) = (kind.name(), kind.endings());
            let [zh, en] = [" 或 ", " or "]
                .map(|sign| endings.iter().map(|ending| format!("`.{ending}`")).collect::<Vec<_>>().join(sign));
            say!("的内容是 {kind}，扩展名应为 {zh}", "is a {kind}: its name must end in {en}")
        }
        NoImage::LoadsOthers => say!(
            "还要载入别的图片，单独看不完整：请把它们嵌入这张图",
            "loads other images and is not whole alone: embed them in it"
        ),
    }
}
