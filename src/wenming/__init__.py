"""Wenming (文明创建工作台): software for earning and keeping the title 文明单位."""

__version__ = "0.1.0"
