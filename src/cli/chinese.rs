//! The help of the command line in Chinese. The English words stand at the arguments themselves.

use clap::{Arg, Command};

/// What each verb does; the program itself under the empty name, the commands of `run` behind its name.
const ABOUT: &[(&str, &str)] = &[
    ("", "把服务规程当代码来写：检查规程，统一格式，生成文件"),
    ("check", "检查规程，指出问题"),
    ("fmt", "把规程整理成统一格式"),
    ("explain", "解释一条规则或一个关键词"),
    ("build", "生成文件"),
    ("graph", "画出一个规程的流程图"),
    ("trace", "逐条列出标准条款由什么落实"),
    ("approve", "批准规程：把批准和内容摘要写进文件头"),
    ("run", "按规程办理案件"),
    ("run start", "按规程或例行工作开始一个案件"),
    ("run next", "列出接下来可以做什么，以及需要的一切"),
    ("run answer", "填写字段，勾选事项"),
    ("run done", "办完一个步骤"),
    ("run event", "登记发生的事：等到的事、随时可能发生的事、预警和超时"),
    ("run items", "列出要逐项办理的各项"),
    ("run skip", "跳过一个步骤，写明原因"),
    ("run approve", "批准"),
    ("run reject", "驳回，写明原因"),
    ("run hand-over", "把步骤转交另一个岗位，写明原因"),
    ("run status", "看案件办到哪里"),
    ("run list", "列出案件"),
    ("run log", "看案件的全过程"),
];

/// What each argument does: the verb (empty for arguments that several verbs share), the argument, the words.
const HELP: &[(&str, &str, &str)] = &[
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
    ("check", "baseline", "这个文件里已记下的问题不再提示；没有文件时见 --write-baseline"),
    ("check", "write_baseline", "把现在的问题写进基线"),
    ("check", "prune_baseline", "从基线里去掉已经改好的"),
    ("check", "fix", "改好不需要人判断的问题"),
    ("check", "watch", "文件一改就再查，按 Ctrl-C 结束"),
    ("check", "before", "用来比较的旧版本：文件夹、文件或 git 的版本"),
    ("fmt", "check", "不写文件，只列出需要整理的文件"),
    ("fmt", "diff", "不写文件，只显示改动"),
    ("fmt", "keywords", "关键词保持原样，或改成英文、中文；其他一概不动"),
    ("explain", "name", "规则的名称或代码，或中英文关键词；不写则列出全部规则和关键词"),
    ("explain", "all", "全部规则"),
    ("graph", "file", "规程的文件"),
    ("graph", "routine", "画这项例行工作的流程"),
    ("graph", "to", "图的格式：svg、mermaid 或 dot"),
    ("graph", "doc_lang", "图中文字的语言 [默认：规程的第一种语言]"),
    ("trace", "standard", "只看这个标准"),
    ("trace", "gaps", "只列必须落实而没有落实的条款；有则退出码为 1"),
    ("trace", "format", "输出方式"),
    ("build", "out", "输出文件夹 [默认：sop.toml 所定，否则为 `out`]"),
    (
        "build",
        "to",
        "格式，用逗号分隔：md、html、svg、mermaid、dot、docx、pdf、json、csv、xlsx [默认：sop.toml 中的，否则为 md]",
    ),
    ("build", "doc_lang", "文件的语言 [默认：sop.toml 所定，否则为全部]"),
    (
        "build",
        "audience",
        "给谁看：staff（员工，只含工作所需）或 auditor（审核，另含条款、偏差、证明和检查结果）[默认：auditor]",
    ),
    ("build", "template", "自己的模板、样式和标志所在的文件夹 [默认：sop.toml 所定]"),
    ("build", "font_path", "PDF 用的字体文件夹；可以重复"),
    ("build", "draft", "有错误也生成；这时每页都标明"),
    ("approve", "file", "规程的文件"),
    ("approve", "as", "由谁批准：担任该岗位的人"),
    ("approve", "role", "以哪个岗位批准，写名称或标题"),
    ("approve", "meaning", "批准的含义；文件的每种语言写一次，按语言的次序"),
    ("approve", "release", "同时发布：把 `status draft` 改为 `status approved`"),
    ("", "store", "存放案件的文件"),
    ("", "as", "由谁办理 [默认：环境变量 SOP_AS]"),
    ("", "role", "以哪个岗位办理，写名称或标题 [默认：环境变量 SOP_ROLE]"),
    ("", "at", "发生的时间，如 2026-11-21T09:30 或 2026-11-21T09:30:00+08:00 [默认：现在]"),
    ("", "case", "案件，如 `complaint-1`"),
    ("", "node", "步骤，按 `sop run next` 的写法，如 `check`、`contact[2]`、`refund/check`"),
    ("run", "file", "一份规程：逐个问题地办理它的案件"),
    ("run start", "file", "规程的文件"),
    ("run start", "routine", "文件里的例行工作，代替规程本身"),
    ("run answer", "fields", "字段和值；值为空表示撤回"),
    ("run answer", "tick", "已做的事项，写第几项，或 `all`；可以重复"),
    ("run done", "fields", "字段和值"),
    ("run approve", "fields", "字段和值"),
    ("run reject", "fields", "字段和值"),
    ("run done", "say", "成立的文字或其序号；可进行几个分支时可以重复"),
    ("run done", "confirm", "确认清单上的事都已做到"),
    ("run event", "words", "等待的步骤和发生的事；不会混淆时只写发生的事；没有文字的等待只写步骤"),
    ("run event", "late", "步骤超时：第几条时限、其中第几条超时规定，如 1.2 [默认：第一条]"),
    ("run event", "warn", "时限用去一部分：第几条时限、其中第几次预警，如 1.2 [默认：第一次]"),
    ("run items", "items", "各项；没有要办的就不写"),
    ("run hand-over", "to", "接办的岗位，写名称或标题"),
    ("", "because", "原因；批准时为意见"),
    ("run list", "open", "只列尚未结束的"),
];

/// The same command line with its help in Chinese.
pub(super) fn speak(command: Command) -> Command {
    spoken(command, "")
}

fn spoken(command: Command, path: &str) -> Command {
    let command = said(command, path).subcommand_help_heading("命令").subcommand_value_name("命令");
    command.mut_subcommands(|verb| {
        let path = inner(path, verb.get_name());
        spoken(verb, &path)
    })
}

/// The path of a command inside another: their names with a blank between.
fn inner(path: &str, name: &str) -> String {
    format!("{path} {name}").trim().to_owned()
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

    fn all(command: &Command, path: &str, visit: &mut impl FnMut(&Command, &str)) {
        visit(command, path);
        command.get_subcommands().for_each(|verb| all(verb, &inner(path, verb.get_name()), visit));
    }

    #[test]
    fn everything_has_its_chinese_words() {
        speak(super::super::Cli::command()).debug_assert();
        let mut used = Vec::new();
        all(&super::super::Cli::command(), "", &mut |command, path| {
            assert!(ABOUT.iter().any(|(name, _)| *name == path), "{path}");
            for arg in command.get_arguments() {
                used.push(arg.get_id().to_string());
                assert!(words(path, arg.get_id().as_str()).is_some(), "{path} {}", arg.get_id());
            }
        });
        for (_, name, _) in HELP {
            assert!(used.iter().any(|used| used == name), "{name} is no argument any more");
        }
    }
}
