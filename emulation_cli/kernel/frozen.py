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
    A default is shared by every object that does not give the value.
    """
    above = getattr(cls, "__match_args__", ())
    own = [name for name in inspect.get_annotations(cls) if name not in above]
    body = {name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
    defaults = {name: body.pop(name) for name in inspect.get_annotations(cls) if name in body}
    body |= {"__match_args__": (*above, *own), "__defaults__": getattr(cls, "__defaults__", {}) | defaults}
    body |= {"__qualname__": cls.__qualname__, "__slots__": (*body.get("__slots__", ()), *own), **METHODS}
    kind: Any = type(cls)
    made = kind(cls.__name__, cls.__bases__, body)
    made.__setters__ = tuple([getattr(made, name).__set__ for name in made.__match_args__])
    return cast(type[T], made)


def replaced(one: T, **values: Any) -> T:
    """The same but for these values."""
    return type(one)(**{**as_dict(one), **values})


def as_dict(one: Any) -> dict[str, Any]:
    """Name → value."""
    return dict(zip(one.__match_args__, _values(one), strict=True))


def _values(one: Any) -> tuple[Any, ...]:
    return tuple([getattr(one, name) for name in one.__match_args__])


def _init(self: Any, /, *given: Any, **named: Any) -> None:
    setters = self.__setters__
    if named or len(given) != len(setters):
        given = _bound(type(self), given, named)
    for put, value in zip(setters, given):  # noqa: B905 - as many as setters
        put(self, value)


def _bound(cls: Any, given: Sequence[Any], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """One value for each name, as Python binds the arguments of a function."""
    names: tuple[str, ...] = cls.__match_args__
    values = cls.__defaults__ | named
    values.update(zip(names, given))  # noqa: B905 - the rest is named, or has a default
    if len(values) != len(names) or len(given) > len(names) or not named.keys().isdisjoint(names[: len(given)]):
        raise TypeError(f"{cls.__name__} is made of {names}; {len(given)} were given in order, by name {[*named]}")
    return tuple(map(values.__getitem__, names))


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
