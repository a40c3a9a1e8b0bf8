//! The parts of a document that are the same in all of them, or nearly.
//!
//! Fonts and sizes are those of GB/T 9704 (official papers of party and government bodies): title in 22 pt, body in 16 pt 仿宋 at a
//! line pitch of 28 pt, headings in 黑体, 楷体 and bold 仿宋, page number in 14 pt at the foot.

/// Begins every part.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The name spaces of the parts below `word/`.
pub(super) const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

macro_rules! main {
    ($name:literal, $content:literal) => {
        concat!(
            "<w:",
            $name,
            " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
            $content,
            "</w:",
            $name,
            ">"
        )
    };
}

pub(super) const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
    <Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
    <Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";

pub(super) const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

pub(super) const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
    <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>\
    <Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";

pub(super) const NUMBERING: &str = main!(
    "numbering",
    "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/>\
     <w:pPr><w:ind w:left=\"960\" w:hanging=\"320\"/></w:pPr></w:lvl></w:abstractNum>\
     <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
);

pub(super) const FOOTER: &str = main!(
    "ftr",
    "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r>\
     <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p>"
);

/// A paragraph that begins at the margin.
const FLUSH: &str = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";

/// `docProps/core.xml`; no time and no author, so that the same content gives the same bytes.
pub(super) fn core(title: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title></cp:coreProperties>"
    )
}

/// `word/styles.xml`. English paragraphs are set apart by space, Chinese ones indented by two characters.
pub(super) fn styles(english: bool) -> String {
    let lang = if english { "en-GB" } else { "zh-CN" };
    let (indent, body) = if english {
        (
            "",
            "<w:spacing w:after=\"160\" w:line=\"400\" w:lineRule=\"atLeast\"/>",
        )
    } else {
        (
            "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>",
            "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>",
        )
    };
    let size = if english { 24 } else { 32 };
    let fonts = |east: &str| format!("<w:rFonts w:eastAsia=\"{east}\"/>");
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let small = "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"320\" w:lineRule=\"atLeast\"/>";
    let heading = |level: usize| format!("<w:keepNext/>{indent}<w:outlineLvl w:val=\"{level}\"/>");
    let kinds = [
        style(
            "Title",
            "Title",
            &format!(
                "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"360\" w:line=\"700\" w:lineRule=\"atLeast\"/>{FLUSH}<w:jc w:val=\"center\"/>"
            ),
            &format!("{}<w:sz w:val=\"44\"/>", fonts("方正小标宋简体")),
        ),
        style(
            "Subtitle",
            "Subtitle",
            &format!("{FLUSH}<w:jc w:val=\"center\"/>"),
            &fonts("楷体"),
        ),
        style(
            "Heading1",
            "heading 1",
            &heading(0),
            &format!("{}{}", fonts("黑体"), if english { "<w:b/>" } else { "" }),
        ),
        style(
            "Heading2",
            "heading 2",
            &heading(1),
            &format!("{}{}", fonts("楷体"), if english { "<w:b/>" } else { "" }),
        ),
        style("Heading3", "heading 3", &heading(2), "<w:b/>"),
        style(
            "ListParagraph",
            "List Paragraph",
            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:ind w:left=\"960\" w:hanging=\"320\" w:firstLineChars=\"0\"/>",
            "",
        ),
        style(
            "Note",
            "Note",
            &format!("{small}{indent}"),
            "<w:color w:val=\"404040\"/><w:sz w:val=\"21\"/>",
        ),
        style(
            "TableText",
            "Table Text",
            &format!("{small}{FLUSH}<w:jc w:val=\"left\"/>"),
            "<w:sz w:val=\"21\"/>",
        ),
        style(
            "TableHead",
            "Table Head",
            &format!("<w:keepNext/>{small}{FLUSH}<w:jc w:val=\"center\"/>"),
            &format!("{}<w:b/><w:sz w:val=\"21\"/>", fonts("黑体")),
        ),
        style(
            "Footer",
            "footer",
            &format!("{FLUSH}<w:jc w:val=\"center\"/>"),
            &format!("{}<w:sz w:val=\"28\"/>", fonts("宋体")),
        ),
    ];
    let border = ["top", "left", "bottom", "right", "insideH", "insideV"].map(|side| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")
    });
    format!(
        "<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"{size}\"/><w:lang w:val=\"{lang}\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr>{body}{indent}<w:jc w:val=\"both\"/></w:pPr></w:style>{kinds}\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:tblPr><w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr></w:style></w:styles>",
        kinds = kinds.concat(),
        border = border.concat(),
    )
}
