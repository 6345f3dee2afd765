//! The help of the command line in Chinese. The English words stand at the arguments themselves.

use clap::{Arg, Command};

/// What each verb does; the program itself under the empty name.
const ABOUT: [(&str, &str); 5] = [
    ("", "把服务规程当代码来写：检查规程，统一格式，生成文件"),
    ("check", "检查规程，指出问题"),
    ("fmt", "把规程整理成统一格式"),
    ("explain", "解释一条规则或一个关键词"),
    ("build", "生成文件"),
];

/// What each argument does: the verb (empty for arguments that several verbs share), the argument, the words.
const HELP: [(&str, &str, &str); 22] = [
    ("", "lang", "消息和标签的语言 [默认：随系统语言]"),
    ("", "today", "从哪一天算起，如 2026-11-21"),
    ("", "color", "何时使用颜色"),
    ("", "quiet", "只输出要紧的：没有汇总，没有进度"),
    ("", "verbose", "多说一些：已接受的问题、写出的每个文件"),
    ("", "help", "显示帮助"),
    ("", "version", "显示版本"),
    ("", "paths", "文件和文件夹；`-` 表示标准输入 [默认：当前所在的项目]"),
    ("", "stdin_path", "标准输入的规程应在的位置，用于 `use` 和消息"),
    ("", "format", "输出格式"),
    ("check", "fail_on", "从哪一级起算作不通过"),
    ("check", "rule", "调整一条规则的级别：off、info、warning 或 error；可以重复"),
    ("check", "profile", "sop.toml 里的方案"),
    ("fmt", "check", "不写文件，只列出需要整理的文件"),
    ("fmt", "diff", "不写文件，只显示改动"),
    ("fmt", "keywords", "关键词保持原样，或改成英文、中文；其他一概不动"),
    ("explain", "name", "规则的名称或代码，或中英文关键词"),
    ("explain", "all", "全部规则"),
    ("build", "out", "输出文件夹 [默认：sop.toml 所定，否则为 `out`]"),
    ("build", "to", "格式，用逗号分隔：md"),
    ("build", "doc_lang", "文件的语言 [默认：sop.toml 所定，否则为全部]"),
    ("build", "draft", "有错误也生成；每页标明草稿"),
];

/// The same command line with its help in Chinese.
pub(super) fn speak(command: Command) -> Command {
    let program = said(command, "").subcommand_help_heading("命令").subcommand_value_name("命令");
    program.mut_subcommands(|verb| {
        let name = verb.get_name().to_owned();
        said(verb, &name)
    })
}

fn said(command: Command, verb: &str) -> Command {
    let about = ABOUT.iter().find(|(name, _)| *name == verb).map(|(_, words)| *words);
    let command = match about {
        Some(words) => command.about(words),
        None => command,
    };
    command.help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}").mut_args(|arg| argument(arg, verb))
}

fn argument(arg: Arg, verb: &str) -> Arg {
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let Some(words) = words(verb, arg.get_id().as_str()) else { return arg.help_heading(heading) };
    if arg.get_default_values().is_empty() || !arg.get_action().takes_values() {
        return arg.help(words).help_heading(heading);
    }
    let values: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let help = format!("{words} [默认：{}]", values.join(", "));
    arg.help(help).help_heading(heading).hide_default_value(true)
}

fn words(verb: &str, argument: &str) -> Option<&'static str> {
    let own = HELP.iter().find(|(of, name, _)| *of == verb && *name == argument);
    let shared = || HELP.iter().find(|(of, name, _)| of.is_empty() && *name == argument);
    own.or_else(shared).map(|(_, _, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn everything_has_its_chinese_words() {
        speak(super::super::Cli::command()).debug_assert();
        let command = super::super::Cli::command();
        for verb in command.get_subcommands() {
            assert!(ABOUT.iter().any(|(name, _)| *name == verb.get_name()), "{}", verb.get_name());
        }
        let programs =
            std::iter::once((&command, "")).chain(command.get_subcommands().map(|verb| (verb, verb.get_name())));
        let mut used = Vec::new();
        for (program, verb) in programs {
            for arg in program.get_arguments() {
                used.push(arg.get_id().to_string());
                assert!(words(verb, arg.get_id().as_str()).is_some(), "{verb} {}", arg.get_id());
            }
        }
        for (_, name, _) in HELP {
            assert!(used.iter().any(|used| used == name), "{name} is no argument any more");
        }
    }
}
