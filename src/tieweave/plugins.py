"""The plugin hub: finds the installed plugins, loads each on its own, and says what became of each.

pluggy does not isolate: one plugin that raises stops the others, and a misspelt hook is accepted silently. So the
hub loads entry point by entry point, turns a plugin with an unknown hook down by name, and calls the hooks plugin
by plugin. A plugin that fails is named, and the others go on.
"""

from __future__ import annotations

import difflib
import importlib.metadata
import inspect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias, TypeVar

import attrs
import pluggy

from tieweave import hookspecs
from tieweave.errors import ClashError, FormatError, PluginError
from tieweave.formats import FormatType, built_in
from tieweave.model import Failed
from tieweave.sinks import SinkType
from tieweave.sources import SourceType

GROUP = "tieweave"
"""The entry-point group that plugins are found by."""

Status: TypeAlias = Literal["ok", "disabled", "broken", "rejected", "refused"]
"""What became of a plugin.

ok: in use · disabled: not loaded, as the user asked · broken: loading it or one of its hooks failed · rejected: its
hooks or what they declare are not as they must be · refused: another distribution has its name already.
"""

D = TypeVar("D", SourceType, FormatType, SinkType)
T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Plugin:
    """One installed plugin as `tieweave plugins` lists it; `error` is one line, empty when all is well.

    `name` is that of the entry point, `distribution` and `version` those of what was installed. `hooks` are those
    it implements, `sources`, `formats` and `sinks` the names it declares. `cause` is the exception behind the error,
    with its traceback, where there was one.
    """

    name: str
    distribution: str = ""
    version: str = ""
    status: Status = "ok"
    hooks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    sinks: tuple[str, ...] = ()
    error: str = ""
    cause: BaseException | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(kw_only=True)
class PluginHub:
    """What the plugins are and declare: a value, made by `load` or `of`.

    Its methods never fail for a single plugin's fault; that stands in `failures`.
    """

    plugins: tuple[Plugin, ...]
    """Every plugin found, by name, the disabled and the failed ones among them."""
    declared_sources: tuple[SourceType, ...] = ()
    declared_formats: tuple[FormatType, ...] = ()
    declared_sinks: tuple[SinkType, ...] = ()

    @classmethod
    def load(cls, *, disabled: Iterable[str] = ()) -> PluginHub:
        """Load the installed plugins but those `disabled`, named by plugin or by distribution.

        A disabled plugin's code is not touched. Raises nothing for what a plugin does, `KeyboardInterrupt` aside.
        """
        return _hub(_installed(), frozenset(disabled))

    @classmethod
    def of(cls, plugins: Mapping[str, object]) -> PluginHub:
        """Take these plugins, modules or other objects that hold hooks, by name, and no installed ones."""
        return _hub([_given(name, plugin) for name, plugin in sorted(plugins.items())], frozenset())

    @property
    def failures(self) -> tuple[Failed, ...]:
        """Say of each plugin that failed why it did."""
        return tuple(Failed(source=f"plugin {one.name}", reason=one.error) for one in self.plugins if one.error)

    def sources(self) -> tuple[SourceType, ...]:
        """Return the sources that the plugins declare; raises `ClashError` when two declare one name."""
        for clash in _source_clashes(self.plugins):
            raise clash
        return self.declared_sources

    def formats(self) -> tuple[FormatType, ...]:
        """Return the output formats that the plugins declare; raises `ClashError` when two declare one name."""
        for clash in _format_clashes(self.plugins):
            raise clash
        return self.declared_formats

    def sinks(self) -> tuple[SinkType, ...]:
        """Return the sinks that the plugins declare; raises `ClashError` when two declare one name."""
        for clash in _sink_clashes(self.plugins):
            raise clash
        return self.declared_sinks

    def format(self, name: str) -> FormatType:
        """Return the output format of that name, built in or declared by a plugin.

        Raises `FormatError` when there is none: the message lists those there are and quotes the plugins that
        failed, since one of them might declare it. Raises `ClashError` as `formats` does.
        """
        known = {one.name: one for one in (*built_in(), *self.formats())}
        if name in known:
            return known[name]
        failures = [f"{failure.source}: {failure.reason}" for failure in self.failures]
        raise FormatError("; ".join([f"no format {name!r}: there are {', '.join(known)}", *failures]))


def disabled_plugins(configured: Iterable[str], environment: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the plugins not to load.

    They are `configured` as `[plugins] disable`, or stand in the variable TIEWEAVE_DISABLE_PLUGINS of the
    `environment`, with commas between them.
    """
    listed = environment.get("TIEWEAVE_DISABLE_PLUGINS", "").split(",")
    return frozenset(name for text in (*configured, *listed) if (name := text.strip()))


@attrs.frozen(kw_only=True)
class _Candidate:
    """A plugin that was found and is not loaded yet."""

    name: str
    distribution: str = ""
    version: str = ""
    load: Callable[[], object]


@attrs.frozen(kw_only=True)
class _Asked:
    """A plugin and what it declared when it was asked."""

    plugin: Plugin
    sources: tuple[SourceType, ...] = ()
    formats: tuple[FormatType, ...] = ()
    sinks: tuple[SinkType, ...] = ()


class _Misfit(Exception):  # noqa: N818 - it never leaves this module; it is a verdict, not an error of ours
    """A plugin's hook, or what it declares, is not as it must be."""


def hook_arguments() -> dict[str, tuple[str, ...]]:
    """Return the hooks there are, by name, each with the names of its arguments."""
    manager = pluggy.PluginManager(GROUP)
    return {
        name: tuple(inspect.signature(value).parameters)
        for name, value in vars(hookspecs).items()
        if manager.parse_hookspec_opts(hookspecs, name) is not None
    }


def _given(name: str, plugin: object) -> _Candidate:
    return _Candidate(name=name, load=lambda: plugin)


def _installed() -> list[_Candidate]:
    """Find the plugins' entry points, by name and then by distribution.

    One distribution at a time, since `importlib.metadata.entry_points` raises for all of them when the entry points
    of one cannot be parsed. Of two copies of one distribution the first on the path counts, as it does for imports.
    """
    found: dict[str, list[_Candidate]] = {}
    for distribution in importlib.metadata.distributions():
        if candidates := _entry_points(distribution):
            normalised = re.sub(r"[-_.]+", "-", candidates[0].distribution).lower()
            found.setdefault(normalised or f"nameless {len(found)}", candidates)
    return sorted(itertools.chain.from_iterable(found.values()), key=lambda one: (one.name, one.distribution))


def _entry_points(distribution: importlib.metadata.Distribution) -> list[_Candidate]:
    try:
        entry_points = distribution.entry_points.select(group=GROUP)
    except Exception as error:  # noqa: BLE001 - damaged metadata raises TypeError and more
        return _unreadable(distribution, error)
    if not entry_points:
        return []
    name, version = _name_and_version(distribution)
    return [_Candidate(name=one.name, distribution=name, version=version, load=one.load) for one in entry_points]


def _unreadable(distribution: importlib.metadata.Distribution, error: Exception) -> list[_Candidate]:
    """Make a plugin that cannot be loaded of a distribution whose entry points cannot be parsed, if it is ours."""
    try:
        text = distribution.read_text("entry_points.txt") or ""
    except (OSError, ValueError):
        return []
    if f"[{GROUP}]" not in text:
        return []
    name, version = _name_and_version(distribution)
    reason = f"entry_points.txt of the distribution {name!r} cannot be parsed ({error}); install it anew"

    def load() -> object:
        raise ImportError(reason) from error

    return [_Candidate(name=name, distribution=name, version=version, load=load)]


def _name_and_version(distribution: importlib.metadata.Distribution) -> tuple[str, str]:
    try:
        return distribution.metadata["Name"] or "", distribution.metadata["Version"] or ""
    except Exception:  # noqa: BLE001 - without its metadata a distribution has neither
        return "", ""


def _hub(candidates: Iterable[_Candidate], disabled: frozenset[str]) -> PluginHub:
    providers: dict[str, str] = {}
    asked = []
    for candidate in candidates:
        if not disabled.isdisjoint((candidate.name, candidate.distribution)):
            asked.append(_Asked(plugin=_plugin(candidate, "disabled")))
        elif candidate.name in providers:
            error = (
                f"distribution {candidate.distribution!r} has a plugin {candidate.name!r}, as distribution "
                f"{providers[candidate.name]!r} has, whose is used; uninstall one of them"
            )
            asked.append(_Asked(plugin=_plugin(candidate, "refused", error=error)))
        else:
            providers[candidate.name] = candidate.distribution
            asked.append(_asked(candidate))
    plugins = [one.plugin for one in asked]
    clashes = [*_source_clashes(plugins), *_format_clashes(plugins), *_sink_clashes(plugins)]
    return PluginHub(
        plugins=tuple(_with_clashes(plugin, clashes) for plugin in plugins),
        declared_sources=tuple(source for one in asked for source in one.sources),
        declared_formats=tuple(output for one in asked for output in one.formats),
        declared_sinks=tuple(sink for one in asked for sink in one.sinks),
    )


def _plugin(candidate: _Candidate, status: Status, error: str = "") -> Plugin:
    return Plugin(
        name=candidate.name,
        distribution=candidate.distribution,
        version=candidate.version,
        status=status,
        error=error,
    )


def _asked(candidate: _Candidate) -> _Asked:
    """Load one plugin and ask it for all it declares.

    It gets a pluggy manager of its own: one manager for all would stop at the first exception of any.
    """
    plugin = _plugin(candidate, "ok")
    sources: tuple[SourceType, ...] = ()
    formats: tuple[FormatType, ...] = ()
    sinks: tuple[SinkType, ...] = ()
    try:
        module = _isolated(plugin.name, "being loaded", candidate.load)
        hooks = _isolated(plugin.name, "its hooks were looked up", lambda: _fitting_hooks(module))
        plugin = attrs.evolve(plugin, hooks=hooks)
        manager = pluggy.PluginManager(GROUP)
        manager.add_hookspecs(hookspecs)
        _isolated(plugin.name, "being registered", lambda: manager.register(module, plugin.name))
        sources = _isolated(plugin.name, "tieweave_sources was called", lambda: _sources(manager, plugin.name))
        formats = _isolated(plugin.name, "tieweave_formats was called", lambda: _formats(manager))
        sinks = _isolated(plugin.name, "tieweave_sinks was called", lambda: _sinks(manager, plugin.name))
    except _Misfit as misfit:
        plugin = attrs.evolve(plugin, status="rejected", error=str(misfit))
    except PluginError as error:
        plugin = attrs.evolve(plugin, status="broken", error=error.reason, cause=error.__cause__)
    plugin = attrs.evolve(
        plugin,
        sources=tuple(one.name for one in sources),
        formats=tuple(one.name for one in formats),
        sinks=tuple(one.name for one in sinks),
    )
    return _Asked(plugin=plugin, sources=sources, formats=formats, sinks=sinks)


def _isolated(plugin: str, doing: str, act: Callable[[], T]) -> T:
    """Run a plugin's code: whatever it raises, `sys.exit` included, becomes a `PluginError`."""
    try:
        return act()
    except (KeyboardInterrupt, _Misfit):
        raise
    except BaseException as error:
        raise PluginError(plugin, doing, error) from error


def _fitting_hooks(module: object) -> tuple[str, ...]:
    """Return the names of the hooks that a plugin implements; raises `_Misfit` for the first that does not fit."""
    known = hook_arguments()
    manager = pluggy.PluginManager(GROUP)
    hooks = []
    for name in dir(module):
        options = manager.parse_hookimpl_opts(module, name)
        if options is None:
            if name in known and inspect.isroutine(getattr(module, name)):
                raise _Misfit(f"{name} is not marked as a hook: put @tieweave.hookimpl above it")
            continue
        hook = options.get("specname") or name
        if hook not in known:
            if options.get("optionalhook"):
                continue
            near = difflib.get_close_matches(hook, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the hooks are {', '.join(known)}"
            raise _Misfit(f"{hook} is no hook of tieweave; {hint}")
        if options.get("wrapper") or options.get("hookwrapper"):
            raise _Misfit(f"{hook} is implemented as a wrapper, which tieweave does not take")
        for parameter in inspect.signature(getattr(module, name)).parameters.values():
            if parameter.name not in known[hook]:
                takes = f"only {', '.join(known[hook])}" if known[hook] else "none"
                raise _Misfit(f"{hook} takes no argument {parameter.name!r}; it takes {takes}")
            if parameter.default is not parameter.empty:
                raise _Misfit(f"the argument {parameter.name!r} of {hook} has a default, which it must not have")
        hooks.append(hook)
    return tuple(hooks)


def _sources(manager: pluggy.PluginManager, plugin: str) -> tuple[SourceType, ...]:
    return tuple(attrs.evolve(one, plugin=plugin) for one in _declared(manager.hook.tieweave_sources, SourceType))


def _formats(manager: pluggy.PluginManager) -> tuple[FormatType, ...]:
    formats = _declared(manager.hook.tieweave_formats, FormatType)
    taken = {one.name for one in built_in()}
    for one in formats:
        if one.name in taken:
            raise _Misfit(f"tieweave_formats declares {one.name!r}, which is built in")
    return formats


def _sinks(manager: pluggy.PluginManager, plugin: str) -> tuple[SinkType, ...]:
    return tuple(attrs.evolve(one, plugin=plugin) for one in _declared(manager.hook.tieweave_sinks, SinkType))


def _declared(hook: pluggy.HookCaller, kind: type[D]) -> tuple[D, ...]:
    """Call one plugin's hook; raises `_Misfit` when what it gives are not declarations of the `kind`."""
    declarations: dict[str, D] = {}
    for declaration in _returned(hook, kind):
        if not isinstance(declaration, kind):
            raise _Misfit(f"{hook.name} gave a {type(declaration).__name__}, where each must be a {kind.__name__}")
        if flaw := _flaw(declaration):
            raise _Misfit(f"{hook.name} gave a {kind.__name__} whose {flaw}")
        if declaration.name in declarations:
            raise _Misfit(f"{hook.name} declares {declaration.name!r} twice")
        declarations[declaration.name] = declaration
    return tuple(declarations.values())


def _returned(hook: pluggy.HookCaller, kind: type[D]) -> Iterator[object]:
    results = hook()
    if len(results) < len(hook.get_hookimpls()):  # pluggy leaves out what is None
        raise _Misfit(f"{hook.name} returned None; yield each {kind.__name__}, or return a list of them")
    for result in results:
        if not isinstance(result, Iterable):
            raise _Misfit(f"{hook.name} returned a {type(result).__name__}, where a list of {kind.__name__} must be")
        yield from result


def _flaw(declaration: SourceType | FormatType | SinkType) -> str:
    for attribute in attrs.fields(type(declaration)):
        value = getattr(declaration, attribute.name)
        if attribute.name in ("name", "summary") and not (isinstance(value, str) and value.strip()):
            return f"{attribute.name} is {value!r}, where a text must be"
        if attribute.name in ("matches", "open", "write") and not callable(value):
            return f"{attribute.name} is {value!r}, where a function must be"
    return ""


def _source_clashes(plugins: Iterable[Plugin]) -> list[ClashError]:
    return _clashes("source", [(name, plugin.name) for plugin in plugins for name in plugin.sources])


def _format_clashes(plugins: Iterable[Plugin]) -> list[ClashError]:
    return _clashes("format", [(name, plugin.name) for plugin in plugins for name in plugin.formats])


def _sink_clashes(plugins: Iterable[Plugin]) -> list[ClashError]:
    return _clashes("sink", [(name, plugin.name) for plugin in plugins for name in plugin.sinks])


def _clashes(kind: str, declared: Iterable[tuple[str, str]]) -> list[ClashError]:
    plugins: dict[str, list[str]] = {}
    for name, plugin in declared:
        plugins.setdefault(name, []).append(plugin)
    return [ClashError(kind, name, claimants) for name, claimants in plugins.items() if len(claimants) > 1]


def _with_clashes(plugin: Plugin, clashes: Iterable[ClashError]) -> Plugin:
    errors = [str(clash) for clash in clashes if plugin.name in clash.plugins]
    if plugin.status != "ok" or not errors:
        return plugin
    return attrs.evolve(plugin, status="rejected", error="; ".join(errors))
