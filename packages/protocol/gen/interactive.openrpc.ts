// Generated from interactive.def by `aiwhisperer def build`. Do not edit.

/** OpenRPC document of `Interactive`: the answer to `rpc.discover`. */
export const interactiveOpenrpc: { readonly [key: string]: unknown } = {
  "openrpc": "1.3.2",
  "info": {
    "title": "Interactive",
    "description": "The contract between an AIWhisperer server and its clients: every method, notification, error and limit.\n\nA pair `XRequest` and `XResponse` is the method `interactive.x`; an `XNotification` is sent by the server under its own name.\nSequence numbers count the events of one session: 1, 2, 3 and on, without holes.",
    "version": "0.1.0"
  },
  "methods": [
    {
      "name": "interactive.startSession",
      "summary": "Starts a session and attaches the caller to it from sequence 0.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "userId",
          "summary": "A label of the user while the server asks for no authentication.",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256
          }
        },
        {
          "name": "sessionParams",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/SessionParams"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "StartSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/StartSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/ModelUnavailable"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/LimitExceeded"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        },
        {
          "$ref": "#/components/errors/Draining"
        }
      ]
    },
    {
      "name": "interactive.attachSession",
      "summary": "Delivers every later event of a session to this connection: first those already logged, then those to come, each once and in order.",
      "description": "Delivers every later event of a session to this connection: first those already logged, then those to come, each once and in order.\nAttaching again replaces the attachment.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        {
          "name": "afterSequence",
          "summary": "The last sequence that the client has; delivery starts with the next one. Default 0: everything.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      ],
      "result": {
        "name": "AttachSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/AttachSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/InvalidCursor"
        }
      ]
    },
    {
      "name": "interactive.detachSession",
      "summary": "Ends the delivery of a session's events to this connection. The session itself goes on.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "DetachSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/DetachSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        }
      ]
    },
    {
      "name": "interactive.deleteSession",
      "summary": "Deletes a session with all its events. A running turn is cancelled; everyone attached is told Stopped first.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "DeleteSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/DeleteSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.stopSession",
      "summary": "Ends a session: its turn is cancelled, queued messages are dropped, everyone attached is told. Stopping twice is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "StopSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/StopSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.getSession",
      "summary": "Tells what is known of a session without attaching to it.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "GetSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/GetSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        }
      ]
    },
    {
      "name": "interactive.listSessions",
      "summary": "Lists the caller's sessions, the one used last first.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "limit",
          "summary": "Sessions a page. Default 50.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 200
          }
        },
        {
          "name": "cursor",
          "summary": "`nextCursor` of the page before.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256
          }
        }
      ],
      "result": {
        "name": "ListSessionsResponse",
        "schema": {
          "$ref": "#/components/schemas/ListSessionsResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/InvalidCursor"
        }
      ]
    },
    {
      "name": "interactive.getHistory",
      "summary": "Reads logged events without attaching.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        {
          "name": "afterSequence",
          "summary": "Default 0: from the first event.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "limit",
          "summary": "Events a page. Default 1000.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 10000
          }
        }
      ],
      "result": {
        "name": "GetHistoryResponse",
        "schema": {
          "$ref": "#/components/schemas/GetHistoryResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/InvalidCursor"
        }
      ]
    },
    {
      "name": "interactive.sendUserMessage",
      "summary": "Sends a message. Answered once it is durable, never held until the answer ends.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        {
          "name": "message",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1000000
          }
        },
        {
          "name": "delivery",
          "summary": "Default `Queue`.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Delivery"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "SendUserMessageResponse",
        "schema": {
          "$ref": "#/components/schemas/SendUserMessageResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/Busy"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/LimitExceeded"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        },
        {
          "$ref": "#/components/errors/Draining"
        }
      ]
    },
    {
      "name": "interactive.cancelTurn",
      "summary": "Cancels a turn; its terminal event follows. A turn that has ended already is left as it is.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        {
          "name": "turnId",
          "summary": "Default: the running turn. Name a queued turn to take its message back.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "CancelTurnResponse",
        "schema": {
          "$ref": "#/components/schemas/CancelTurnResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.listModels",
      "summary": "Lists what `sessionParams.model` can be, and whether it is usable now.",
      "paramStructure": "by-name",
      "params": [],
      "result": {
        "name": "ListModelsResponse",
        "schema": {
          "$ref": "#/components/schemas/ListModelsResponse"
        }
      }
    }
  ],
  "components": {
    "schemas": {
      "AIMessageChunkNotification": {
        "type": "object",
        "description": "New text of an answer. Grammar of a message: any number of chunks, then exactly one with `isFinal`.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "firstSequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Sequence of the first chunk that is merged into this one; absent when it is a single one."
          },
          "messageId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "chunk": {
            "type": "string",
            "description": "New text only; empty in the final chunk."
          },
          "isFinal": {
            "type": "boolean"
          },
          "channel": {
            "$ref": "#/components/schemas/Channel",
            "description": "Default `Final`."
          },
          "length": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "In the final chunk: length of the whole text of channel `Final`, in UTF-16 units."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "messageId",
          "turnId",
          "chunk",
          "isFinal"
        ]
      },
      "AttachSessionRequest": {
        "type": "object",
        "description": "Delivers every later event of a session to this connection: first those already logged, then those to come, each once and in order.\nAttaching again replaces the attachment.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          },
          "afterSequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The last sequence that the client has; delivery starts with the next one. Default 0: everything."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "AttachSessionResponse": {
        "type": "object",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "sequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event in the log at the time of the answer: up to here is replay."
          }
        },
        "required": [
          "sessionId",
          "status",
          "sequence"
        ]
      },
      "BusyData": {
        "type": "object",
        "properties": {
          "turnId": {
            "type": "string"
          }
        },
        "required": [
          "turnId"
        ]
      },
      "CancelTurnRequest": {
        "type": "object",
        "description": "Cancels a turn; its terminal event follows. A turn that has ended already is left as it is.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          },
          "turnId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "description": "Default: the running turn. Name a queued turn to take its message back."
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "CancelTurnResponse": {
        "type": "object",
        "properties": {
          "status": {
            "$ref": "#/components/schemas/TurnStatus",
            "description": "The turn's status when the request was taken; `Cancelled` when there was nothing to cancel."
          }
        },
        "required": [
          "status"
        ]
      },
      "Channel": {
        "type": "integer",
        "description": "What a piece of an answer is meant for.",
        "oneOf": [
          {
            "const": 0,
            "title": "Final",
            "description": "The answer itself."
          },
          {
            "const": 1,
            "title": "Analysis",
            "description": "The model's reasoning, where the provider shows it."
          },
          {
            "const": 2,
            "title": "Commentary",
            "description": "Remarks on what the model is about to do."
          }
        ]
      },
      "DeleteSessionRequest": {
        "type": "object",
        "description": "Deletes a session with all its events. A running turn is cancelled; everyone attached is told Stopped first.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "DeleteSessionResponse": {
        "type": "object",
        "properties": {}
      },
      "Delivery": {
        "type": "integer",
        "description": "What happens to a message that is sent while a turn runs.",
        "oneOf": [
          {
            "const": 0,
            "title": "Queue",
            "description": "It waits for its turn."
          },
          {
            "const": 1,
            "title": "Interrupt",
            "description": "The running turn is cancelled and this message is answered next."
          },
          {
            "const": 2,
            "title": "Reject",
            "description": "It is refused with `Busy`."
          }
        ]
      },
      "DetachAction": {
        "type": "integer",
        "description": "What happens to a running turn when nobody is attached to its session any more. Leaving is not cancelling.",
        "oneOf": [
          {
            "const": 0,
            "title": "RunOn",
            "description": "It goes on."
          },
          {
            "const": 1,
            "title": "Cancel",
            "description": "It is cancelled when the grace time has passed."
          },
          {
            "const": 2,
            "title": "Pause",
            "description": "It is held, with its clock, when the grace time has passed, and goes on when somebody attaches."
          }
        ]
      },
      "DetachPolicy": {
        "type": "object",
        "properties": {
          "action": {
            "$ref": "#/components/schemas/DetachAction"
          },
          "graceMs": {
            "type": "integer",
            "minimum": 0,
            "maximum": 86400000,
            "description": "Time that somebody has to come back. Default 30,000."
          }
        },
        "required": [
          "action"
        ]
      },
      "DetachSessionRequest": {
        "type": "object",
        "description": "Ends the delivery of a session's events to this connection. The session itself goes on.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "DetachSessionResponse": {
        "type": "object",
        "properties": {}
      },
      "DrainingData": {
        "type": "object",
        "properties": {
          "reconnectAfterMs": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        "required": [
          "reconnectAfterMs"
        ]
      },
      "GetHistoryRequest": {
        "type": "object",
        "description": "Reads logged events without attaching.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          },
          "afterSequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Default 0: from the first event."
          },
          "limit": {
            "type": "integer",
            "minimum": 1,
            "maximum": 10000,
            "description": "Events a page. Default 1000."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "GetHistoryResponse": {
        "type": "object",
        "properties": {
          "events": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/HistoryEvent"
            }
          },
          "sequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event in the log; more pages follow while the last event here is below it."
          }
        },
        "required": [
          "events",
          "sequence"
        ]
      },
      "GetSessionRequest": {
        "type": "object",
        "description": "Tells what is known of a session without attaching to it.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "GetSessionResponse": {
        "type": "object",
        "properties": {
          "session": {
            "$ref": "#/components/schemas/SessionSummary"
          }
        },
        "required": [
          "session"
        ]
      },
      "HistoryEvent": {
        "type": "object",
        "description": "One event as it was, or would have been, delivered live.",
        "properties": {
          "method": {
            "type": "string",
            "description": "Name of the notification."
          },
          "params": {}
        },
        "required": [
          "method",
          "params"
        ]
      },
      "InvalidCursorData": {
        "type": "object",
        "properties": {
          "sequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The largest sequence that would have been valid, where the cursor is one."
          }
        }
      },
      "LimitExceededData": {
        "type": "object",
        "properties": {
          "limit": {
            "type": "string",
            "description": "Name of the limit, as the configuration has it."
          },
          "value": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        "required": [
          "limit",
          "value"
        ]
      },
      "ListModelsRequest": {
        "type": "object",
        "description": "Lists what `sessionParams.model` can be, and whether it is usable now.",
        "properties": {}
      },
      "ListModelsResponse": {
        "type": "object",
        "properties": {
          "models": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ModelInfo"
            }
          }
        },
        "required": [
          "models"
        ]
      },
      "ListSessionsRequest": {
        "type": "object",
        "description": "Lists the caller's sessions, the one used last first.",
        "properties": {
          "limit": {
            "type": "integer",
            "minimum": 1,
            "maximum": 200,
            "description": "Sessions a page. Default 50."
          },
          "cursor": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "description": "`nextCursor` of the page before."
          }
        }
      },
      "ListSessionsResponse": {
        "type": "object",
        "properties": {
          "sessions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SessionSummary"
            }
          },
          "nextCursor": {
            "type": "string",
            "description": "Present while there are more."
          }
        },
        "required": [
          "sessions"
        ]
      },
      "MessageDiscardedNotification": {
        "type": "object",
        "description": "An answer that a crash cut off is void and is produced again under a new id. It gets no final chunk; a finished one is never discarded.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "messageId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "messageId",
          "turnId",
          "reason"
        ]
      },
      "MessageStatus": {
        "type": "integer",
        "oneOf": [
          {
            "const": 0,
            "title": "OK"
          },
          {
            "const": 1,
            "title": "Error"
          }
        ]
      },
      "ModelInfo": {
        "type": "object",
        "properties": {
          "model": {
            "type": "string",
            "description": "`provider:model`, as `sessionParams.model` takes it; `provider:` alone where any model name may follow."
          },
          "provider": {
            "type": "string"
          },
          "usable": {
            "type": "boolean",
            "description": "Whether it can be used now."
          },
          "reason": {
            "type": "string",
            "description": "Why not, and what to set."
          },
          "isDefault": {
            "type": "boolean",
            "description": "Whether sessions that name no model use it."
          }
        },
        "required": [
          "model",
          "provider",
          "usable",
          "isDefault"
        ]
      },
      "ModelUnavailableData": {
        "type": "object",
        "properties": {
          "model": {
            "type": "string"
          },
          "reason": {
            "type": "string",
            "description": "What to set or to choose instead."
          }
        },
        "required": [
          "model",
          "reason"
        ]
      },
      "OverloadedData": {
        "type": "object",
        "properties": {
          "retryAfterMs": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        "required": [
          "retryAfterMs"
        ]
      },
      "PermissionDeniedData": {
        "type": "object",
        "properties": {
          "reason": {
            "type": "string"
          }
        },
        "required": [
          "reason"
        ]
      },
      "SendUserMessageRequest": {
        "type": "object",
        "description": "Sends a message. Answered once it is durable, never held until the answer ends.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          },
          "message": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1000000
          },
          "delivery": {
            "$ref": "#/components/schemas/Delivery",
            "description": "Default `Queue`."
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "message"
        ]
      },
      "SendUserMessageResponse": {
        "type": "object",
        "properties": {
          "messageId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/MessageStatus"
          },
          "turnId": {
            "type": "string"
          }
        },
        "required": [
          "messageId",
          "status",
          "turnId"
        ]
      },
      "ServerDrainNotification": {
        "type": "object",
        "description": "The server is about to restart: connect again after the given time, which differs from client to client. It belongs to no session.",
        "properties": {
          "reconnectAfterMs": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        "required": [
          "reconnectAfterMs"
        ]
      },
      "SessionNotFoundData": {
        "type": "object",
        "properties": {
          "sessionId": {
            "type": "string"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "SessionParams": {
        "type": "object",
        "description": "What a session is started with. All of it lasts as long as the session.",
        "properties": {
          "language": {
            "type": "string",
            "minLength": 1,
            "maxLength": 35,
            "description": "Language that the assistant is asked to answer in, as a BCP 47 tag such as `en` or `de-CH`."
          },
          "model": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "description": "Model as `provider:model`, for example `anthropic:claude-sonnet-4-5`, or `demo`. Default: the server's own default."
          },
          "context": {
            "type": "string",
            "maxLength": 1000000,
            "description": "System prompt: it precedes the history on every model call."
          },
          "detach": {
            "$ref": "#/components/schemas/DetachPolicy",
            "description": "Default: a turn goes on when nobody is attached."
          },
          "metadata": {
            "type": "object",
            "additionalProperties": {},
            "description": "Labels of the client's own, kept and given back, never interpreted."
          }
        }
      },
      "SessionStatus": {
        "type": "integer",
        "description": "Where a session is in its life.",
        "oneOf": [
          {
            "const": 0,
            "title": "Starting",
            "description": "Being created; no client sees this state today."
          },
          {
            "const": 1,
            "title": "Active",
            "description": "Open: it takes messages."
          },
          {
            "const": 2,
            "title": "Stopped",
            "description": "Ended by `stopSession`; its history stays readable."
          },
          {
            "const": 3,
            "title": "Error",
            "description": "Unusable: its stored events cannot be read."
          },
          {
            "const": 4,
            "title": "Paused",
            "description": "Held by `pauseSession`."
          }
        ]
      },
      "SessionStatusNotification": {
        "type": "object",
        "description": "The session changed.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "reason": {
            "type": "string"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "status"
        ]
      },
      "SessionStoppedData": {
        "type": "object",
        "properties": {
          "sessionId": {
            "type": "string"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "SessionSummary": {
        "type": "object",
        "description": "What `getSession` and `listSessions` tell of a session.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "userId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "sequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event in the log."
          },
          "title": {
            "type": "string",
            "description": "Start of the first user message; empty before there is one."
          },
          "model": {
            "type": "string",
            "description": "Model that the next turn uses, as `provider:model`."
          },
          "createdAt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Milliseconds since 1970-01-01T00:00:00Z."
          },
          "updatedAt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Time of the last message or status, in milliseconds since 1970-01-01T00:00:00Z."
          },
          "activeTurnId": {
            "type": "string",
            "description": "The turn that runs now, if one does."
          },
          "queuedMessages": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Messages that wait for their turn."
          },
          "metadata": {
            "type": "object",
            "additionalProperties": {}
          }
        },
        "required": [
          "sessionId",
          "userId",
          "status",
          "sequence",
          "title",
          "model",
          "createdAt",
          "updatedAt",
          "queuedMessages"
        ]
      },
      "StartSessionRequest": {
        "type": "object",
        "description": "Starts a session and attaches the caller to it from sequence 0.",
        "properties": {
          "userId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "description": "A label of the user while the server asks for no authentication."
          },
          "sessionParams": {
            "$ref": "#/components/schemas/SessionParams"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "userId"
        ]
      },
      "StartSessionResponse": {
        "type": "object",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "sequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event in the log."
          }
        },
        "required": [
          "sessionId",
          "status",
          "sequence"
        ]
      },
      "StopSessionRequest": {
        "type": "object",
        "description": "Ends a session: its turn is cancelled, queued messages are dropped, everyone attached is told. Stopping twice is fine.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "StopSessionResponse": {
        "type": "object",
        "properties": {
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          }
        },
        "required": [
          "status"
        ]
      },
      "TurnError": {
        "type": "object",
        "description": "Why a turn failed, in words that a person can act on.",
        "properties": {
          "code": {
            "type": "string",
            "description": "A stable name such as `unauthenticated`, `rate_limited`, `timeout`, `provider_error`; PROTOCOL.md lists them."
          },
          "message": {
            "type": "string"
          }
        },
        "required": [
          "code",
          "message"
        ]
      },
      "TurnStatus": {
        "type": "integer",
        "description": "Where a turn is: 0 to 3 are on the way, 4 to 7 are terminal, and exactly one terminal status ends a turn.",
        "oneOf": [
          {
            "const": 0,
            "title": "Queued",
            "description": "Waiting behind another turn."
          },
          {
            "const": 1,
            "title": "Running",
            "description": "The model is at work."
          },
          {
            "const": 2,
            "title": "AwaitingTool",
            "description": "Waiting for a tool's result."
          },
          {
            "const": 3,
            "title": "AwaitingApproval",
            "description": "Waiting for somebody's decision."
          },
          {
            "const": 4,
            "title": "Completed"
          },
          {
            "const": 5,
            "title": "Cancelled"
          },
          {
            "const": 6,
            "title": "Failed"
          },
          {
            "const": 7,
            "title": "Interrupted",
            "description": "Ended by a restart of the server."
          }
        ]
      },
      "TurnStatusNotification": {
        "type": "object",
        "description": "A turn changed. The terminal status follows the final chunk, and no event of the turn follows it.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "turnId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TurnStatus"
          },
          "stopReason": {
            "type": "string",
            "description": "Why the model stopped, with a terminal status: `stop`, `length`, `content_filter`, `cancelled`, `error` or `other`."
          },
          "usage": {
            "$ref": "#/components/schemas/Usage"
          },
          "error": {
            "$ref": "#/components/schemas/TurnError"
          },
          "notice": {
            "type": "string",
            "description": "What the turn waits for, in words for a person, such as a retry after a provider's limit."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "turnId",
          "status"
        ]
      },
      "Usage": {
        "type": "object",
        "description": "Tokens of a turn, as far as the provider reports them.",
        "properties": {
          "inputTokens": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          },
          "outputTokens": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          },
          "totalTokens": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      },
      "UserMessageNotification": {
        "type": "object",
        "description": "A message was taken. Goes to everyone attached, the sender too.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "messageId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "delivery": {
            "$ref": "#/components/schemas/Delivery",
            "description": "How it was sent; absent for `Queue`."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "messageId",
          "turnId",
          "message"
        ]
      }
    },
    "errors": {
      "SessionNotFound": {
        "code": -32001,
        "message": "There is no such session."
      },
      "SessionStopped": {
        "code": -32002,
        "message": "The session has been stopped."
      },
      "Busy": {
        "code": -32003,
        "message": "A turn is running."
      },
      "InvalidCursor": {
        "code": -32006,
        "message": "The cursor is not valid."
      },
      "ModelUnavailable": {
        "code": -32007,
        "message": "The model cannot be used."
      },
      "PermissionDenied": {
        "code": -32011,
        "message": "This is not permitted."
      },
      "LimitExceeded": {
        "code": -32021,
        "message": "A limit was exceeded."
      },
      "Overloaded": {
        "code": -32030,
        "message": "The server is overloaded."
      },
      "Draining": {
        "code": -32031,
        "message": "The server is restarting."
      }
    }
  },
  "x-notifications": [
    {
      "name": "UserMessageNotification",
      "summary": "A message was taken. Goes to everyone attached, the sender too.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "messageId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "message",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "delivery",
          "summary": "How it was sent; absent for `Queue`.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Delivery"
          }
        }
      ]
    },
    {
      "name": "AIMessageChunkNotification",
      "summary": "New text of an answer. Grammar of a message: any number of chunks, then exactly one with `isFinal`.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "firstSequence",
          "summary": "Sequence of the first chunk that is merged into this one; absent when it is a single one.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "messageId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "chunk",
          "summary": "New text only; empty in the final chunk.",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "isFinal",
          "required": true,
          "schema": {
            "type": "boolean"
          }
        },
        {
          "name": "channel",
          "summary": "Default `Final`.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Channel"
          }
        },
        {
          "name": "length",
          "summary": "In the final chunk: length of the whole text of channel `Final`, in UTF-16 units.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      ]
    },
    {
      "name": "MessageDiscardedNotification",
      "summary": "An answer that a crash cut off is void and is produced again under a new id. It gets no final chunk; a finished one is never discarded.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "messageId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "reason",
          "required": true,
          "schema": {
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "TurnStatusNotification",
      "summary": "A turn changed. The terminal status follows the final chunk, and no event of the turn follows it.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "status",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/TurnStatus"
          }
        },
        {
          "name": "stopReason",
          "summary": "Why the model stopped, with a terminal status: `stop`, `length`, `content_filter`, `cancelled`, `error` or `other`.",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "usage",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Usage"
          }
        },
        {
          "name": "error",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/TurnError"
          }
        },
        {
          "name": "notice",
          "summary": "What the turn waits for, in words for a person, such as a retry after a provider's limit.",
          "required": false,
          "schema": {
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "SessionStatusNotification",
      "summary": "The session changed.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "status",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/SessionStatus"
          }
        },
        {
          "name": "reason",
          "required": false,
          "schema": {
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "ServerDrainNotification",
      "summary": "The server is about to restart: connect again after the given time, which differs from client to client. It belongs to no session.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "reconnectAfterMs",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      ]
    }
  ],
  "x-errors": [
    {
      "name": "SessionNotFound",
      "code": -32001,
      "message": "There is no such session.",
      "description": "No session of that id belongs to the caller.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/SessionNotFoundData"
      }
    },
    {
      "name": "SessionStopped",
      "code": -32002,
      "message": "The session has been stopped.",
      "description": "The session was stopped; start another one.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/SessionStoppedData"
      }
    },
    {
      "name": "Busy",
      "code": -32003,
      "message": "A turn is running.",
      "description": "A turn runs and the message asked to be refused in that case.",
      "retry": true,
      "data": {
        "$ref": "#/components/schemas/BusyData"
      }
    },
    {
      "name": "InvalidCursor",
      "code": -32006,
      "message": "The cursor is not valid.",
      "description": "The cursor or sequence does not exist in what it was used on.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/InvalidCursorData"
      }
    },
    {
      "name": "ModelUnavailable",
      "code": -32007,
      "message": "The model cannot be used.",
      "description": "The model is unknown or not configured.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/ModelUnavailableData"
      }
    },
    {
      "name": "PermissionDenied",
      "code": -32011,
      "message": "This is not permitted.",
      "description": "A policy of the server refuses it.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/PermissionDeniedData"
      }
    },
    {
      "name": "LimitExceeded",
      "code": -32021,
      "message": "A limit was exceeded.",
      "description": "A named limit of the server was reached.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/LimitExceededData"
      }
    },
    {
      "name": "Overloaded",
      "code": -32030,
      "message": "The server is overloaded.",
      "description": "The server cannot take more work now, or cannot write its log.",
      "retry": true,
      "data": {
        "$ref": "#/components/schemas/OverloadedData"
      }
    },
    {
      "name": "Draining",
      "code": -32031,
      "message": "The server is restarting.",
      "description": "The server is about to restart and starts nothing new.",
      "retry": true,
      "data": {
        "$ref": "#/components/schemas/DrainingData"
      }
    }
  ]
};
