"""A small client of yaml-language-server, which serves VS Code and other editors.

It opens the files of a plan as an editor does; a schema is found by the first line of each file.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, Final, Self

import checker
from make import PATIENCE

PROGRAM: Final = checker.MODULES / "yaml-language-server" / "bin" / "yaml-language-server"


class Server:
    """A running server; leave it with `close`."""

    def __init__(self) -> None:
        """Start the server and tell it what an editor would."""
        self._process = subprocess.Popen(  # noqa: S603 - a checker of our own
            ["node", str(PROGRAM), "--stdio"],  # noqa: S607 - as for the other checkers
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._said: Queue[dict[str, Any]] = Queue()
        self._asked = 0
        Thread(target=self._listen, daemon=True).start()
        completion = {"completionItem": {"documentationFormat": ["markdown"]}}
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": completion, "hover": {"contentFormat": ["markdown"]}},
        }
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self._tell("initialized", {})

    def show(self, file: Path, text: str) -> None:
        """Open a file with this text, as an editor does."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def faults(self, file: Path, text: str) -> list[tuple[int, str]]:
        """The faults that an editor shows in a file with this text, each with its line."""
        self.show(file, text)
        while True:
            said = self._heard(f"the faults of {file.name}")
            params = said.get("params", {})
            of = params.get("uri") == file.as_uri()
            if of and said.get("method") == "textDocument/publishDiagnostics":
                return [
                    (each["range"]["start"]["line"] + 1, each["message"])
                    for each in params["diagnostics"]
                ]

    def offered(self, file: Path, line: int, column: int) -> dict[str, str]:
        """What the editor offers at a place of an open file, from 1: each with its explanation."""
        answer = self._ask("textDocument/completion", _at(file, line, column))
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: _words(item.get("documentation", "")) for item in items or ()}

    def hover(self, file: Path, line: int, column: int) -> str:
        """What the editor shows when the mouse rests on a place of an open file."""
        answer = self._ask("textDocument/hover", _at(file, line, column))
        return _words(answer["contents"]) if answer else ""

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> Self:
        """The server itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        self.close()

    def _ask(self, method: str, params: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            said = self._heard(f"the answer to {method}")
            if said.get("id") == self._asked and "method" not in said:
                assert "error" not in said, said["error"]
                return said["result"]

    def _tell(self, method: str, params: Mapping[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _heard(self, waiting_for: str) -> dict[str, Any]:
        """The next thing that the server says; what it asks of an editor is answered."""
        try:
            said = self._said.get(timeout=PATIENCE)
        except Empty:
            raise checker.CheckerError("yaml-language-server", f"no {waiting_for}") from None
        if "method" in said and "id" in said:
            yaml = {"validate": True, "hover": True, "completion": True}
            off = {"schemaStore": {"enable": False}}
            asked = said["params"].get("items", ()) if said["params"] else ()
            result = [{**yaml, **off} if item.get("section") == "yaml" else None for item in asked]
            self._send({"id": said["id"], "result": result if asked else None})
        return said

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            size = 0
            while line.strip():
                name, _, value = line.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                line = self._process.stdout.readline()
            self._said.put(json.loads(self._process.stdout.read(size)))


def _at(file: Path, line: int, column: int) -> dict[str, Any]:
    place = {"line": line - 1, "character": column - 1}
    return {"textDocument": {"uri": file.as_uri()}, "position": place}


def _words(contents: Any) -> str:  # noqa: ANN401 - a text, or a mapping with one
    return str(contents["value"]) if isinstance(contents, dict) else str(contents)
