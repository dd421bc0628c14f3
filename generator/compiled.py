"""How templates become code: Jinja's compiler, with less between a template and its values.

A page asks for some thousand values and calls some hundred macros. What Jinja does around each of
them serves environments with other needs: contexts that are handed to functions, escaping that
changes from one moment to the next, markup that is marked anew at each step. The meaning of a
template is the same.
"""

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape
from typing_extensions import override

try:  # what `escape` does before it marks the result, which a page need not
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:  # another version, or one without its part in C
    _escaped = escape

_MOST_COMPILED = 1000  # templates
_IMPORT = f"from {__name__} import QuickMacro, shown"


def shown(value: object) -> str:
    """A value as a page shows it: escaped, unless it is HTML already."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else escape(value)


def marked(html: str) -> Markup:
    """Text that is HTML, marked as such; `Markup` asks first whether it could be something else."""
    return str.__new__(Markup, html)


class QuickMacro(Macro):
    """A macro that is called without detour where nothing but its arguments goes in."""

    @override
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        wanted = self._argument_count
        if kwargs or len(args) > wanted or self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*args, **kwargs)
        if len(args) < wanted:
            args = (*args, *(missing,) * (wanted - len(args)))
        return self._invoke(args, self._default_autoescape)  # type: ignore[arg-type]

    @override
    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:
        html = self._func(*arguments)
        return marked(html) if autoescape else html


class QuickCode(CodeGenerator):
    """The code of a template in which values are shown, and functions called, by themselves."""

    @override
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(_IMPORT)
        super().visit_Template(node, frame)

    @override
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A plain call; no function of ours, and none of Jinja's own, asks for the context."""
        is_plain = not (forward_caller or node.dyn_args or node.dyn_kwargs)
        if not is_plain or not all(each.key.isidentifier() for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")

    @override
    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("Quick")  # and Jinja goes on: “Macro(…)”
        super().macro_def(macro_ref, frame)

    @override
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")


class Compiled(BytecodeCache):
    """Templates' code, remembered by name and source: compiling costs more than a small site."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self.code: dict[tuple[str, str], CodeType | None] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self.code) >= _MOST_COMPILED:
            self.code.clear()
        self.code[bucket.key, bucket.checksum] = bucket.code
