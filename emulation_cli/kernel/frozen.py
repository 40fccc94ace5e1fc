"""Classes that only hold values, at a twentieth of what `dataclasses` costs when a module is loaded.

A dataclass is given methods of its own, each compiled anew while the program starts; an everyday command loads some
fifty such classes and makes objects of ten. Here the methods are the same functions for every class.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """What `dataclass(frozen=True, slots=True)` makes of a class: its annotated names are what it is made of.

    Like there, the class is a new one with slots, so its methods call those above it by name, not by `super()`.
    A default is shared by every object that does not give the value. A class with `__slots__ = ("__dict__",)` keeps
    what is given in a dictionary: made sooner where most of many values are the defaults, and it can cache properties.
    """
    above, annotated = getattr(cls, "__match_args__", ()), inspect.get_annotations(cls)
    own = [name for name in annotated if name not in above]
    body = {name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
    given = {name: body[name] for name in annotated if name in body}
    names, defaults = (*above, *own), getattr(cls, "__defaults__", {}) | given
    body |= {"__match_args__": names, "__places__": {name: place for place, name in enumerate(names)}}
    body |= {"__defaults__": defaults, "__needed__": len(names) - len(defaults)}
    body |= {"__qualname__": cls.__qualname__, **METHODS}
    if "__dict__" in body.setdefault("__slots__", ()):
        return _anew(cls, body | {"__init__": _init_dictionary})
    made: Any = _anew(cls, {key: body[key] for key in body if key not in given} | {"__slots__": tuple(own)})
    made.__setters__ = tuple([getattr(made, name).__set__ for name in made.__match_args__])
    return cast(type[T], made)


def _anew(cls: type[T], body: Mapping[str, Any]) -> type[T]:
    """The class with another body."""
    kind: Any = type(cls)
    return cast(type[T], kind(cls.__name__, cls.__bases__, dict(body)))


def replaced(one: T, **values: Any) -> T:
    """The same but for these values."""
    return type(one)(**{**as_dict(one), **values})


def of_row(kind: type[T], row: Any) -> T:
    """An object from a row that has a column for each of its values."""
    return kind(*[row[name] for name in kind.__match_args__])  # type: ignore[attr-defined]


def as_dict(one: Any) -> dict[str, Any]:
    """Name → value."""
    return dict(zip(one.__match_args__, _values(one), strict=True))


def _values(one: Any) -> tuple[Any, ...]:
    return tuple([getattr(one, name) for name in one.__match_args__])


def _init(self: Any, /, *given: Any, **named: Any) -> None:
    setters = self.__setters__
    if len(given) != len(setters):
        _refuse_unfit(self, given, named)
        values = self.__defaults__ | named
        given += tuple([values[name] for name in self.__match_args__[len(given) :]])
    elif named:
        _refuse_unfit(self, given, named)
    for put, value in zip(setters, given):  # noqa: B905 - as many as setters
        put(self, value)


def _init_dictionary(self: Any, /, *given: Any, **named: Any) -> None:
    _refuse_unfit(self, given, named)
    self.__dict__.update(zip(self.__match_args__, given), **named)  # noqa: B905 - the rest is named, or has a default


def _refuse_unfit(one: Any, given: Sequence[Any], named: Mapping[str, Any]) -> None:
    """Raise TypeError where the arguments do not give each value once, as Python does for those of a function."""
    places, count = one.__places__, len(given)
    fit = count <= len(places)
    for name in named:
        fit = fit and places.get(name, -1) >= count
    for name in one.__match_args__[count : one.__needed__]:
        fit = fit and name in named
    if not fit:
        raise TypeError(f"{type(one).__name__} is made of {[*places]}; {count} were given, and by name {[*named]}")


def _equal(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _shown(self: Any) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in as_dict(self).items())
    return f"{type(self).__qualname__}({values})"


def _refused(self: Any, name: str, *_value: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__}.{name} stays as it was made")


METHODS = {
    "__init__": _init,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _shown,
    "__setattr__": _refused,
    "__delattr__": _refused,
}
