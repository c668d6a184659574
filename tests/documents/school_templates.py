"""A template as a school may have it: made in Dutch Word, years old, with all that gathers in such a file."""

import io
import zipfile
from collections.abc import Mapping
from importlib import resources

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = f"""{_HEAD}<w:styles {_SPACES}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="21"/>
<w:lang w:val="en-US"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="288"
 w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/><w:qFormat/>
<w:rsid w:val="00AB12CD"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/>
<w:next w:val="Standaard"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="360" w:after="80"/>
<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="8A1538"/><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="Standaardalinea-lettertype">
<w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="Standaardtabel"><w:name w:val="Normal Table"/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="Geenlijst"><w:name w:val="No List"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standaard"/><w:qFormat/>
<w:pPr><w:spacing w:after="60"/></w:pPr><w:rPr><w:caps/><w:color w:val="8A1538"/><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Koptekst"><w:name w:val="header"/><w:basedOn w:val="Standaard"/>
<w:pPr><w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9072"/></w:tabs></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Voettekst"><w:name w:val="footer"/><w:basedOn w:val="Standaard"/>
<w:pPr><w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9072"/></w:tabs>
<w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="17"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Lijstopsomteken"><w:name w:val="List Bullet"/>
<w:basedOn w:val="Standaard"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:contextualSpacing/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Lijstnummering"><w:name w:val="List Number"/><w:basedOn w:val="Standaard"/>
<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr><w:contextualSpacing/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Vraag van de week"/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Geheim"><w:name w:val="Geheim"/>
<w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"""

NUMBERING = f"""{_HEAD}<w:numbering {_SPACES}>
<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="bullet"/><w:pStyle w:val="Lijstopsomteken"/><w:lvlText w:val="■"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:pStyle w:val="Lijstnummering"/><w:lvlText w:val="%1)"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"""

_PICTURE = """<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0"
 relativeHeight="251658240" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph">
<wp:posOffset>-120000</wp:posOffset></wp:positionV><wp:extent cx="1400000" cy="452000"/><wp:effectExtent l="0" t="0"
 r="0" b="0"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="7" name="Afbeelding 7"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="7" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch>
<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1400000" cy="452000"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:anchor></w:drawing>"""

HEADER = f"""{_HEAD}<w:hdr {_SPACES}><w:p w:rsidR="00AB12CD"><w:pPr><w:pStyle w:val="Koptekst"/></w:pPr>
<w:r><w:rPr><w:b/></w:rPr><w:t>CBS De Fontein</w:t></w:r><w:r>{_PICTURE}</w:r></w:p></w:hdr>"""

FOOTER = f"""{_HEAD}<w:ftr {_SPACES}><w:p><w:pPr><w:pStyle w:val="Voettekst"/></w:pPr><w:r><w:t>Kerkpad 2, </w:t></w:r>
<w:del w:id="1" w:author="K. Jansen" w:date="2019-03-04T10:00:00Z"><w:r><w:delText>Oudedorp</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="K. Jansen" w:date="2019-03-04T10:00:00Z"><w:r><w:t>Nieuwedorp</w:t></w:r></w:ins>
<w:r><w:rPr><w:rStyle w:val="Geheim"/></w:rPr><w:t>alleen voor de directie</w:t></w:r>
<w:r><w:tab/></w:r><w:hyperlink r:id="rId1"><w:r><w:t>www.fontein.example</w:t></w:r></w:hyperlink></w:p></w:ftr>"""

TEXT = f"""{_HEAD}<w:document {_SPACES}><w:body>
<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr><w:commentRangeStart w:id="0"/><w:r><w:t>Verslag van Bram Bakker</w:t></w:r>
<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>
<w:p><w:r><w:t>Typ hier de tekst.</w:t></w:r></w:p>
<w:sectPr w:rsidR="00AB12CD"><w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default"
 r:id="rId11"/><w:headerReference w:type="first" r:id="rId12"/><w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1985" w:right="1134" w:bottom="1701" w:left="1985" w:header="709" w:footer="709" w:gutter="0"/>
<w:cols w:num="2" w:space="708"/><w:titlePg/><w:docGrid w:linePitch="360"/></w:sectPr></w:body></w:document>"""

_SETTINGS = f"""{_HEAD}<w:settings {_SPACES}><w:attachedTemplate r:id="rId1"/><w:trackRevisions/>
<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop w:val="708"/><w:rsids>
<w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>"""

_COMMENTS = f"""{_HEAD}<w:comments {_SPACES}><w:comment w:id="0" w:author="K. Jansen"><w:p><w:r><w:t>Klopt dit?</w:t>
</w:r></w:p></w:comment></w:comments>"""

_CORE = f"""{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>K. Jansen</dc:creator><cp:category>oud</cp:category>
</cp:coreProperties>"""

_APP = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>Stichting Oud</Company></Properties>"
)


def relations(*rows: tuple[str, str, bool]) -> str:
    """A .rels part: (kind, target, external) each; their ids are rId1, rId2 …"""
    items = []
    for number, (kind, target, external) in enumerate(rows, 1):
        number += 9 if kind in ("header", "footer") else 0
        core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        where = ' TargetMode="External"' if external else ""
        full = core if kind == "core-properties" else f"{_R}/{kind}"
        items.append(f'<Relationship Id="rId{number}" Type="{full}" Target="{target}"{where}/>')
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{"".join(items)}</Relationships>'


_CONTENT = {
    "word/document.xml": "document.main",
    "word/styles.xml": "styles",
    "word/numbering.xml": "numbering",
    "word/settings.xml": "settings",
    "word/comments.xml": "comments",
    "word/header1.xml": "header",
    "word/header2.xml": "header",
    "word/footer1.xml": "footer",
}


def _content_types(main: str) -> str:
    kinds = {**_CONTENT, "word/document.xml": main}
    if main == "spreadsheetml.sheet.main":
        kinds["word/document.xml"] = f"{_TYPES.replace('wordprocessingml', main)}+xml"
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kind if "/" in kind else f"{_TYPES}.{kind}+xml"}"/>'
        for name, kind in kinds.items()
    )
    rows += (
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
        'core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.extended-properties+xml"/>'
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return (
        f'{_HEAD}<Types xmlns="{space}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" '
        f'ContentType="image/png"/>{rows}</Types>'
    )


def _parts(main: str) -> dict[str, str | bytes]:
    first = HEADER.replace("CBS De Fontein", "CBS De Fontein, met de Bijbel")
    logo = (resources.files("ibtui.documents") / "house" / "logo.png").read_bytes()
    return {
        "[Content_Types].xml": _content_types(main),
        "_rels/.rels": relations(
            ("officeDocument", "word/document.xml", False),
            ("core-properties", "docProps/core.xml", False),
            ("extended-properties", "docProps/app.xml", False),
        ),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
        "word/document.xml": TEXT,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": _SETTINGS,
        "word/comments.xml": _COMMENTS,
        "word/header1.xml": HEADER,
        "word/header2.xml": first,
        "word/footer1.xml": FOOTER,
        "word/media/logo.png": logo,
        "word/_rels/settings.xml.rels": relations(("attachedTemplate", "file:///C:/Users/kj/oud.dotx", True)),
        "word/_rels/header1.xml.rels": relations(("image", "media/logo.png", False)),
        "word/_rels/header2.xml.rels": relations(("image", "media/logo.png", False)),
        "word/_rels/footer1.xml.rels": relations(("hyperlink", "https://www.fontein.example", True)),
        "word/_rels/document.xml.rels": _document_relations(),
    }


def _document_relations() -> str:
    """rId1 to rId4 by the order here; rId10 to rId12 as the section of the document calls them."""
    plain = relations(
        ("styles", "styles.xml", False),
        ("numbering", "numbering.xml", False),
        ("settings", "settings.xml", False),
        ("comments", "comments.xml", False),
    )
    margins = relations(
        ("header", "header1.xml", False), ("footer", "footer1.xml", False), ("header", "header2.xml", False)
    )
    inner = margins.split("<Relationship ", 1)[1].split("</Relationships>")[0]
    return plain.replace("</Relationships>", f"<Relationship {inner}</Relationships>")


def school_template(
    changed: Mapping[str, str | bytes | None] | None = None, main: str = "document.main"
) -> bytes:
    """The template as a file. `changed`: parts put in the place of others or beside them; None takes one away."""
    parts = {**_parts(main), **(changed or {})}
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if content is not None:
                package.writestr(name, content)
    return memory.getvalue()
