"""Every message of the code that people can see, with ○○ where the program fills something in.

Read from the sources: texts in Japanese sentences, and what a screen shows with something filled
in, but for docstrings, what documents a column, an option or a rule, and what is printed in a book
as such. Two texts beside each other in one call are the message and its remedy, as everywhere in
the code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.conftest import ROOT
from zushi_xl import rules
from zushi_xl.findings.rule import RULES
from zushi_xl.findings.ways import Way

PACKAGE = ROOT / "zushi_xl"
GAP = "○○"
NOT_MESSAGES = (  # what is printed in books or stands in a document
    "sheets/",
    "report/",
    "quantity/as_json.py",
    "quantity/missing.py",
    "form/guide.py",
    "form/frame.py",  # what earlier versions printed
    "workflow/handbook_html.py",
    "rules/page.py",
    "publish/open_data/",
    "publish/site/",
    "rules/page.py",
)
BUT_MESSAGES = ("sheets/form/help.py",)
ON_SCREEN = (  # what is filled in there makes a line of the screen, a sentence or not
    "cli/",
    "adopt/listing.py",
    "adopt/own_form/gathered.py",
    "workflow/init.py",
    "workflow/redline_files.py",
    "workflow/reminders.py",
    "workflow/run_summary.py",
)
SCRIPTS = ("page/page.js", "page/gate.js")
PROGRAMS = (ROOT / "docs/examples/kpi_trends.py", ROOT / "docs/examples/windows_folder.py")
"""What people run beside the package."""
_DOCUMENTING = frozenset(
    [
        "ColumnSpec",
        "SheetSpec",
        "Setting",
        "TidyColumn",
        "Heading",
        "PageKind",
        "Rule",
        "error_rule",
        "confirm_rule",
        "info_rule",
        "declare",
        "option",
        "argument",
        "compile",
        "regex",
    ]
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_SENTENCE = re.compile(r"。|(?:ください|ません|ました|です|ます)(?:（[^（）]*）)?(?:[:：]\s*○○)?$")
_WORDS = re.compile("[一-龠ァ-ヶ]|○○")  # without any a text is a piece of others: ください
_AFTER_A_NAME = re.compile("[がをはにのでと](?![ぁ-ん])")  # begins what follows one
_FILE_NAME = re.compile(r"\.[a-z]+$|○○年度$|見出し$|^\[")
_RULE = re.compile(r"[a-z]+(?:-[a-z]+)+")
_FILLED = re.compile(r"\{\w*\}")  # by str.format
_PATTERN = re.compile(r"\(\?[:=!<]|\[\^|\]\?|\]\+")  # of a regular expression
_ASKS = re.compile(r"(?:ください|ましょう)")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`')


class Message(NamedTuple):
    """What people read, where in the code it comes from, and the rule that says it."""

    text: str
    remedy: str
    file: str  # below the package
    rule: str = ""


def messages() -> tuple[Message, ...]:
    """All of them, each once a file."""
    assert rules.check_book  # the rules are declared when their modules are loaded
    found: dict[tuple[str, str, str], Message] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(BUT_MESSAGES) or not name.startswith(NOT_MESSAGES):
            for message in _Module(name, ast.parse(path.read_text(encoding="utf-8"))).messages():
                found.setdefault((message.file, message.text, message.remedy), message)
    for path in PROGRAMS:
        name = path.relative_to(ROOT).as_posix()
        for message in _Module(name, ast.parse(path.read_text(encoding="utf-8"))).messages():
            found.setdefault((message.file, message.text, message.remedy), message)
    for name in SCRIPTS:
        for message in _of_script(name):
            found.setdefault((message.file, message.text, message.remedy), message)
    return tuple(found.values())


class _Module:
    """The texts of one module."""

    def __init__(self, name: str, tree: ast.Module):
        self._name = name
        self._tree = tree
        self._parents = {id(c): n for n in ast.walk(tree) for c in ast.iter_child_nodes(n)}
        self._constants = dict(_constants(tree))
        self._rules = frozenset(RULES)

    def messages(self) -> Iterator[Message]:
        remedies: set[int] = set()
        for node in ast.walk(self._tree):
            text = self._text(node)
            is_raised = bool(_JAPANESE.search(text)) and self._is_raised(node)
            is_said = _is_said(text) and bool(_WORDS.search(text))
            if not is_raised and not is_said and not self._is_on_screen(node, text):
                continue
            if id(node) in remedies or not self._is_message(node):
                continue
            remedy = self._remedy_of(node)
            remedies.add(id(remedy))
            for said in _shown(text):
                yield Message(said, self._text(remedy), self._name, self._rule_of(node))

    def _is_on_screen(self, node: ast.AST, text: str) -> bool:
        is_filled = isinstance(node, ast.JoinedStr) and self._name.startswith(ON_SCREEN)
        return is_filled and len(_JAPANESE.findall(text)) > 1 and not _FILE_NAME.search(text)

    def _is_message(self, node: ast.AST) -> bool:
        above = self._parents.get(id(node))
        if isinstance(above, (ast.Expr, ast.JoinedStr, ast.FormattedValue)):
            return False  # a docstring, or a piece of a text that is looked at whole
        return not any(_name_of(call.func) in _DOCUMENTING for call in self._calls_around(node))

    def _is_raised(self, node: ast.AST) -> bool:
        call = self._parents.get(id(node))
        return isinstance(call, ast.Call) and isinstance(self._parents.get(id(call)), ast.Raise)

    def _calls_around(self, node: ast.AST) -> Iterator[ast.Call]:
        above = self._parents.get(id(node))
        while above is not None:
            if isinstance(above, ast.Call):
                yield above
            above = self._parents.get(id(above))

    def _remedy_of(self, node: ast.AST) -> ast.AST | None:
        """The text beside one in a call."""
        call = self._parents.get(id(node))
        if not isinstance(call, ast.Call) or node not in call.args:
            return None
        place = call.args.index(node) + 1  # type: ignore[arg-type]
        beside = call.args[place] if place < len(call.args) else None
        return beside if beside is not None and _is_said(self._text(beside)) else None

    def _rule_of(self, node: ast.AST) -> str:
        """The id of the rule whose finding a text is, where the call names it."""
        for call in self._calls_around(node):
            named = [call.func.value] if isinstance(call.func, ast.Attribute) else []
            for each in [*named, *call.args[:1]]:
                if isinstance(each, ast.Name) and each.id.replace("_", "-") in self._rules:
                    return each.id.replace("_", "-")
                if isinstance(each, ast.Constant) and _RULE.fullmatch(str(each.value)):
                    return str(each.value)
        return ""

    def _text(self, node: ast.AST | None) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return _FILLED.sub(GAP, node.value)
        if isinstance(node, ast.Name):
            return _FILLED.sub(GAP, self._constants.get(node.id, ""))
        if isinstance(node, ast.JoinedStr):
            return "".join(map(self._piece, node.values))
        return ""

    def _piece(self, node: ast.AST) -> str:
        if isinstance(node, ast.FormattedValue):
            if isinstance(node.value, ast.Attribute) and _name_of(node.value.value) == "Way":
                return format(Way[node.value.attr])
            return (isinstance(node.value, ast.Name) and self._text(node.value)) or GAP
        return self._text(node)


def _shown(text: str) -> Iterator[str]:
    """A text as people meet it: after the name that it follows, of a script of Windows what it
    says."""
    if "\necho " not in text:
        yield (GAP if _AFTER_A_NAME.match(text) else "") + text.strip()
        return
    for block in re.findall(r"(?:^echo .+\n)+", text, re.M):
        if _is_said(said := re.sub(r"^echo |\n", "", block, flags=re.M)):
            yield re.sub(r"%\w+%", GAP, said)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _name_of(function: ast.AST) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_said(text: str) -> bool:
    return bool(_JAPANESE.search(text) and _SENTENCE.search(text) and not _PATTERN.search(text))


def _of_script(name: str) -> Iterator[Message]:
    for quoted, template in _QUOTED.findall((PACKAGE / name).read_text(encoding="utf-8")):
        text = re.sub(r"\$\{[^}]*\}", GAP, quoted or template)
        if _is_said(text):
            yield Message(text, "", name)


def parted(message: Message) -> tuple[str, str]:
    """The words of a message, and what it asks for: its remedy, else its own last sentences from
    the first that asks on."""
    if message.remedy:
        return message.text, message.remedy
    sentences = re.findall(r"[^。]+(?:。）?|$)", message.text)
    asking = next((n for n, s in enumerate(sentences) if _ASKS.search(s)), len(sentences))
    if asking == 0:
        return message.text, message.text if asking < len(sentences) else ""
    return message.text, "".join(sentences[asking:])
