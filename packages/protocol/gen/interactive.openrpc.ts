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
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
          "$ref": "#/components/errors/RateLimited"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
          "$ref": "#/components/errors/SessionUnreadable"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        }
      ]
    },
    {
      "name": "interactive.listSessions",
      "summary": "Lists the caller's sessions, or those of others that are shared with the caller, the one used last first.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "shared",
          "summary": "True lists the sessions of others that are shared with the caller, each with the caller's `access`. Default: the caller's own.",
          "required": false,
          "schema": {
            "type": "boolean"
          }
        },
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
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/InvalidCursor"
        }
      ]
    },
    {
      "name": "interactive.shareSession",
      "summary": "Lets another user into a session, or changes what that user may do. Only the owner can.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "userId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "access",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/SessionAccess"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "ShareSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/ShareSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/LimitExceeded"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.unshareSession",
      "summary": "Takes a user's access back, at once: what that user's connections follow of the session ends. Only the owner can. Doing it twice is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "userId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "UnshareSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/UnshareSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.authenticate",
      "summary": "Renews the connection's authentication with a newer token of the same user, so that it outlives the token that it began with.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "token",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 16384
          }
        }
      ],
      "result": {
        "name": "AuthenticateResponse",
        "schema": {
          "$ref": "#/components/schemas/AuthenticateResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/Unauthenticated"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
          "$ref": "#/components/errors/SessionUnreadable"
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
          "$ref": "#/components/errors/RateLimited"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "turnId",
          "summary": "Default: the running turn. Name a queued turn to take its message back.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.pauseSession",
      "summary": "Holds a session: its turn stands still at the next safe point, its clock with it, and no other turn begins. Pausing twice is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "PauseSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/PauseSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.resumeSession",
      "summary": "Lets a held session go on. Resuming what runs is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "ResumeSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/ResumeSessionResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.listTools",
      "summary": "Lists the tools of the server and, for a session, those that its clients offer.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "ListToolsResponse",
        "schema": {
          "$ref": "#/components/schemas/ListToolsResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        }
      ]
    },
    {
      "name": "interactive.listToolServers",
      "summary": "Lists the servers that tools come from, with the state of each, in the order of the configuration.",
      "paramStructure": "by-name",
      "params": [],
      "result": {
        "name": "ListToolServersResponse",
        "schema": {
          "$ref": "#/components/schemas/ListToolServersResponse"
        }
      }
    },
    {
      "name": "interactive.offerTools",
      "summary": "Offers tools of this client to a session that this connection is attached to, in place of those it offered before. The offer ends with the attachment.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "clientId",
          "summary": "Names the client across its connections: calls that are leased to it stay so when its line breaks for a moment.",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "tools",
          "required": true,
          "schema": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ClientTool"
            },
            "maxItems": 128
          }
        }
      ],
      "result": {
        "name": "OfferToolsResponse",
        "schema": {
          "$ref": "#/components/schemas/OfferToolsResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        }
      ]
    },
    {
      "name": "interactive.provideToolResult",
      "summary": "Gives the result of a client's tool call. Exactly one is accepted; it never starts a turn.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "result",
          "required": true,
          "schema": {}
        },
        {
          "name": "isError",
          "summary": "Whether the tool failed; the model is told.",
          "required": false,
          "schema": {
            "type": "boolean"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "ProvideToolResultResponse",
        "schema": {
          "$ref": "#/components/schemas/ProvideToolResultResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/ToolCallNotFound"
        },
        {
          "$ref": "#/components/errors/ToolCallAlreadyResolved"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.decideToolCall",
      "summary": "Decides about a tool call that waits for it. The first decision counts.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "decision",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/ToolDecision"
          }
        },
        {
          "name": "reason",
          "summary": "Goes to the model with a `Deny`.",
          "required": false,
          "schema": {
            "type": "string",
            "maxLength": 4000
          }
        },
        {
          "name": "scope",
          "summary": "With `AllowAlways`: the later calls that are allowed, one of the request's `scopes`. Default: the first of them, the narrowest.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/GrantScope"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "DecideToolCallResponse",
        "schema": {
          "$ref": "#/components/schemas/DecideToolCallResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/ToolCallNotFound"
        },
        {
          "$ref": "#/components/errors/ToolCallAlreadyResolved"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/LimitExceeded"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.listGrants",
      "summary": "The grants of a session that are in force, the oldest first.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "ListGrantsResponse",
        "schema": {
          "$ref": "#/components/schemas/ListGrantsResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        }
      ]
    },
    {
      "name": "interactive.revokeGrant",
      "summary": "Revokes a grant: calls that have not begun are asked about again. Revoking one that is gone changes nothing.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "grantId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "RevokeGrantResponse",
        "schema": {
          "$ref": "#/components/schemas/RevokeGrantResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.askAnswer",
      "summary": "Answers a question that a running tool asks, or declines it. Exactly one of `answer` and `declined` is present. The first answer counts.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "questionId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "answer",
          "summary": "An object that fits the question's schema. Absent fields get their defaults. An answer that does not fit is -32602 with the faults of each field.",
          "required": false,
          "schema": {}
        },
        {
          "name": "declined",
          "summary": "True declines.",
          "required": false,
          "schema": {
            "type": "boolean"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "AskAnswerResponse",
        "schema": {
          "$ref": "#/components/schemas/AskAnswerResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/SessionNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/ToolCallNotFound"
        },
        {
          "$ref": "#/components/errors/ToolCallAlreadyResolved"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/LimitExceeded"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.startPlan",
      "summary": "Starts a plan and attaches the caller to the session that tells of it, from sequence 0. A plan with a cycle, an unknown or a double id, or a misspelt member is -32602.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "userId",
          "summary": "A label of the user while the server asks for no authentication.",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "plan",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/Plan"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "StartPlanResponse",
        "schema": {
          "$ref": "#/components/schemas/StartPlanResponse"
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
          "$ref": "#/components/errors/RateLimited"
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
      "name": "interactive.pausePlan",
      "summary": "Holds a plan: its running tasks are paused and no other begins.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "planId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "PausePlanResponse",
        "schema": {
          "$ref": "#/components/schemas/PausePlanResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/PlanNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.resumePlan",
      "summary": "Lets a held plan go on.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "planId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "ResumePlanResponse",
        "schema": {
          "$ref": "#/components/schemas/ResumePlanResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/PlanNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/SessionStopped"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.stopPlan",
      "summary": "Ends a plan: its running tasks are cancelled, the others skipped. Stopping twice is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "planId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "StopPlanResponse",
        "schema": {
          "$ref": "#/components/schemas/StopPlanResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/PlanNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
        },
        {
          "$ref": "#/components/errors/Overloaded"
        }
      ]
    },
    {
      "name": "interactive.getPlan",
      "summary": "Tells how a plan and each of its tasks stand.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "planId",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      ],
      "result": {
        "name": "GetPlanResponse",
        "schema": {
          "$ref": "#/components/schemas/GetPlanResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/PlanNotFound"
        },
        {
          "$ref": "#/components/errors/SessionUnreadable"
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
    },
    {
      "name": "interactive.listPrompts",
      "summary": "Lists the prompts of the tool servers that are connected now.",
      "paramStructure": "by-name",
      "params": [],
      "result": {
        "name": "ListPromptsResponse",
        "schema": {
          "$ref": "#/components/schemas/ListPromptsResponse"
        }
      }
    },
    {
      "name": "interactive.getPrompt",
      "summary": "Fills in a prompt. Nothing is sent: the text is for a person to read, change and send.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "name",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 300
          }
        },
        {
          "name": "arguments",
          "summary": "Values by the name of their argument.",
          "required": false,
          "schema": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          }
        }
      ],
      "result": {
        "name": "GetPromptResponse",
        "schema": {
          "$ref": "#/components/schemas/GetPromptResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/PromptUnavailable"
        }
      ]
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
      "AskAnswerRequest": {
        "type": "object",
        "description": "Answers a question that a running tool asks, or declines it. Exactly one of `answer` and `declined` is present. The first answer counts.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "questionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "answer": {
            "description": "An object that fits the question's schema. Absent fields get their defaults. An answer that does not fit is -32602 with the faults of each field."
          },
          "declined": {
            "type": "boolean",
            "description": "True declines."
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "questionId"
        ]
      },
      "AskAnswerResponse": {
        "type": "object",
        "properties": {
          "status": {
            "$ref": "#/components/schemas/MessageStatus"
          }
        },
        "required": [
          "status"
        ]
      },
      "AttachSessionRequest": {
        "type": "object",
        "description": "Delivers every later event of a session to this connection: first those already logged, then those to come, each once and in order.\nAttaching again replaces the attachment.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
      "AuthenticateRequest": {
        "type": "object",
        "description": "Renews the connection's authentication with a newer token of the same user, so that it outlives the token that it began with.",
        "properties": {
          "token": {
            "type": "string",
            "minLength": 1,
            "maxLength": 16384
          }
        },
        "required": [
          "token"
        ]
      },
      "AuthenticateResponse": {
        "type": "object",
        "properties": {
          "userId": {
            "type": "string"
          },
          "expiresAt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When the token ends, in milliseconds since 1970-01-01T00:00:00Z; absent for one that does not."
          }
        },
        "required": [
          "userId"
        ]
      },
      "AuthenticationExpiringNotification": {
        "type": "object",
        "description": "The token of this connection ends soon: `authenticate` with a newer one, or it is closed with 4401. It belongs to no session.",
        "properties": {
          "expiresAt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Milliseconds since 1970-01-01T00:00:00Z."
          }
        },
        "required": [
          "expiresAt"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "turnId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "Default: the running turn. Name a queued turn to take its message back."
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
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
      "ClientTool": {
        "type": "object",
        "description": "A tool that clients run.",
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          },
          "description": {
            "type": "string",
            "maxLength": 20000,
            "description": "Tells the model what it does and when to use it."
          },
          "inputSchema": {
            "description": "JSON Schema of the arguments, an object. Default: an object with any properties."
          },
          "effect": {
            "$ref": "#/components/schemas/ToolEffect",
            "description": "Default `Read`."
          },
          "timeoutMs": {
            "type": "integer",
            "minimum": 1,
            "maximum": 86400000,
            "description": "Time that a client has to give the result. Default and limit: the server's `clientToolTimeoutMs`."
          }
        },
        "required": [
          "name",
          "description"
        ]
      },
      "Confinement": {
        "type": "object",
        "description": "How the operating system confines the program that a tool starts.",
        "properties": {
          "sandbox": {
            "type": "string",
            "description": "Name of the sandbox, such as `bubblewrap`; absent when the program is not confined."
          },
          "network": {
            "type": "boolean",
            "description": "Whether the program reaches the network."
          },
          "summary": {
            "type": "string",
            "description": "The same in words for people, with the reason when the program is not confined."
          }
        },
        "required": [
          "network",
          "summary"
        ]
      },
      "DecideToolCallRequest": {
        "type": "object",
        "description": "Decides about a tool call that waits for it. The first decision counts.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "toolCallId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "decision": {
            "$ref": "#/components/schemas/ToolDecision"
          },
          "reason": {
            "type": "string",
            "maxLength": 4000,
            "description": "Goes to the model with a `Deny`."
          },
          "scope": {
            "$ref": "#/components/schemas/GrantScope",
            "description": "With `AllowAlways`: the later calls that are allowed, one of the request's `scopes`. Default: the first of them, the narrowest."
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "toolCallId",
          "decision"
        ]
      },
      "DecideToolCallResponse": {
        "type": "object",
        "properties": {
          "status": {
            "$ref": "#/components/schemas/MessageStatus"
          }
        },
        "required": [
          "status"
        ]
      },
      "DeleteSessionRequest": {
        "type": "object",
        "description": "Deletes a session with all its events. A running turn is cancelled; everyone attached is told Stopped first.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
      "DeliveryFailedNotification": {
        "type": "object",
        "description": "The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any\nmore. The attachment has ended; the connection and its other sessions go on. It is not logged.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "afterSequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The last sequence that was sent."
          },
          "cause": {
            "$ref": "#/components/schemas/DeliveryFailure"
          },
          "reason": {
            "type": "string",
            "description": "In words for a person."
          }
        },
        "required": [
          "sessionId",
          "afterSequence",
          "cause",
          "reason"
        ]
      },
      "DeliveryFailure": {
        "type": "integer",
        "description": "Why a session's events are delivered no longer.",
        "oneOf": [
          {
            "const": 0,
            "title": "Damaged"
          },
          {
            "const": 1,
            "title": "Unshared"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
      "GetPlanRequest": {
        "type": "object",
        "description": "Tells how a plan and each of its tasks stand.",
        "properties": {
          "planId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        "required": [
          "planId"
        ]
      },
      "GetPlanResponse": {
        "type": "object",
        "properties": {
          "planId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          },
          "plan": {
            "$ref": "#/components/schemas/Plan"
          },
          "tasks": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/TaskState"
            },
            "description": "In the plan's order."
          },
          "sequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event in the log."
          }
        },
        "required": [
          "planId",
          "status",
          "plan",
          "tasks",
          "sequence"
        ]
      },
      "GetPromptRequest": {
        "type": "object",
        "description": "Fills in a prompt. Nothing is sent: the text is for a person to read, change and send.",
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 300
          },
          "arguments": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            },
            "description": "Values by the name of their argument."
          }
        },
        "required": [
          "name"
        ]
      },
      "GetPromptResponse": {
        "type": "object",
        "properties": {
          "text": {
            "type": "string",
            "description": "Not longer than a message may be."
          }
        },
        "required": [
          "text"
        ]
      },
      "GetSessionRequest": {
        "type": "object",
        "description": "Tells what is known of a session without attaching to it.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
      "Grant": {
        "type": "object",
        "description": "Later calls of a tool that a person has allowed in a session. It counts while the tool's definition is the one that the person saw.",
        "properties": {
          "grantId": {
            "type": "string"
          },
          "toolName": {
            "type": "string"
          },
          "scope": {
            "$ref": "#/components/schemas/GrantScope"
          },
          "label": {
            "type": "string",
            "description": "A few words, such as `git status …`."
          },
          "text": {
            "type": "string",
            "description": "Which calls it allows, as a sentence."
          },
          "since": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Milliseconds since 1970-01-01T00:00:00Z."
          },
          "grantedBy": {
            "type": "string",
            "description": "The user."
          },
          "expiresAt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When it expires, in milliseconds since 1970-01-01T00:00:00Z; absent where it lasts as long as the session."
          },
          "definitionHash": {
            "type": "string",
            "description": "SHA-256 of the tool's name, description, schema, effect and hints."
          }
        },
        "required": [
          "grantId",
          "toolName",
          "scope",
          "label",
          "text",
          "since",
          "grantedBy",
          "definitionHash"
        ]
      },
      "GrantOffer": {
        "type": "object",
        "description": "A scope that a person can choose for a grant, in words for people.",
        "properties": {
          "scope": {
            "$ref": "#/components/schemas/GrantScope"
          },
          "label": {
            "type": "string",
            "description": "A few words, such as `git status …`."
          },
          "text": {
            "type": "string",
            "description": "Which later calls it allows, as a sentence."
          }
        },
        "required": [
          "scope",
          "label",
          "text"
        ]
      },
      "GrantRevokedNotification": {
        "type": "object",
        "description": "A grant was revoked. Goes to every screen.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "grantId": {
            "type": "string"
          },
          "toolName": {
            "type": "string"
          },
          "revokedBy": {
            "type": "string",
            "description": "The user."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "grantId",
          "toolName",
          "revokedBy"
        ]
      },
      "GrantScope": {
        "type": "object",
        "description": "The calls of a tool that a grant covers. `type` says which of the other fields it has.",
        "properties": {
          "type": {
            "type": "string",
            "minLength": 1,
            "maxLength": 32,
            "description": "`command`: that command, exactly. `commandPrefix`: commands each part of which begins with the words of one of the prefixes. `path`: that\nfile. `tool`: every call."
          },
          "command": {
            "type": "string"
          },
          "prefixes": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "minItems": 1,
            "maxItems": 100
          },
          "folder": {
            "type": "string",
            "description": "Of commands: the folder that they run in, relative to the workspace. Absent for the workspace itself."
          },
          "path": {
            "type": "string",
            "description": "Relative to the workspace."
          }
        },
        "required": [
          "type"
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
      "LeftOutTool": {
        "type": "object",
        "description": "A tool that a server lists and that is not offered.",
        "properties": {
          "name": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          }
        },
        "required": [
          "name",
          "reason"
        ]
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
      "ListGrantsRequest": {
        "type": "object",
        "description": "The grants of a session that are in force, the oldest first.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "ListGrantsResponse": {
        "type": "object",
        "properties": {
          "grants": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Grant"
            }
          }
        },
        "required": [
          "grants"
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
      "ListPromptsRequest": {
        "type": "object",
        "description": "Lists the prompts of the tool servers that are connected now.",
        "properties": {}
      },
      "ListPromptsResponse": {
        "type": "object",
        "properties": {
          "prompts": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PromptInfo"
            }
          }
        },
        "required": [
          "prompts"
        ]
      },
      "ListSessionsRequest": {
        "type": "object",
        "description": "Lists the caller's sessions, or those of others that are shared with the caller, the one used last first.",
        "properties": {
          "shared": {
            "type": "boolean",
            "description": "True lists the sessions of others that are shared with the caller, each with the caller's `access`. Default: the caller's own."
          },
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
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
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
      "ListToolServersRequest": {
        "type": "object",
        "description": "Lists the servers that tools come from, with the state of each, in the order of the configuration.",
        "properties": {}
      },
      "ListToolServersResponse": {
        "type": "object",
        "properties": {
          "servers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ToolServerInfo"
            }
          }
        },
        "required": [
          "servers"
        ]
      },
      "ListToolsRequest": {
        "type": "object",
        "description": "Lists the tools of the server and, for a session, those that its clients offer.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          }
        }
      },
      "ListToolsResponse": {
        "type": "object",
        "properties": {
          "tools": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ToolInfo"
            }
          }
        },
        "required": [
          "tools"
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
      "MessageExcludedNotification": {
        "type": "object",
        "description": "The provider refused what a turn holds (HTTP 4xx) before any text of the answer. The user message of that turn is left out of all later\nrequests to models, with its answers and tool results. It comes before the terminal status of the turn that runs.",
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
            "type": "string",
            "description": "A user message: that of the turn that runs, or of an earlier one, where what came of that one is what the provider refused."
          },
          "turnId": {
            "type": "string",
            "description": "The turn that runs."
          },
          "reason": {
            "type": "string",
            "description": "In words for a person."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "messageId",
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
      "OfferToolsRequest": {
        "type": "object",
        "description": "Offers tools of this client to a session that this connection is attached to, in place of those it offered before. The offer ends with the attachment.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "clientId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "Names the client across its connections: calls that are leased to it stay so when its line breaks for a moment."
          },
          "tools": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ClientTool"
            },
            "maxItems": 128
          }
        },
        "required": [
          "sessionId",
          "clientId",
          "tools"
        ]
      },
      "OfferToolsResponse": {
        "type": "object",
        "properties": {}
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
      "PausePlanRequest": {
        "type": "object",
        "description": "Holds a plan: its running tasks are paused and no other begins.",
        "properties": {
          "planId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "planId"
        ]
      },
      "PausePlanResponse": {
        "type": "object",
        "properties": {
          "planId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          }
        },
        "required": [
          "planId",
          "status"
        ]
      },
      "PauseSessionRequest": {
        "type": "object",
        "description": "Holds a session: its turn stands still at the next safe point, its clock with it, and no other turn begins. Pausing twice is fine.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "PauseSessionResponse": {
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
      "Plan": {
        "type": "object",
        "description": "Tasks that depend on each other without a cycle.",
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "model": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "Default: the server's default model."
          },
          "context": {
            "type": "string",
            "maxLength": 1000000,
            "description": "System prompt of every task."
          },
          "maxParallel": {
            "type": "integer",
            "minimum": 1,
            "maximum": 64,
            "description": "Tasks that run at once. Default and limit: the server's `maxParallelTasks`."
          },
          "tasks": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PlanTask"
            },
            "minItems": 1,
            "maxItems": 500
          }
        },
        "required": [
          "name",
          "tasks"
        ]
      },
      "PlanNotFoundData": {
        "type": "object",
        "properties": {
          "planId": {
            "type": "string"
          }
        },
        "required": [
          "planId"
        ]
      },
      "PlanStatus": {
        "type": "integer",
        "oneOf": [
          {
            "const": 0,
            "title": "Pending"
          },
          {
            "const": 1,
            "title": "Running"
          },
          {
            "const": 2,
            "title": "Completed",
            "description": "Every task is completed, skipped, or failed in a way that the plan allows for."
          },
          {
            "const": 3,
            "title": "Failed"
          },
          {
            "const": 4,
            "title": "Paused"
          },
          {
            "const": 5,
            "title": "Stopped"
          }
        ]
      },
      "PlanStatusNotification": {
        "type": "object",
        "description": "A plan changed.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "planId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          },
          "reason": {
            "type": "string"
          },
          "plan": {
            "$ref": "#/components/schemas/Plan",
            "description": "With the plan's first status."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "planId",
          "status"
        ]
      },
      "PlanTask": {
        "type": "object",
        "description": "One piece of work of a plan.",
        "properties": {
          "id": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "Unique in the plan."
          },
          "kind": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "`ai_interaction`, `planning`, `code_generation`, `validation`, `no_op`, or a kind that a plug-in adds."
          },
          "title": {
            "type": "string",
            "maxLength": 200
          },
          "instructions": {
            "type": "string",
            "maxLength": 1000000,
            "description": "What the model is told to do."
          },
          "inputs": {
            "type": "object",
            "additionalProperties": {
              "type": "string",
              "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
            },
            "description": "Results of other tasks, by the name that this task knows them by: the value is the other task's id. Each is a dependency, too."
          },
          "dependsOn": {
            "type": "array",
            "items": {
              "type": "string",
              "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
            },
            "maxItems": 500,
            "description": "Tasks that must have ended before."
          },
          "retries": {
            "type": "integer",
            "minimum": 0,
            "maximum": 10,
            "description": "Further attempts after a failure. Default 0."
          },
          "onFailure": {
            "$ref": "#/components/schemas/TaskFailureAction",
            "description": "Default `Stop`."
          },
          "model": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "Default: the plan's."
          },
          "parameters": {
            "type": "object",
            "additionalProperties": {},
            "description": "What the kind wants to know beside the instructions; PROTOCOL.md has it by kind."
          }
        },
        "required": [
          "id",
          "kind"
        ]
      },
      "PromptArgument": {
        "type": "object",
        "description": "A value that a prompt is filled with.",
        "properties": {
          "name": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "required": {
            "type": "boolean"
          }
        },
        "required": [
          "name",
          "required"
        ]
      },
      "PromptInfo": {
        "type": "object",
        "description": "A message that a tool server offers to people, to be filled in and sent.",
        "properties": {
          "name": {
            "type": "string",
            "description": "`server.prompt`."
          },
          "title": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "arguments": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PromptArgument"
            }
          }
        },
        "required": [
          "name",
          "arguments"
        ]
      },
      "PromptUnavailableData": {
        "type": "object",
        "properties": {
          "name": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          }
        },
        "required": [
          "name",
          "reason"
        ]
      },
      "ProvideToolResultRequest": {
        "type": "object",
        "description": "Gives the result of a client's tool call. Exactly one is accepted; it never starts a turn.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "toolCallId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "result": {},
          "isError": {
            "type": "boolean",
            "description": "Whether the tool failed; the model is told."
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "toolCallId",
          "result"
        ]
      },
      "ProvideToolResultResponse": {
        "type": "object",
        "properties": {
          "status": {
            "$ref": "#/components/schemas/ToolResultStatus"
          }
        },
        "required": [
          "status"
        ]
      },
      "QuestionNotification": {
        "type": "object",
        "description": "A running tool asks a person. Exactly one `QuestionResolvedNotification` follows, before the tool's result.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "questionId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "toolCallId": {
            "type": "string",
            "description": "The call of the tool that asks."
          },
          "text": {
            "type": "string",
            "description": "What is asked, foreign text as a rule: show it as plain text."
          },
          "schema": {
            "description": "JSON Schema of the answer: an object whose properties are strings, numbers, booleans, choices or lists of choices."
          },
          "expiresAt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When it expires, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "questionId",
          "turnId",
          "text",
          "schema"
        ]
      },
      "QuestionResolution": {
        "type": "integer",
        "description": "How a question to a person was resolved.",
        "oneOf": [
          {
            "const": 0,
            "title": "Decided",
            "description": "A person answered or declined it."
          },
          {
            "const": 1,
            "title": "Expired",
            "description": "No answer came in time."
          },
          {
            "const": 2,
            "title": "Cancelled",
            "description": "The turn was cancelled, or the tool ended without the answer."
          },
          {
            "const": 3,
            "title": "Restarted",
            "description": "The server was restarted: the tool run that asked is gone. A tool that runs again asks again."
          },
          {
            "const": 4,
            "title": "Policy",
            "description": "A policy resolved it."
          }
        ]
      },
      "QuestionResolvedNotification": {
        "type": "object",
        "description": "A question is resolved. Goes to every screen.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "questionId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "answer": {
            "description": "The answer that counts, with defaults in place of absent fields."
          },
          "declined": {
            "type": "boolean",
            "description": "True when it was declined."
          },
          "answeredBy": {
            "type": "string",
            "description": "The user who answered or declined."
          },
          "resolution": {
            "$ref": "#/components/schemas/QuestionResolution"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "questionId",
          "turnId",
          "resolution"
        ]
      },
      "RateLimitedData": {
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
          },
          "retryAfterMs": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        "required": [
          "limit",
          "value",
          "retryAfterMs"
        ]
      },
      "ResumePlanRequest": {
        "type": "object",
        "description": "Lets a held plan go on.",
        "properties": {
          "planId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "planId"
        ]
      },
      "ResumePlanResponse": {
        "type": "object",
        "properties": {
          "planId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          }
        },
        "required": [
          "planId",
          "status"
        ]
      },
      "ResumeSessionRequest": {
        "type": "object",
        "description": "Lets a held session go on. Resuming what runs is fine.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "ResumeSessionResponse": {
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
      "RevokeGrantRequest": {
        "type": "object",
        "description": "Revokes a grant: calls that have not begun are asked about again. Revoking one that is gone changes nothing.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "grantId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "grantId"
        ]
      },
      "RevokeGrantResponse": {
        "type": "object",
        "properties": {
          "revoked": {
            "type": "boolean",
            "description": "Whether it was in force."
          }
        },
        "required": [
          "revoked"
        ]
      },
      "SendUserMessageRequest": {
        "type": "object",
        "description": "Sends a message. Answered once it is durable, never held until the answer ends.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
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
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
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
      "SessionAccess": {
        "type": "integer",
        "description": "What a user may do with somebody else's session.",
        "oneOf": [
          {
            "const": 0,
            "title": "Observe",
            "description": "Read it and follow it."
          },
          {
            "const": 1,
            "title": "Drive",
            "description": "Also send messages, decide, pause and stop."
          }
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
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "Model as `provider:model`, for example `anthropic:claude-sonnet-4-5`, or `demo`. Default: the server's own default."
          },
          "context": {
            "type": "string",
            "maxLength": 1000000,
            "description": "System prompt: it precedes the history on every model call."
          },
          "tools": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ClientTool"
            },
            "maxItems": 128,
            "description": "Tools that clients of the session run. The caller offers them at once; others do with `offerTools`."
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
      "SessionShare": {
        "type": "object",
        "description": "A user who was let into a session.",
        "properties": {
          "userId": {
            "type": "string"
          },
          "access": {
            "$ref": "#/components/schemas/SessionAccess"
          }
        },
        "required": [
          "userId",
          "access"
        ]
      },
      "SessionSharedNotification": {
        "type": "object",
        "description": "The owner let a user into the session, or took the access back.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "userId": {
            "type": "string"
          },
          "access": {
            "$ref": "#/components/schemas/SessionAccess",
            "description": "Absent when it was taken back."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "userId"
        ]
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
          "pendingApprovals": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Tool calls that wait for a decision; absent when there is none."
          },
          "pendingQuestions": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Questions to a person that are open; absent when there is none."
          },
          "planId": {
            "type": "string",
            "description": "The plan that the session belongs to. The session of the plan itself has the plan's id as its own."
          },
          "taskId": {
            "type": "string",
            "description": "The task of that plan that the session is for."
          },
          "access": {
            "$ref": "#/components/schemas/SessionAccess",
            "description": "What the caller may do, where the session is somebody else's."
          },
          "sharedWith": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SessionShare"
            },
            "description": "Whom the owner has let in; told to the owner alone."
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
      "SessionUnreadableData": {
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
      "ShareSessionRequest": {
        "type": "object",
        "description": "Lets another user into a session, or changes what that user may do. Only the owner can.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "userId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "access": {
            "$ref": "#/components/schemas/SessionAccess"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "userId",
          "access"
        ]
      },
      "ShareSessionResponse": {
        "type": "object",
        "properties": {}
      },
      "StartPlanRequest": {
        "type": "object",
        "description": "Starts a plan and attaches the caller to the session that tells of it, from sequence 0. A plan with a cycle, an unknown or a double id, or a misspelt member is -32602.",
        "properties": {
          "userId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "A label of the user while the server asks for no authentication."
          },
          "plan": {
            "$ref": "#/components/schemas/Plan"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "userId",
          "plan"
        ]
      },
      "StartPlanResponse": {
        "type": "object",
        "properties": {
          "planId": {
            "type": "string",
            "description": "Also the id of the session that tells of the plan."
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          },
          "sequence": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event in the log."
          }
        },
        "required": [
          "planId",
          "status",
          "sequence"
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
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "A label of the user while the server asks for no authentication."
          },
          "sessionParams": {
            "$ref": "#/components/schemas/SessionParams"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
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
      "StopPlanRequest": {
        "type": "object",
        "description": "Ends a plan: its running tasks are cancelled, the others skipped. Stopping twice is fine.",
        "properties": {
          "planId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "planId"
        ]
      },
      "StopPlanResponse": {
        "type": "object",
        "properties": {
          "planId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          }
        },
        "required": [
          "planId",
          "status"
        ]
      },
      "StopSessionRequest": {
        "type": "object",
        "description": "Ends a session: its turn is cancelled, queued messages are dropped, everyone attached is told. Stopping twice is fine.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
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
      "TaskFailureAction": {
        "type": "integer",
        "description": "What a task's failure means for the plan, after its retries.",
        "oneOf": [
          {
            "const": 0,
            "title": "Stop",
            "description": "Running tasks are cancelled, the others skipped, and the plan fails."
          },
          {
            "const": 1,
            "title": "Skip",
            "description": "The tasks that depend on it are skipped; the others go on."
          },
          {
            "const": 2,
            "title": "Continue",
            "description": "The tasks that depend on it run without its result."
          }
        ]
      },
      "TaskState": {
        "type": "object",
        "description": "A task as it stands.",
        "properties": {
          "taskId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "attempt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Attempts that have begun."
          },
          "taskSessionId": {
            "type": "string",
            "description": "Session in which the newest attempt runs."
          },
          "result": {
            "description": "What the task produced."
          },
          "error": {
            "$ref": "#/components/schemas/TurnError"
          }
        },
        "required": [
          "taskId",
          "status",
          "attempt"
        ]
      },
      "TaskStatus": {
        "type": "integer",
        "description": "Where a task is: 0, 1 and 5 are on the way, 2 to 4 are terminal.",
        "oneOf": [
          {
            "const": 0,
            "title": "Pending"
          },
          {
            "const": 1,
            "title": "Running"
          },
          {
            "const": 2,
            "title": "Completed"
          },
          {
            "const": 3,
            "title": "Failed"
          },
          {
            "const": 4,
            "title": "Skipped",
            "description": "It never ran: what it depends on has failed or was skipped, or the plan ended before."
          },
          {
            "const": 5,
            "title": "Paused"
          }
        ]
      },
      "TaskStatusNotification": {
        "type": "object",
        "description": "A task of a plan changed. Exactly one terminal status ends a task.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "planId": {
            "type": "string"
          },
          "taskId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "attempt": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "With `Running`: number of the attempt, from 1 on."
          },
          "taskSessionId": {
            "type": "string",
            "description": "With `Running`: session in which the attempt runs; absent for kinds that need none."
          },
          "result": {
            "description": "With `Completed`: what the task produced."
          },
          "error": {
            "$ref": "#/components/schemas/TurnError"
          },
          "notice": {
            "type": "string"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "planId",
          "taskId",
          "status"
        ]
      },
      "ToolApprovalRequestNotification": {
        "type": "object",
        "description": "A tool call may not run before somebody decides. Exactly one `ToolApprovalResolvedNotification` follows.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "toolName": {
            "type": "string"
          },
          "arguments": {},
          "effect": {
            "$ref": "#/components/schemas/ToolEffect"
          },
          "display": {
            "$ref": "#/components/schemas/ToolDisplay",
            "description": "What will happen."
          },
          "confinement": {
            "$ref": "#/components/schemas/Confinement",
            "description": "Absent for a tool that starts no program, or whose program this server does not start."
          },
          "expiresAt": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When it is denied by itself, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile."
          },
          "scopes": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/GrantOffer"
            },
            "description": "What `AllowAlways` can allow, the narrowest first and every call of the tool last. Absent where every such call is asked about:\n`AllowAlways` allows this call only then."
          },
          "definitionHash": {
            "type": "string",
            "description": "The tool's definition that the person decides about."
          },
          "toolChanges": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ToolChange"
            },
            "description": "Why a grant of the tool does not count any more: what has changed in its definition."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId",
          "toolName",
          "arguments",
          "effect",
          "expiresAt"
        ]
      },
      "ToolApprovalResolvedNotification": {
        "type": "object",
        "description": "It is decided whether a tool call runs. Goes to every screen.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "decision": {
            "$ref": "#/components/schemas/ToolDecision"
          },
          "decidedBy": {
            "type": "string",
            "description": "The user, or `expiry`, `cancellation`, `restart`, `policy`."
          },
          "reason": {
            "type": "string"
          },
          "grant": {
            "$ref": "#/components/schemas/Grant",
            "description": "What `AllowAlways` has granted."
          },
          "definition": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ToolDefinitionPart"
            },
            "description": "The tool's definition, with the grant."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId",
          "decision",
          "decidedBy"
        ]
      },
      "ToolCallAlreadyResolvedData": {
        "type": "object",
        "properties": {
          "toolCallId": {
            "type": "string",
            "description": "The question's id, where it is about a question."
          },
          "questionId": {
            "type": "string"
          },
          "resolution": {
            "type": "string",
            "description": "How: `decided`, `result`, `expired`, `cancelled`."
          }
        },
        "required": [
          "toolCallId",
          "resolution"
        ]
      },
      "ToolCallLeaseNotification": {
        "type": "object",
        "description": "A client's tool call is for one client to run: the one with that id. Without an id it waits for a client that offers the tool.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "clientId": {
            "type": "string"
          },
          "deadline": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When the call is given up, in milliseconds since 1970-01-01T00:00:00Z."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId",
          "deadline"
        ]
      },
      "ToolCallNotFoundData": {
        "type": "object",
        "properties": {
          "toolCallId": {
            "type": "string",
            "description": "The question's id, where it is about a question."
          },
          "questionId": {
            "type": "string"
          }
        },
        "required": [
          "toolCallId"
        ]
      },
      "ToolCallNotification": {
        "type": "object",
        "description": "The model wants a tool to be run. Exactly one `ToolResultNotification` follows, before the turn's terminal status.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "step": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Number of the step in its turn, from 1 on: calls with the same number were made together."
          },
          "toolName": {
            "type": "string"
          },
          "arguments": {
            "description": "An object as a rule; what the model wrote, when that is no JSON."
          },
          "executor": {
            "$ref": "#/components/schemas/ToolExecutor"
          },
          "effect": {
            "$ref": "#/components/schemas/ToolEffect"
          },
          "deadline": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When a client's tool call is given up, in milliseconds since 1970-01-01T00:00:00Z."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId",
          "step",
          "toolName",
          "arguments",
          "executor",
          "effect"
        ]
      },
      "ToolChange": {
        "type": "object",
        "description": "What has changed in a tool's definition since a person allowed its calls.",
        "properties": {
          "part": {
            "type": "string",
            "description": "`description`, `schema`, `effect` or `hints`."
          },
          "before": {
            "type": "string",
            "description": "Its beginning, with hidden characters as codes."
          },
          "after": {
            "type": "string"
          }
        },
        "required": [
          "part",
          "before",
          "after"
        ]
      },
      "ToolDecision": {
        "type": "integer",
        "description": "What a person decided about a tool call.",
        "oneOf": [
          {
            "const": 0,
            "title": "AllowOnce"
          },
          {
            "const": 1,
            "title": "AllowAlways",
            "description": "This call, and later calls of the same tool in this session that its scope covers."
          },
          {
            "const": 2,
            "title": "Deny"
          }
        ]
      },
      "ToolDefinitionPart": {
        "type": "object",
        "description": "A part of a tool's definition, as it was when a person allowed the tool.",
        "properties": {
          "part": {
            "type": "string",
            "description": "`description`, `schema`, `effect` or `hints`."
          },
          "hash": {
            "type": "string",
            "description": "SHA-256 of the whole."
          },
          "text": {
            "type": "string",
            "description": "Its beginning."
          }
        },
        "required": [
          "part",
          "hash",
          "text"
        ]
      },
      "ToolDisplay": {
        "type": "object",
        "description": "What a person is shown of a tool call: what it will change, or has changed.",
        "properties": {
          "kind": {
            "$ref": "#/components/schemas/ToolDisplayKind"
          },
          "title": {
            "type": "string",
            "description": "What it is about, such as a file's path."
          },
          "text": {
            "type": "string"
          },
          "added": {
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "Lines that the whole change adds, also where the text is cut."
          },
          "removed": {
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "Lines that the whole change removes, also where the text is cut."
          },
          "note": {
            "type": "string",
            "description": "What to know before deciding, such as why the call is asked about although its tool is allowed."
          }
        },
        "required": [
          "kind",
          "text"
        ]
      },
      "ToolDisplayKind": {
        "type": "integer",
        "description": "What a text about a tool call is.",
        "oneOf": [
          {
            "const": 0,
            "title": "Text"
          },
          {
            "const": 1,
            "title": "Diff",
            "description": "A unified diff."
          },
          {
            "const": 2,
            "title": "Command",
            "description": "A command line."
          }
        ]
      },
      "ToolEffect": {
        "type": "integer",
        "description": "What running a tool may do.",
        "oneOf": [
          {
            "const": 0,
            "title": "Read",
            "description": "It changes nothing."
          },
          {
            "const": 1,
            "title": "Write",
            "description": "It changes files or other data."
          },
          {
            "const": 2,
            "title": "Execute",
            "description": "It runs programs, or does what cannot be told beforehand."
          }
        ]
      },
      "ToolExecutor": {
        "type": "integer",
        "description": "Who runs a tool.",
        "oneOf": [
          {
            "const": 0,
            "title": "Server"
          },
          {
            "const": 1,
            "title": "Client",
            "description": "A client that offers it."
          }
        ]
      },
      "ToolFailure": {
        "type": "integer",
        "description": "Why a tool call has no result of the tool's own.",
        "oneOf": [
          {
            "const": 0,
            "title": "InvalidArguments",
            "description": "They do not fit the tool's schema."
          },
          {
            "const": 1,
            "title": "Denied",
            "description": "A person or a policy refused it."
          },
          {
            "const": 2,
            "title": "TimedOut"
          },
          {
            "const": 3,
            "title": "Cancelled",
            "description": "The turn was cancelled or ended."
          },
          {
            "const": 4,
            "title": "Unavailable",
            "description": "There is no such tool, or it cannot be used now."
          },
          {
            "const": 5,
            "title": "Interrupted",
            "description": "The server stopped while it ran, and it is not safe to repeat."
          }
        ]
      },
      "ToolInfo": {
        "type": "object",
        "description": "What `listTools` tells of a tool.",
        "properties": {
          "name": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "inputSchema": {},
          "executor": {
            "$ref": "#/components/schemas/ToolExecutor"
          },
          "effect": {
            "$ref": "#/components/schemas/ToolEffect"
          },
          "policy": {
            "$ref": "#/components/schemas/ToolPolicy",
            "description": "What happens to its calls."
          },
          "source": {
            "type": "string",
            "description": "Where it comes from: `built-in`, `mcp:` and a server's name, `plugin:` and a plug-in's name, or `client`."
          },
          "usable": {
            "type": "boolean",
            "description": "Whether it can be called now."
          },
          "reason": {
            "type": "string",
            "description": "Why not."
          },
          "confinement": {
            "$ref": "#/components/schemas/Confinement",
            "description": "Absent for a tool that starts no program, or whose program this server does not start."
          }
        },
        "required": [
          "name",
          "description",
          "inputSchema",
          "executor",
          "effect",
          "policy",
          "source",
          "usable"
        ]
      },
      "ToolPolicy": {
        "type": "integer",
        "description": "Whether a tool call runs without being asked about.",
        "oneOf": [
          {
            "const": 0,
            "title": "Allow"
          },
          {
            "const": 1,
            "title": "Ask"
          },
          {
            "const": 2,
            "title": "Deny"
          }
        ]
      },
      "ToolProgressNotification": {
        "type": "object",
        "description": "What a running tool tells of itself.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "text": {
            "type": "string",
            "description": "New output only."
          },
          "progress": {
            "type": "number",
            "description": "How far it is, up to `total`."
          },
          "total": {
            "type": "number"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId"
        ]
      },
      "ToolResultNotification": {
        "type": "object",
        "description": "What a tool call gave. No event of the call follows it.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          },
          "result": {},
          "isError": {
            "type": "boolean"
          },
          "failure": {
            "$ref": "#/components/schemas/ToolFailure",
            "description": "Absent when the tool itself gave the result."
          },
          "display": {
            "$ref": "#/components/schemas/ToolDisplay",
            "description": "What it changed."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId",
          "result",
          "isError"
        ]
      },
      "ToolResultStatus": {
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
      "ToolServerInfo": {
        "type": "object",
        "description": "A server that tools come from, such as an MCP server. Its texts hold no secrets.",
        "properties": {
          "name": {
            "type": "string",
            "description": "The part of its tools' names before the dot."
          },
          "state": {
            "$ref": "#/components/schemas/ToolServerState"
          },
          "since": {
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "When it entered the state: milliseconds since 1970-01-01T00:00:00Z."
          },
          "reason": {
            "type": "string",
            "description": "Why it is in the state, where there is a reason."
          },
          "tools": {
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "Number of its tools that are offered."
          },
          "leftOut": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/LeftOutTool"
            },
            "description": "At most 100 of the tools that are left out, each with its reason."
          },
          "restarts": {
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "How often it has been started again."
          },
          "warnings": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Members of its configuration that have no effect."
          },
          "nextAttemptAt": {
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "When it is started again."
          },
          "signInUrl": {
            "type": "string",
            "description": "Link of the sign-in; admins only."
          }
        },
        "required": [
          "name",
          "state",
          "since",
          "tools",
          "leftOut",
          "restarts",
          "warnings"
        ]
      },
      "ToolServerState": {
        "type": "integer",
        "description": "State of a server that tools come from.",
        "oneOf": [
          {
            "const": 0,
            "title": "Starting",
            "description": "It is being started, perhaps again."
          },
          {
            "const": 1,
            "title": "Ready",
            "description": "Its tools can be called."
          },
          {
            "const": 2,
            "title": "Failed",
            "description": "It was lost or could not be started; it is started again at `nextAttemptAt`."
          },
          {
            "const": 3,
            "title": "Disabled",
            "description": "The configuration disables it."
          },
          {
            "const": 4,
            "title": "SignInNeeded",
            "description": "A person has to sign in to it."
          },
          {
            "const": 5,
            "title": "Invalid",
            "description": "Its entry in the configuration cannot be used."
          },
          {
            "const": 6,
            "title": "Closed",
            "description": "It has ended with this program."
          }
        ]
      },
      "ToolStartedNotification": {
        "type": "object",
        "description": "A server's tool begins to run. After a crash one that is not safe to repeat is not run again.",
        "properties": {
          "sessionId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "type": "string"
          },
          "turnId": {
            "type": "string"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId"
        ]
      },
      "TurnError": {
        "type": "object",
        "description": "Why a turn or a task failed, in words that a person can act on.",
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
            "description": "Waiting for somebody's decision, or for the answer to a question of a tool."
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
            "description": "Why the model stopped, with a terminal status: `stop`, `length`, `content_filter`, `refusal`, `cancelled`, `error` or `other`."
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
          },
          "attempt": {
            "type": "integer",
            "minimum": 2,
            "maximum": 9007199254740991,
            "description": "With a status that a restart caused: how often the turn has been begun since its last completed step."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "turnId",
          "status"
        ]
      },
      "UnauthenticatedData": {
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
      "UnshareSessionRequest": {
        "type": "object",
        "description": "Takes a user's access back, at once: what that user's connections follow of the session ends. Only the owner can. Doing it twice is fine.",
        "properties": {
          "sessionId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "userId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "userId"
        ]
      },
      "UnshareSessionResponse": {
        "type": "object",
        "properties": {}
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
      "ToolCallNotFound": {
        "code": -32004,
        "message": "There is no such tool call."
      },
      "ToolCallAlreadyResolved": {
        "code": -32005,
        "message": "The tool call is resolved already."
      },
      "InvalidCursor": {
        "code": -32006,
        "message": "The cursor is not valid."
      },
      "ModelUnavailable": {
        "code": -32007,
        "message": "The model cannot be used."
      },
      "PlanNotFound": {
        "code": -32008,
        "message": "There is no such plan."
      },
      "PromptUnavailable": {
        "code": -32013,
        "message": "The prompt cannot be used."
      },
      "Unauthenticated": {
        "code": -32010,
        "message": "Who you are has to be shown."
      },
      "SessionUnreadable": {
        "code": -32009,
        "message": "The session's stored events cannot be read."
      },
      "PermissionDenied": {
        "code": -32011,
        "message": "This is not permitted."
      },
      "RateLimited": {
        "code": -32020,
        "message": "This came too often."
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
      "name": "MessageExcludedNotification",
      "summary": "The provider refused what a turn holds (HTTP 4xx) before any text of the answer. The user message of that turn is left out of all later",
      "description": "The provider refused what a turn holds (HTTP 4xx) before any text of the answer. The user message of that turn is left out of all later\nrequests to models, with its answers and tool results. It comes before the terminal status of the turn that runs.",
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
          "summary": "A user message: that of the turn that runs, or of an earlier one, where what came of that one is what the provider refused.",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "summary": "The turn that runs.",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "reason",
          "summary": "In words for a person.",
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
          "summary": "Why the model stopped, with a terminal status: `stop`, `length`, `content_filter`, `refusal`, `cancelled`, `error` or `other`.",
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
        },
        {
          "name": "attempt",
          "summary": "With a status that a restart caused: how often the turn has been begun since its last completed step.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 2,
            "maximum": 9007199254740991
          }
        }
      ]
    },
    {
      "name": "ToolCallNotification",
      "summary": "The model wants a tool to be run. Exactly one `ToolResultNotification` follows, before the turn's terminal status.",
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
          "name": "toolCallId",
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
          "name": "step",
          "summary": "Number of the step in its turn, from 1 on: calls with the same number were made together.",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolName",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "arguments",
          "summary": "An object as a rule; what the model wrote, when that is no JSON.",
          "required": true,
          "schema": {}
        },
        {
          "name": "executor",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/ToolExecutor"
          }
        },
        {
          "name": "effect",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/ToolEffect"
          }
        },
        {
          "name": "deadline",
          "summary": "When a client's tool call is given up, in milliseconds since 1970-01-01T00:00:00Z.",
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
      "name": "ToolApprovalRequestNotification",
      "summary": "A tool call may not run before somebody decides. Exactly one `ToolApprovalResolvedNotification` follows.",
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
          "name": "toolCallId",
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
          "name": "toolName",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "arguments",
          "required": true,
          "schema": {}
        },
        {
          "name": "effect",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/ToolEffect"
          }
        },
        {
          "name": "display",
          "summary": "What will happen.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/ToolDisplay"
          }
        },
        {
          "name": "confinement",
          "summary": "Absent for a tool that starts no program, or whose program this server does not start.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Confinement"
          }
        },
        {
          "name": "expiresAt",
          "summary": "When it is denied by itself, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile.",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "scopes",
          "summary": "What `AllowAlways` can allow, the narrowest first and every call of the tool last. Absent where every such call is asked about:",
          "description": "What `AllowAlways` can allow, the narrowest first and every call of the tool last. Absent where every such call is asked about:\n`AllowAlways` allows this call only then.",
          "required": false,
          "schema": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/GrantOffer"
            }
          }
        },
        {
          "name": "definitionHash",
          "summary": "The tool's definition that the person decides about.",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "toolChanges",
          "summary": "Why a grant of the tool does not count any more: what has changed in its definition.",
          "required": false,
          "schema": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ToolChange"
            }
          }
        }
      ]
    },
    {
      "name": "ToolApprovalResolvedNotification",
      "summary": "It is decided whether a tool call runs. Goes to every screen.",
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
          "name": "toolCallId",
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
          "name": "decision",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/ToolDecision"
          }
        },
        {
          "name": "decidedBy",
          "summary": "The user, or `expiry`, `cancellation`, `restart`, `policy`.",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "reason",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "grant",
          "summary": "What `AllowAlways` has granted.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Grant"
          }
        },
        {
          "name": "definition",
          "summary": "The tool's definition, with the grant.",
          "required": false,
          "schema": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ToolDefinitionPart"
            }
          }
        }
      ]
    },
    {
      "name": "GrantRevokedNotification",
      "summary": "A grant was revoked. Goes to every screen.",
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
          "name": "grantId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "toolName",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "revokedBy",
          "summary": "The user.",
          "required": true,
          "schema": {
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "ToolCallLeaseNotification",
      "summary": "A client's tool call is for one client to run: the one with that id. Without an id it waits for a client that offers the tool.",
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
          "name": "toolCallId",
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
          "name": "clientId",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "deadline",
          "summary": "When the call is given up, in milliseconds since 1970-01-01T00:00:00Z.",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      ]
    },
    {
      "name": "ToolStartedNotification",
      "summary": "A server's tool begins to run. After a crash one that is not safe to repeat is not run again.",
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
          "name": "toolCallId",
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
        }
      ]
    },
    {
      "name": "ToolProgressNotification",
      "summary": "What a running tool tells of itself.",
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
          "name": "toolCallId",
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
          "name": "text",
          "summary": "New output only.",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "progress",
          "summary": "How far it is, up to `total`.",
          "required": false,
          "schema": {
            "type": "number"
          }
        },
        {
          "name": "total",
          "required": false,
          "schema": {
            "type": "number"
          }
        }
      ]
    },
    {
      "name": "QuestionNotification",
      "summary": "A running tool asks a person. Exactly one `QuestionResolvedNotification` follows, before the tool's result.",
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
          "name": "questionId",
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
          "name": "toolCallId",
          "summary": "The call of the tool that asks.",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "text",
          "summary": "What is asked, foreign text as a rule: show it as plain text.",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "schema",
          "summary": "JSON Schema of the answer: an object whose properties are strings, numbers, booleans, choices or lists of choices.",
          "required": true,
          "schema": {}
        },
        {
          "name": "expiresAt",
          "summary": "When it expires, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile.",
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
      "name": "QuestionResolvedNotification",
      "summary": "A question is resolved. Goes to every screen.",
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
          "name": "questionId",
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
          "name": "answer",
          "summary": "The answer that counts, with defaults in place of absent fields.",
          "required": false,
          "schema": {}
        },
        {
          "name": "declined",
          "summary": "True when it was declined.",
          "required": false,
          "schema": {
            "type": "boolean"
          }
        },
        {
          "name": "answeredBy",
          "summary": "The user who answered or declined.",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "resolution",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/QuestionResolution"
          }
        }
      ]
    },
    {
      "name": "ToolResultNotification",
      "summary": "What a tool call gave. No event of the call follows it.",
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
          "name": "toolCallId",
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
          "name": "result",
          "required": true,
          "schema": {}
        },
        {
          "name": "isError",
          "required": true,
          "schema": {
            "type": "boolean"
          }
        },
        {
          "name": "failure",
          "summary": "Absent when the tool itself gave the result.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/ToolFailure"
          }
        },
        {
          "name": "display",
          "summary": "What it changed.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/ToolDisplay"
          }
        }
      ]
    },
    {
      "name": "PlanStatusNotification",
      "summary": "A plan changed.",
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
          "name": "planId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "status",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/PlanStatus"
          }
        },
        {
          "name": "reason",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "plan",
          "summary": "With the plan's first status.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Plan"
          }
        }
      ]
    },
    {
      "name": "TaskStatusNotification",
      "summary": "A task of a plan changed. Exactly one terminal status ends a task.",
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
          "name": "planId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "taskId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "status",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/TaskStatus"
          }
        },
        {
          "name": "attempt",
          "summary": "With `Running`: number of the attempt, from 1 on.",
          "required": false,
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "taskSessionId",
          "summary": "With `Running`: session in which the attempt runs; absent for kinds that need none.",
          "required": false,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "result",
          "summary": "With `Completed`: what the task produced.",
          "required": false,
          "schema": {}
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
      "name": "DeliveryFailedNotification",
      "summary": "The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any",
      "description": "The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any\nmore. The attachment has ended; the connection and its other sessions go on. It is not logged.",
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
          "name": "afterSequence",
          "summary": "The last sequence that was sent.",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "cause",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/DeliveryFailure"
          }
        },
        {
          "name": "reason",
          "summary": "In words for a person.",
          "required": true,
          "schema": {
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "SessionSharedNotification",
      "summary": "The owner let a user into the session, or took the access back.",
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
          "name": "userId",
          "required": true,
          "schema": {
            "type": "string"
          }
        },
        {
          "name": "access",
          "summary": "Absent when it was taken back.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/SessionAccess"
          }
        }
      ]
    },
    {
      "name": "AuthenticationExpiringNotification",
      "summary": "The token of this connection ends soon: `authenticate` with a newer one, or it is closed with 4401. It belongs to no session.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "expiresAt",
          "summary": "Milliseconds since 1970-01-01T00:00:00Z.",
          "required": true,
          "schema": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
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
      "name": "ToolCallNotFound",
      "code": -32004,
      "message": "There is no such tool call.",
      "description": "No tool call of that id waits for this in the session, or no question of that id was asked in it.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/ToolCallNotFoundData"
      }
    },
    {
      "name": "ToolCallAlreadyResolved",
      "code": -32005,
      "message": "The tool call is resolved already.",
      "description": "The tool call, its approval, or the question has been decided before: late or twice.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/ToolCallAlreadyResolvedData"
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
      "name": "PlanNotFound",
      "code": -32008,
      "message": "There is no such plan.",
      "description": "No plan of that id belongs to the caller.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/PlanNotFoundData"
      }
    },
    {
      "name": "PromptUnavailable",
      "code": -32013,
      "message": "The prompt cannot be used.",
      "description": "No connected tool server has the prompt, or its server cannot fill it in.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/PromptUnavailableData"
      }
    },
    {
      "name": "Unauthenticated",
      "code": -32010,
      "message": "Who you are has to be shown.",
      "description": "The token is missing, unknown, or has ended.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/UnauthenticatedData"
      }
    },
    {
      "name": "SessionUnreadable",
      "code": -32009,
      "message": "The session's stored events cannot be read.",
      "description": "What is stored of the session is damaged: it takes nothing but `deleteSession`. Its status is Error.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/SessionUnreadableData"
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
      "name": "RateLimited",
      "code": -32020,
      "message": "This came too often.",
      "description": "It came too often; the same request succeeds later.",
      "retry": true,
      "data": {
        "$ref": "#/components/schemas/RateLimitedData"
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
