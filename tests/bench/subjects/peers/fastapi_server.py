"""The same on FastAPI, Uvicorn and Pydantic: a JSON-RPC 2.0 dispatcher on a WebSocket, whose messages are models."""

import asyncio
import json
import os
import socket
import time
import uuid
from typing import Any, AsyncIterator, Dict, Optional, Union

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Field, ValidationError


class Request(BaseModel):
    jsonrpc: str = Field(regex="^2\\.0$")
    method: str
    params: Dict[str, Any] = {}
    id: Optional[Union[int, str]] = None


class StartSessionRequest(BaseModel):
    userId: str = Field(min_length=1, max_length=256)


class StartSessionResponse(BaseModel):
    sessionId: str
    status: int
    sequence: int


class GetSessionRequest(BaseModel):
    sessionId: str = Field(min_length=1, max_length=128)


class SessionSummary(BaseModel):
    sessionId: str
    userId: str
    status: int = 1
    sequence: int = 1
    title: str = ""
    model: str = "metronome"
    createdAt: int
    updatedAt: int
    queuedMessages: int = 0


class GetSessionResponse(BaseModel):
    session: SessionSummary


class EchoRequest(BaseModel):
    message: str = Field(min_length=1, max_length=1_000_000)


class SendUserMessageRequest(BaseModel):
    sessionId: str = Field(min_length=1, max_length=128)
    message: str = Field(min_length=1, max_length=1_000_000)


class SendUserMessageResponse(BaseModel):
    messageId: str
    status: int
    turnId: str


class AIMessageChunkNotification(BaseModel):
    sessionId: str
    sequence: int
    messageId: str
    turnId: str
    chunk: str
    isFinal: bool


class TurnStatusNotification(BaseModel):
    sessionId: str
    sequence: int
    turnId: str
    status: int


USERS: Dict[str, str] = json.loads(os.environ["BENCH_TOKENS"])
app = FastAPI()
sessions: Dict[str, SessionSummary] = {}


class Connection:
    """One client: who it is, and where its answers go."""

    def __init__(self, websocket: WebSocket, user: str) -> None:
        self.websocket = websocket
        self.user = user
        self.answers: set = set()

    async def notify(self, params: BaseModel) -> None:
        notification = {"jsonrpc": "2.0", "method": type(params).__name__, "params": params.dict()}
        await self.websocket.send_text(json.dumps(notification))


def session_of(connection: Connection, session_id: str) -> SessionSummary:
    session = sessions.get(session_id)
    if session is None or session.userId != connection.user:
        raise KeyError(session_id)
    return session


async def stream_pieces(message: str) -> AsyncIterator[str]:
    _, count, *interval_ms = message.split(" ")
    started_at = time.perf_counter()
    for index in range(int(count)):
        wait = started_at + index * float(interval_ms[0] if interval_ms else 0) / 1000 - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        yield f"#{index:06d} some words. "


async def stream_answer(connection: Connection, session: SessionSummary, turn_id: str, message: str) -> None:
    message_id = str(uuid.uuid4())
    try:
        async for chunk in stream_pieces(message):
            session.sequence += 1
            await connection.notify(
                AIMessageChunkNotification(
                    sessionId=session.sessionId,
                    sequence=session.sequence,
                    messageId=message_id,
                    turnId=turn_id,
                    chunk=chunk,
                    isFinal=False,
                )
            )
        session.sequence += 1
        await connection.notify(
            TurnStatusNotification(sessionId=session.sessionId, sequence=session.sequence, turnId=turn_id, status=4)
        )
    except (WebSocketDisconnect, RuntimeError):
        pass


async def start_session(connection: Connection, params: Dict[str, Any]) -> Any:
    request = StartSessionRequest(**params)
    if request.userId != connection.user:
        raise KeyError(request.userId)
    now = int(time.time() * 1000)
    session = SessionSummary(sessionId=str(uuid.uuid4()), userId=connection.user, createdAt=now, updatedAt=now)
    sessions[session.sessionId] = session
    return StartSessionResponse(sessionId=session.sessionId, status=1, sequence=1).dict()


async def get_session(connection: Connection, params: Dict[str, Any]) -> Any:
    request = GetSessionRequest(**params)
    return GetSessionResponse(session=session_of(connection, request.sessionId)).dict()


async def echo(_connection: Connection, params: Dict[str, Any]) -> Any:
    return EchoRequest(**params).message


async def send_user_message(connection: Connection, params: Dict[str, Any]) -> Any:
    request = SendUserMessageRequest(**params)
    session = session_of(connection, request.sessionId)
    session.title = session.title or request.message
    turn_id = str(uuid.uuid4())
    answer = asyncio.create_task(stream_answer(connection, session, turn_id, request.message))
    connection.answers.add(answer)
    answer.add_done_callback(connection.answers.discard)
    return SendUserMessageResponse(messageId=str(uuid.uuid4()), status=0, turnId=turn_id).dict()


METHODS = {
    "startSession": start_session,
    "getSession": get_session,
    "interactive.echo": echo,
    "sendUserMessage": send_user_message,
}


def failure(request_id: Any, code: int, message: str) -> Dict[str, Any]:
    return {"jsonrpc": "2.0", "id": request_id, "error": {"code": code, "message": message}}


async def answer_text(connection: Connection, text: str) -> Dict[str, Any]:
    request_id = None
    try:
        request = Request(**json.loads(text))
        request_id = request.id
        method = METHODS.get(request.method)
        if method is None:
            return failure(request_id, -32601, "Method not found")
        return {"jsonrpc": "2.0", "id": request_id, "result": await method(connection, request.params)}
    except ValidationError as error:
        return failure(request_id, -32602, str(error))
    except KeyError:
        return failure(request_id, -32001, "There is no such session.")
    except ValueError:
        return failure(None, -32700, "Parse error")


@app.websocket("/ws")
async def serve(websocket: WebSocket) -> None:
    user = USERS.get(websocket.headers.get("authorization", "").removeprefix("Bearer "))
    if user is None:
        await websocket.close(4401)
        return
    await websocket.accept()
    connection = Connection(websocket, user)
    try:
        while True:
            text = await websocket.receive_text()
            await websocket.send_text(json.dumps(await answer_text(connection, text)))
    except (WebSocketDisconnect, RuntimeError):
        pass


if __name__ == "__main__":
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(4096)
    print(f"listens on {listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app, loop="uvloop", http="httptools", ws="websockets", log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
