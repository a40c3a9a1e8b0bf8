//! `shizu train play`: a scenario in the terminal, line by line. Progress is kept after every step.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use shizu_rules::{Lang, Rulebook};
use shizu_training::{Answer, Desk, Pending, Play, Record, Scenario, Scene, Shape, Slot};

use super::{files, words};
use crate::exit::Exit;
use crate::lang::pick;

/// What is played, and where it is kept.
pub struct Session<'s> {
    pub scenario: &'s Path,
    pub out: Option<&'s PathBuf>,
    pub trainee: &'s str,
}

/// What was typed.
enum Typed {
    Codes(Vec<String>),
    Hint,
    Facts,
    Back,
    Engine,
    Leave,
}

struct Player<'p> {
    play: Play<'p>,
    session: &'p Session<'p>,
    began: String,
    trainee: String,
    input: Box<dyn Iterator<Item = std::io::Result<String>>>,
    out: std::io::Stdout,
    lang: Lang,
}

pub fn run(session: &Session<'_>, rulebook: &Rulebook, lang: Lang) -> anyhow::Result<Exit> {
    let scenario = files::sound_scenario(session.scenario, rulebook, lang)?;
    let desk =
        Desk::new(rulebook, scenario.day).map_err(|error| anyhow::anyhow!(error.message(lang)))?;
    let (play, began, trainee) = begin(session, &scenario, &desk, lang)?;
    let mut player = Player {
        play,
        session,
        began,
        trainee,
        input: Box::new(std::io::stdin().lock().lines()),
        out: std::io::stdout(),
        lang,
    };
    player.head(&scenario)?;
    player.run()?;
    Ok(Exit::Done)
}

/// A new play, or the one that the file holds.
fn begin<'s>(
    session: &Session<'_>,
    scenario: &'s Scenario,
    desk: &'s Desk,
    lang: Lang,
) -> anyhow::Result<(Play<'s>, String, String)> {
    let fresh = || (Play::new(scenario, desk), now(), session.trainee.to_owned());
    let Some(path) = session.out.filter(|path| path.exists()) else {
        return Ok(fresh());
    };
    let text = files::text(path, lang)?;
    let file = path.display();
    let record =
        Record::read(&text).map_err(|error| anyhow::anyhow!("{file}: {}", error.message(lang)))?;
    if record.scenario != scenario.id {
        anyhow::bail!(match lang {
            Lang::Zh => format!("{file} 是情景“{}”的进度；请另写一个 --out", record.scenario),
            Lang::En => format!(
                "{file} holds the scenario `{}`; name another --out",
                record.scenario
            ),
        });
    }
    let (play, notes) = record.grade(scenario, desk);
    for note in notes
        .iter()
        .filter(|note| !matches!(note, shizu_training::RecordNote::Unfinished))
    {
        eprintln!("{file}: {}", note.message(lang));
    }
    if play.steps().len() < record.steps.len() {
        let backup = PathBuf::from(format!("{file}.bak"));
        std::fs::copy(path, &backup).with_context(|| backup.display().to_string())?;
        let kept = pick(lang, "原文件另存为 ", "the old file is kept as ");
        eprintln!("{kept}{}", backup.display());
    }
    let trainee = if session.trainee.is_empty() {
        record.trainee
    } else {
        session.trainee.to_owned()
    };
    Ok((play, record.began, trainee))
}

/// Seconds since 1970, UTC, as text: the record only compares them.
fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.unwrap_or_default().as_secs();
    let day = chrono::DateTime::from_timestamp(seconds.try_into().unwrap_or_default(), 0);
    day.map_or_else(String::new, |day| {
        format!("{}T{}Z", day.date_naive(), day.time())
    })
}

impl Player<'_> {
    fn head(&mut self, scenario: &Scenario) -> anyhow::Result<()> {
        let lang = self.lang;
        let note = pick(
            lang,
            "（人物、单位、情节均属虚构）",
            " (all people, units and events are invented)",
        );
        writeln!(self.out, "# {}{note}", scenario.title.in_lang(lang))?;
        writeln!(self.out, "{}", scenario.about.in_lang(lang))?;
        writeln!(
            self.out,
            "{}",
            pick(
                lang,
                "作答：填序号或代码，几项用空格隔开；回车为空。? 提示　f 已知的事实　b 退一步　= 看引擎的答案　q 离开（进度已存）",
                "answer with numbers or codes, several with blanks; Enter for none. ? hint, f facts known, b back, = the engine's answer, q leave (progress is kept)",
            )
        )?;
        Ok(())
    }

    fn run(&mut self) -> anyhow::Result<()> {
        let mut shown: Option<&str> = None;
        while !self.play.is_finished() {
            if let Some(scene) = self.play.scene().filter(|scene| shown != Some(&scene.id)) {
                self.tell(scene)?;
                shown = Some(&scene.id);
            }
            let goes_on = if let Some(pending) = self.play.pending() {
                self.decide(&pending)?
            } else {
                self.play.go();
                true
            };
            if !goes_on {
                return Ok(());
            }
            self.keep()?;
        }
        self.end()?;
        self.keep()
    }

    fn tell(&mut self, scene: &Scene) -> anyhow::Result<()> {
        let lang = self.lang;
        let scenario = self.play.scenario();
        writeln!(
            self.out,
            "\n## {}\n{}",
            scene.title.in_lang(lang),
            scene.text.in_lang(lang).trim()
        )?;
        for character in scenario
            .characters
            .iter()
            .filter(|known| scene.who.contains(&known.id))
        {
            writeln!(
                self.out,
                "- {}: {}",
                character.name.in_lang(lang),
                character.role.in_lang(lang)
            )?;
        }
        let documents = scenario.documents.iter();
        for document in documents.filter(|known| scene.documents.contains(&known.id)) {
            writeln!(
                self.out,
                "\n[{}]\n{}",
                document.title.in_lang(lang),
                document.body.in_lang(lang).trim()
            )?;
        }
        Ok(())
    }

    /// One decision; `false` when the player leaves.
    fn decide(&mut self, pending: &Pending) -> anyhow::Result<bool> {
        let lang = self.lang;
        writeln!(self.out, "\n> {}", pending.prompt.in_lang(lang))?;
        let (brief, kind) = (&pending.brief, pending.kind);
        write!(self.out, "{}", words::brief(brief, kind, lang))?;
        if words::is_read_from_papers(kind) && !brief.given.is_empty() {
            let known = pick(
                lang,
                "（事实从材料里找；要核对已知的事实，按 f）",
                "(the facts are in the papers; f lists those that are known)",
            );
            writeln!(self.out, "  {known}")?;
        }
        let (mut answer, mut hints) = (Answer::default(), 0);
        let since = Instant::now();
        let mut at = 0;
        while let Some(slot) = pending.slots.get(at) {
            ask(&mut self.out, slot, lang)?;
            match self.read(slot)? {
                Typed::Leave => return Ok(false),
                Typed::Back => {
                    // A scene is left by a step of its own; back means to the decision before.
                    while self.play.back() && self.play.decision().is_none() {}
                    return Ok(true);
                }
                Typed::Facts => {
                    let facts = words::facts(&brief.given, lang);
                    let none = pick(lang, "  没有已知的事实。\n", "  No facts are known.\n");
                    let facts = if facts.is_empty() { none } else { &facts };
                    write!(self.out, "{facts}")?;
                }
                Typed::Engine => {
                    let engine = self.play.engine_answer().unwrap_or_default();
                    let codes = engine.get(&slot.id).join(" ");
                    let none = words::names(&[], lang);
                    let codes = if codes.is_empty() { &none } else { &codes };
                    writeln!(self.out, "  = {codes}")?;
                }
                Typed::Hint => {
                    match pending.hints.get(hints) {
                        Some(hint) => writeln!(self.out, "  ? {}", hint.in_lang(lang))?,
                        None => writeln!(
                            self.out,
                            "  {}",
                            pick(lang, "没有更多提示。", "There are no more hints.")
                        )?,
                    }
                    hints = (hints + 1).min(pending.hints.len());
                }
                Typed::Codes(codes) => {
                    let mut one = Answer::default();
                    one.set(&slot.id, codes.clone());
                    if let Err(problem) = self.play.check(&one) {
                        writeln!(self.out, "  {}", problem.message(lang))?;
                    } else {
                        answer.set(&slot.id, codes);
                        at += 1;
                    }
                }
            }
        }
        let seconds = u32::try_from(since.elapsed().as_secs()).ok();
        let hints = u32::try_from(hints).unwrap_or_default();
        match self.play.answer(&answer, hints, seconds) {
            Ok(graded) => write!(self.out, "{}", words::graded(graded, lang))?,
            Err(problem) => writeln!(self.out, "  {}", problem.message(lang))?,
        }
        Ok(true)
    }

    /// A line of input; its end is like leaving.
    fn read(&mut self, slot: &Slot) -> anyhow::Result<Typed> {
        write!(self.out, "» ")?;
        std::io::stdout().flush()?;
        let Some(line) = self.input.next().transpose()? else {
            writeln!(self.out)?;
            return Ok(Typed::Leave);
        };
        let line = line.trim();
        Ok(match line {
            "?" | "？" => Typed::Hint,
            "f" => Typed::Facts,
            "b" => Typed::Back,
            "q" => Typed::Leave,
            "=" => Typed::Engine,
            _ => Typed::Codes(codes(slot, line)),
        })
    }

    fn end(&mut self) -> anyhow::Result<()> {
        let lang = self.lang;
        writeln!(
            self.out,
            "\n{}",
            self.play.scenario().debrief.in_lang(lang).trim()
        )?;
        writeln!(
            self.out,
            "\n{} {}%",
            pick(lang, "总得分", "score"),
            self.play.score().percent()
        )?;
        Ok(())
    }

    /// Writes progress beside the file first, so that it is whole whatever happens.
    fn keep(&self) -> anyhow::Result<()> {
        let Some(path) = self.session.out else {
            return Ok(());
        };
        let record = Record::of(&self.play, &self.trainee, &self.began, &now());
        let partial = PathBuf::from(format!("{}.part", path.display()));
        std::fs::write(&partial, record.write())
            .and_then(|()| std::fs::rename(&partial, path))
            .with_context(|| path.display().to_string())
    }
}

/// What a slot asks for.
fn ask(out: &mut impl Write, slot: &Slot, lang: Lang) -> std::io::Result<()> {
    let how = match slot.shape {
        Shape::One => pick(lang, "选一项", "choose one"),
        Shape::Many => pick(lang, "可选几项", "choose any"),
        Shape::Order => pick(lang, "从先到后，全部排上", "all, first to last"),
        Shape::Date => pick(lang, "日期，如 2026-03-02", "a day, such as 2026-03-02"),
        Shape::Number => pick(lang, "数字", "a number"),
        Shape::Text => pick(lang, "一行文字", "a line of text"),
    };
    writeln!(out, "  {} [{how}]", slot.label.in_lang(lang))?;
    for (number, choice) in slot.choices.iter().enumerate() {
        writeln!(
            out,
            "    {} {} ({})",
            number + 1,
            choice.label.in_lang(lang),
            choice.code
        )?;
    }
    Ok(())
}

/// What was typed as codes; numbers stand for choices.
fn codes(slot: &Slot, line: &str) -> Vec<String> {
    if slot.choices.is_empty() {
        return Some(line.to_owned())
            .filter(|line| !line.is_empty())
            .into_iter()
            .collect();
    }
    let words = line
        .split([' ', ',', '，', '、'])
        .filter(|word| !word.is_empty());
    words
        .map(|word| {
            let number: Option<usize> = word.parse().ok();
            let choice = number.and_then(|number| slot.choices.get(number.checked_sub(1)?));
            choice.map_or_else(|| word.to_owned(), |choice| choice.code.clone())
        })
        .collect()
}
