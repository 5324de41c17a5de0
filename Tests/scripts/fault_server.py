#!/usr/bin/env python3
"""A model server that fails as it is asked to, for tests.

    fault_server.py    prints its port on one line, and ends when its standard input does

Speaks just enough of Ollama's /api/chat and of OpenAI's /v1/chat/completions. The name of the model
says what goes wrong; the same name again counts, so that some faults heal. What is asked is kept and
given back at /requests.
"""
import http.server
import json
import sys
import threading
import time

counts, requests, lock = {}, [], threading.Lock()

SENTENCE = '{"sentence_a": {"fact": "files", "words": "The count of files in the folder is"}}'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, body, kind="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.reply(200, requests)

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def line(self, ollama, text, done=False):
        if ollama:
            value = {"model": "m", "message": {"role": "assistant", "content": text}, "done": done}
            if done:
                value |= {"done_reason": "stop", "total_duration": 5000000, "load_duration": 1000000,
                          "prompt_eval_count": 7, "prompt_eval_duration": 2000000,
                          "eval_count": 4, "eval_duration": 2000000}
            return json.dumps(value).encode() + b"\n"
        value = {"model": "m", "choices": [{"delta": {"content": text}, "finish_reason": "stop" if done else None}]}
        if done:
            value |= {"usage": {"prompt_tokens": 7, "completion_tokens": 4},
                      "timings": {"prompt_n": 7, "prompt_ms": 2.0, "predicted_n": 4, "predicted_ms": 2.0}}
        return b"data: " + json.dumps(value).encode() + b"\n\n"

    def stream(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def answer(self, ollama, text):
        self.stream()
        for i in range(0, len(text), 16):
            self.chunk(self.line(ollama, text[i:i + 16]))
        self.chunk(self.line(ollama, "", True))
        if not ollama:
            self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        ollama = self.path == "/api/chat"
        fault = body["model"]
        with lock:
            counts[fault] = count = counts.get(fault, 0) + 1
            requests.append({"path": self.path, "authorization": self.headers.get("Authorization"),
                             "body": body})
        if fault == "good":
            return self.answer(ollama, SENTENCE)
        if fault == "digits":
            return self.answer(ollama, '{"sentence_a": {"fact": "files", "words": "There are 425 of"}}')
        if fault == "heals-after-two":
            return self.reply(503, {"error": "loading"}) if count < 3 else self.answer(ollama, SENTENCE)
        if fault == "failing":
            return self.reply(500, {"error": "out of memory"})
        if fault == "overflow":
            return self.reply(400, {"error": {"code": 400, "type": "exceed_context_size_error", "message":
                "request (600 tokens) exceeds the available context size (512 tokens)"}})
        if fault == "overflow-once" and count == 1:
            return self.reply(400, {"error": "prompt exceeds the context size"})
        if fault == "overflow-once":
            return self.answer(ollama, SENTENCE)
        if fault == "no-schema":
            if "format" in body or "response_format" in body:
                return self.reply(400, {"error": "this server takes no response_format"})
            return self.answer(ollama, "The count of files in the folder is {{files}}.")
        if fault == "key":
            # As some servers do, with what they were sent.
            return self.reply(401, {"error": {"message": f"invalid key: {self.headers.get('Authorization')}"}})
        if fault == "key-in-stream":
            self.stream()
            self.chunk((b"" if ollama else b"data: ")
                       + json.dumps({"error": self.headers.get("Authorization")}).encode() + b"\n")
            return self.chunk(b"")
        if fault == "deadline":
            return self.reply(500, {"error": "timed out waiting for llama runner to start: "
                                             "context deadline exceeded"})
        if fault == "null-error":
            self.stream()
            for done in (False, True):
                line = self.line(ollama, "" if done else "The words", done).replace(b"{", b'{"error": null, ', 1)
                self.chunk(line)
            return self.chunk(b"")
        if fault == "huge-counts":
            self.stream()
            self.chunk(self.line(ollama, "The words"))
            line = self.line(ollama, "", True).replace(b": 7", b": 9223372036854775807")
            self.chunk(line.replace(b": 4", b": 9223372036854775807"))
            return self.chunk(b"")
        if fault == "no-http":
            self.wfile.write(b"hello\r\n")
            self.close_connection = True
            return None
        if fault == "no-schema-at-all" and ("format" in body or "response_format" in body):
            return self.reply(500, {"error": "Invalid JSON Schema: patterns are not known"})
        if fault == "no-schema-at-all":
            return self.answer(ollama, "The number of files is {{files}}.")
        if fault == "fails-from-seed-three":
            seed = (body.get("options") or body).get("seed") or 0
            return (self.reply(400, {"error": "no more"}) if seed >= 3 else self.answer(ollama, SENTENCE))
        if fault == "html":
            return self.reply(502, b"<html><h1>Bad gateway</h1></html>", "text/html")
        if fault == "stall":
            self.stream()
            self.chunk(self.line(ollama, "The "))
            return time.sleep(60)
        if fault == "silent":
            return time.sleep(60)
        if fault == "dies":
            self.stream()
            self.chunk(self.line(ollama, "The "))
            self.close_connection = True
            return self.connection.shutdown(2)
        if fault == "ends-early":
            self.stream()
            self.chunk(self.line(ollama, "The "))
            return self.chunk(b"")
        if fault == "not-utf8":
            self.stream()
            self.chunk((b"" if ollama else b"data: ") + b'{"done": false, "message": {"content": "\xff\xfe"}}\n')
            return self.chunk(b"")
        if fault == "not-json":
            self.stream()
            self.chunk((b"" if ollama else b"data: ") + b'{"done": fal\n')
            return self.chunk(b"")
        if fault == "error-in-stream":
            self.stream()
            self.chunk((b"" if ollama else b"data: ") + b'{"error": "the runner ended"}\n')
            return self.chunk(b"")
        if fault == "empty":
            return self.answer(ollama, "  ")
        if fault == "endless":
            self.stream()
            piece = self.line(ollama, "more and more words " * 50)
            try:
                while True:
                    self.chunk(piece)
            except OSError:
                return None
        return self.reply(404, {"error": f"model '{fault}' not found"})


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        """A client that goes away in the middle is what some of the tests are about."""


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
