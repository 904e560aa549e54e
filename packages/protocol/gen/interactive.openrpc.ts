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
            "title": "StartSessionRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "StartSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "AttachSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "afterSequence",
          "summary": "The last sequence that the client has; delivery starts with the next one. After 0 everything is delivered.",
          "required": false,
          "schema": {
            "title": "AttachSessionRequestAfterSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "default": 0
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
      "summary": "Ends the delivery of a session's events to this connection. The session continues.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "DetachSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Deletes a session with all its events. A running turn is cancelled; every attached connection first receives Stopped.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "DeleteSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Ends a session: its turn is cancelled, queued messages are dropped, and attached connections are notified. Stopping twice is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "StopSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "StopSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "name": "interactive.forkSession",
      "summary": "Starts a session whose log begins with the events of another one, up to the end of a turn, and attaches the caller to it from sequence 0. The copied events",
      "description": "Starts a session whose log begins with the events of another one, up to the end of a turn, and attaches the caller to it from sequence 0. The copied events\nhave the same sequences; `SessionForkedNotification` is the next event. The new session is the caller's. It has the model, the settings and the context of\nthe cut; title, `pinned`, `archived`, shares and grants are not copied, and messages whose turn had not ended at the cut are neither answered nor given to\nmodels. A cut inside a turn or past the end of the log is `InvalidCursor`, with the nearest possible ones.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ForkSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "throughSequence",
          "summary": "Default: the end of the last ended turn.",
          "required": false,
          "schema": {
            "title": "ForkSessionRequestThroughSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "beforeMessageId",
          "summary": "In place of `throughSequence`: the cut is before this user message. An unknown one is -32602.",
          "required": false,
          "schema": {
            "title": "ForkSessionRequestBeforeMessageId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "sessionParams",
          "summary": "What the new session is to have otherwise.",
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
            "title": "ForkSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        }
      ],
      "result": {
        "name": "ForkSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/ForkSessionResponse"
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
        },
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
      "name": "interactive.updateSession",
      "summary": "Changes what a session is. Each field is replaced whole, null resets it, and what is absent stays. A running turn keeps the model, the settings and the",
      "description": "Changes what a session is. Each field is replaced whole, null resets it, and what is absent stays. A running turn keeps the model, the settings and the\ncontext that it began with. Everyone attached receives `SessionChangedNotification` if something has changed.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "UpdateSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "title",
          "summary": "Null: the start of the first user message again.",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestTitle",
            "anyOf": [
              {
                "title": "UpdateSessionRequestTitleValue",
                "type": "string",
                "minLength": 1,
                "maxLength": 200
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "model",
          "summary": "Null: the server's default.",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestModel",
            "anyOf": [
              {
                "title": "UpdateSessionRequestModelValue",
                "type": "string",
                "minLength": 1,
                "maxLength": 200,
                "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "settings",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestSettings",
            "anyOf": [
              {
                "$ref": "#/components/schemas/ModelSettings"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "context",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestContext",
            "anyOf": [
              {
                "title": "UpdateSessionRequestContextValue",
                "type": "string",
                "maxLength": 1000000
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "metadata",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestMetadata",
            "anyOf": [
              {
                "title": "UpdateSessionRequestMetadataValue",
                "type": "object",
                "additionalProperties": {
                  "title": "UpdateSessionRequestMetadataValueValue"
                }
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "pinned",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestPinned",
            "anyOf": [
              {
                "title": "UpdateSessionRequestPinnedValue",
                "type": "boolean"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "archived",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestArchived",
            "anyOf": [
              {
                "title": "UpdateSessionRequestArchivedValue",
                "type": "boolean"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "UpdateSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        }
      ],
      "result": {
        "name": "UpdateSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/UpdateSessionResponse"
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
        }
      ]
    },
    {
      "name": "interactive.getSession",
      "summary": "Returns a summary of a session without attaching to it.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "GetSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
          "summary": "True lists the sessions of others that are shared with the caller, each with the caller's `access`; false lists the caller's own.",
          "required": false,
          "schema": {
            "title": "ListSessionsRequestShared",
            "type": "boolean",
            "default": false
          }
        },
        {
          "name": "limit",
          "summary": "Sessions a page.",
          "required": false,
          "schema": {
            "title": "ListSessionsRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 200,
            "default": 50
          }
        },
        {
          "name": "cursor",
          "summary": "`nextCursor` of the page before.",
          "required": false,
          "schema": {
            "title": "ListSessionsRequestCursor",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "name": "interactive.searchSessions",
      "summary": "Finds messages and titles in the caller's sessions, then in those that are shared with the caller; in each list the session used last comes first. A match has",
      "description": "Finds messages and titles in the caller's sessions, then in those that are shared with the caller; in each list the session used last comes first. A match has\nall words of the query, each also as a part of a longer word, in any case. No character has a special meaning. A session that is used between two pages may be\nmissed or come twice.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "query",
          "required": true,
          "schema": {
            "title": "SearchSessionsRequestQuery",
            "type": "string",
            "minLength": 1,
            "maxLength": 256
          }
        },
        {
          "name": "limit",
          "summary": "Matches a page.",
          "required": false,
          "schema": {
            "title": "SearchSessionsRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 100,
            "default": 20
          }
        },
        {
          "name": "cursor",
          "summary": "`nextCursor` of the page before.",
          "required": false,
          "schema": {
            "title": "SearchSessionsRequestCursor",
            "type": "string",
            "minLength": 1,
            "maxLength": 1024,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        }
      ],
      "result": {
        "name": "SearchSessionsResponse",
        "summary": "A page may have fewer matches than asked for, even none, while there are more: how much is read for one is limited (`maxSearchedLength`).",
        "schema": {
          "$ref": "#/components/schemas/SearchSessionsResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/InvalidCursor"
        },
        {
          "$ref": "#/components/errors/RateLimited"
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
            "title": "GetHistoryRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "afterSequence",
          "summary": "The page begins with the next one: after 0 with the first event.",
          "required": false,
          "schema": {
            "title": "GetHistoryRequestAfterSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "default": 0
          }
        },
        {
          "name": "limit",
          "summary": "Events a page.",
          "required": false,
          "schema": {
            "title": "GetHistoryRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 10000,
            "default": 1000
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
            "title": "ShareSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "userId",
          "required": true,
          "schema": {
            "title": "ShareSessionRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "ShareSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "UnshareSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "userId",
          "required": true,
          "schema": {
            "title": "UnshareSessionRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "UnshareSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "AuthenticateRequestToken",
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
            "title": "SendUserMessageRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "message",
          "required": true,
          "schema": {
            "title": "SendUserMessageRequestMessage",
            "type": "string",
            "minLength": 1,
            "maxLength": 1000000
          }
        },
        {
          "name": "delivery",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Delivery",
            "default": 0
          }
        },
        {
          "name": "model",
          "summary": "Model for this turn only. Default: the session's.",
          "required": false,
          "schema": {
            "title": "SendUserMessageRequestModel",
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "settings",
          "summary": "Settings for this turn only, in place of the session's.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/ModelSettings"
          }
        },
        {
          "name": "responseFormat",
          "summary": "Form of the answer of this turn. Default: any text.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/ResponseFormat"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "SendUserMessageRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "name": "interactive.retryTurn",
      "summary": "Runs the last turn again, under a new id, if it is Failed, Cancelled or Interrupted and nothing runs or waits. Its user message is neither logged nor",
      "description": "Runs the last turn again, under a new id, if it is Failed, Cancelled or Interrupted and nothing runs or waits. Its user message is neither logged nor\ngiven to the model a second time, and what it had answered is not given to the model. Any other turn is -32602.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "RetryTurnRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "RetryTurnRequestTurnId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "RetryTurnRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        }
      ],
      "result": {
        "name": "RetryTurnResponse",
        "schema": {
          "$ref": "#/components/schemas/RetryTurnResponse"
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
      "name": "interactive.compactSession",
      "summary": "Replaces what was said so far, for models only, by a summary that the session's model writes. Answered at once; `ContextCompactedNotification` follows, or",
      "description": "Replaces what was said so far, for models only, by a summary that the session's model writes. Answered at once; `ContextCompactedNotification` follows, or\nnothing if there is nothing to summarise, or the model does not answer. The log keeps everything.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "CompactSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "instructions",
          "summary": "What the summary is to keep.",
          "required": false,
          "schema": {
            "title": "CompactSessionRequestInstructions",
            "type": "string",
            "minLength": 1,
            "maxLength": 10000
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "CompactSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        }
      ],
      "result": {
        "name": "CompactSessionResponse",
        "schema": {
          "$ref": "#/components/schemas/CompactSessionResponse"
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
          "$ref": "#/components/errors/ModelUnavailable"
        },
        {
          "$ref": "#/components/errors/PermissionDenied"
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
            "title": "CancelTurnRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "turnId",
          "summary": "Default: the running turn. Name a queued turn to take its message back.",
          "required": false,
          "schema": {
            "title": "CancelTurnRequestTurnId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "CancelTurnRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Pauses a session: its turn stops at the next safe point, its clock with it, and no other turn begins. Pausing twice is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "PauseSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "PauseSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Resumes a paused session. Resuming a running one is fine.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ResumeSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "ResumeSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "ListToolsRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "OfferToolsRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "clientId",
          "summary": "Names the client across its connections: calls that are leased to it stay so when its line breaks for a moment.",
          "required": true,
          "schema": {
            "title": "OfferToolsRequestClientId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "tools",
          "required": true,
          "schema": {
            "title": "OfferToolsRequestTools",
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
      "summary": "Returns the result of a client's tool call. Exactly one is accepted; it never starts a turn.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ProvideToolResultRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ProvideToolResultRequestToolCallId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "result",
          "required": true,
          "schema": {
            "title": "ProvideToolResultRequestResult"
          }
        },
        {
          "name": "isError",
          "summary": "Whether the tool failed; the model learns it.",
          "required": false,
          "schema": {
            "title": "ProvideToolResultRequestIsError",
            "type": "boolean"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "ProvideToolResultRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "DecideToolCallRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "DecideToolCallRequestToolCallId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "DecideToolCallRequestReason",
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
            "title": "DecideToolCallRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "ListGrantsRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "RevokeGrantRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "grantId",
          "required": true,
          "schema": {
            "title": "RevokeGrantRequestGrantId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "RevokeGrantRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "AskAnswerRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "questionId",
          "required": true,
          "schema": {
            "title": "AskAnswerRequestQuestionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "answer",
          "summary": "An object that fits the question's schema. Absent fields get their defaults. An answer that does not fit is -32602 with the faults of each field.",
          "required": false,
          "schema": {
            "title": "AskAnswerRequestAnswer"
          }
        },
        {
          "name": "declined",
          "summary": "True declines.",
          "required": false,
          "schema": {
            "title": "AskAnswerRequestDeclined",
            "type": "boolean"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "AskAnswerRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Starts a plan and attaches the caller to its session, from sequence 0. A plan with a cycle, an unknown or a double id, or a misspelt member is -32602.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "userId",
          "summary": "A label of the user while the server asks for no authentication.",
          "required": true,
          "schema": {
            "title": "StartPlanRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "StartPlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "PausePlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "PausePlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Resumes a paused plan.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "planId",
          "required": true,
          "schema": {
            "title": "ResumePlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "ResumePlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
            "title": "StopPlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        {
          "name": "idempotencyKey",
          "summary": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once.",
          "required": false,
          "schema": {
            "title": "StopPlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Returns the state of a plan and of each of its tasks.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "planId",
          "required": true,
          "schema": {
            "title": "GetPlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
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
      "summary": "Lists what `sessionParams.model` can be, and whether it is usable now. Without `query` these are the server's own models and one entry for each provider;",
      "description": "Lists what `sessionParams.model` can be, and whether it is usable now. Without `query` these are the server's own models and one entry for each provider;\nwith it also the models that providers list, some of which may be ten minutes old.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "query",
          "summary": "Words that a model's name, title or provider contains, in any order and case. Empty: every model.",
          "required": false,
          "schema": {
            "title": "ListModelsRequestQuery",
            "type": "string",
            "maxLength": 200
          }
        },
        {
          "name": "limit",
          "summary": "Models a page, with `query`.",
          "required": false,
          "schema": {
            "title": "ListModelsRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 500,
            "default": 50
          }
        },
        {
          "name": "cursor",
          "summary": "`nextCursor` of the page before.",
          "required": false,
          "schema": {
            "title": "ListModelsRequestCursor",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        }
      ],
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
            "title": "GetPromptRequestName",
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
            "title": "GetPromptRequestArguments",
            "type": "object",
            "additionalProperties": {
              "title": "GetPromptRequestArgumentsValue",
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
    },
    {
      "name": "interactive.echo",
      "summary": "Returns `params.message`, or the params where they have no such member; `null` without params. Clients use it to probe a connection.",
      "params": [],
      "result": {
        "name": "EchoResult",
        "schema": {
          "title": "EchoResult"
        }
      }
    }
  ],
  "components": {
    "schemas": {
      "AIMessageChunkNotification": {
        "title": "AIMessageChunkNotification",
        "type": "object",
        "description": "New text of an answer. Grammar of a message: any number of chunks, then exactly one with `isFinal`.",
        "properties": {
          "sessionId": {
            "title": "AIMessageChunkNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "AIMessageChunkNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "firstSequence": {
            "title": "AIMessageChunkNotificationFirstSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Sequence of the first chunk that is merged into this one; absent when it is a single one."
          },
          "messageId": {
            "title": "AIMessageChunkNotificationMessageId",
            "type": "string"
          },
          "turnId": {
            "title": "AIMessageChunkNotificationTurnId",
            "type": "string"
          },
          "chunk": {
            "title": "AIMessageChunkNotificationChunk",
            "type": "string",
            "description": "New text only; empty in the final chunk."
          },
          "isFinal": {
            "title": "AIMessageChunkNotificationIsFinal",
            "type": "boolean"
          },
          "channel": {
            "$ref": "#/components/schemas/Channel",
            "default": 0
          },
          "length": {
            "title": "AIMessageChunkNotificationLength",
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
        "title": "AskAnswerRequest",
        "type": "object",
        "description": "Answers a question that a running tool asks, or declines it. Exactly one of `answer` and `declined` is present. The first answer counts.",
        "properties": {
          "sessionId": {
            "title": "AskAnswerRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "questionId": {
            "title": "AskAnswerRequestQuestionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "answer": {
            "title": "AskAnswerRequestAnswer",
            "description": "An object that fits the question's schema. Absent fields get their defaults. An answer that does not fit is -32602 with the faults of each field."
          },
          "declined": {
            "title": "AskAnswerRequestDeclined",
            "type": "boolean",
            "description": "True declines."
          },
          "idempotencyKey": {
            "title": "AskAnswerRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "questionId"
        ]
      },
      "AskAnswerResponse": {
        "title": "AskAnswerResponse",
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
        "title": "AttachSessionRequest",
        "type": "object",
        "description": "Delivers every later event of a session to this connection: first those already logged, then those to come, each once and in order.\nAttaching again replaces the attachment.",
        "properties": {
          "sessionId": {
            "title": "AttachSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "afterSequence": {
            "title": "AttachSessionRequestAfterSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The last sequence that the client has; delivery starts with the next one. After 0 everything is delivered.",
            "default": 0
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "AttachSessionResponse": {
        "title": "AttachSessionResponse",
        "type": "object",
        "properties": {
          "sessionId": {
            "title": "AttachSessionResponseSessionId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "sequence": {
            "title": "AttachSessionResponseSequence",
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
        "title": "AuthenticateRequest",
        "type": "object",
        "description": "Renews the connection's authentication with a newer token of the same user, so that it outlives the token that it began with.",
        "properties": {
          "token": {
            "title": "AuthenticateRequestToken",
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
        "title": "AuthenticateResponse",
        "type": "object",
        "properties": {
          "userId": {
            "title": "AuthenticateResponseUserId",
            "type": "string"
          },
          "expiresAt": {
            "title": "AuthenticateResponseExpiresAt",
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
        "title": "AuthenticationExpiringNotification",
        "type": "object",
        "description": "The token of this connection ends soon: `authenticate` with a newer one, or it is closed with 4401. It belongs to no session.",
        "properties": {
          "expiresAt": {
            "title": "AuthenticationExpiringNotificationExpiresAt",
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
        "title": "BusyData",
        "type": "object",
        "properties": {
          "turnId": {
            "title": "BusyDataTurnId",
            "type": "string"
          }
        },
        "required": [
          "turnId"
        ]
      },
      "CancelTurnRequest": {
        "title": "CancelTurnRequest",
        "type": "object",
        "description": "Cancels a turn; its terminal event follows. A turn that has ended already is left as it is.",
        "properties": {
          "sessionId": {
            "title": "CancelTurnRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "turnId": {
            "title": "CancelTurnRequestTurnId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "Default: the running turn. Name a queued turn to take its message back."
          },
          "idempotencyKey": {
            "title": "CancelTurnRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "CancelTurnResponse": {
        "title": "CancelTurnResponse",
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
        "title": "Channel",
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
        "title": "ClientTool",
        "type": "object",
        "description": "A tool that clients run.",
        "properties": {
          "name": {
            "title": "ClientToolName",
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          },
          "description": {
            "title": "ClientToolDescription",
            "type": "string",
            "maxLength": 20000,
            "description": "For the model: what the tool does and when to use it."
          },
          "inputSchema": {
            "title": "ClientToolInputSchema",
            "description": "JSON Schema of the arguments, an object. Default: an object with any properties."
          },
          "effect": {
            "$ref": "#/components/schemas/ToolEffect",
            "default": 0
          },
          "timeoutMs": {
            "title": "ClientToolTimeoutMs",
            "type": "integer",
            "minimum": 1,
            "maximum": 86400000,
            "description": "Time that a client has to return the result. Default and limit: the server's `clientToolTimeoutMs`."
          }
        },
        "required": [
          "name",
          "description"
        ]
      },
      "CloseCode": {
        "title": "CloseCode",
        "type": "integer",
        "description": "WebSocket close codes. A client connects again after every code but 4400 and, without a newer token, 4401.",
        "oneOf": [
          {
            "const": 1000,
            "title": "Normal",
            "description": "The client ended the connection, or the server did at its request."
          },
          {
            "const": 1002,
            "title": "BrokenFrame",
            "description": "A frame breaks RFC 6455."
          },
          {
            "const": 1006,
            "title": "Abnormal",
            "description": "Never sent: the connection ended without a close frame, or could not be opened."
          },
          {
            "const": 1007,
            "title": "BrokenText",
            "description": "A text frame is not valid UTF-8."
          },
          {
            "const": 1008,
            "title": "TooManyFragments",
            "description": "A message of more than 16,384 fragments, or one that arrives in very many pieces."
          },
          {
            "const": 1009,
            "title": "FrameTooLarge",
            "description": "A frame is larger than `maxFrameBytes`."
          },
          {
            "const": 1012,
            "title": "Restarting",
            "description": "The server restarts or cannot read its log, or an admin ended the connection. Connect again, with backoff."
          },
          {
            "const": 1013,
            "title": "Overloaded",
            "description": "The server is overloaded. Connect again later."
          },
          {
            "const": 4400,
            "title": "NotTheProtocol",
            "description": "The peer does not speak the protocol: it sent a binary frame."
          },
          {
            "const": 4401,
            "title": "Unauthenticated",
            "description": "The connection's token is missing, has expired or was revoked. Connect again with a newer one."
          },
          {
            "const": 4403,
            "title": "OriginRefused",
            "description": "Never sent by a server: the client's code for an upgrade that the server refuses because of the page's origin. A `POST /healthz` is then answered with 403 and the reason."
          },
          {
            "const": 4408,
            "title": "PingTimeout",
            "description": "No answer to a ping. Connect again."
          },
          {
            "const": 4429,
            "title": "TooManyConnections",
            "description": "The server has reached its limit of connections: in total, from the address, or of the user. Connect again later."
          }
        ]
      },
      "CompactSessionRequest": {
        "title": "CompactSessionRequest",
        "type": "object",
        "description": "Replaces what was said so far, for models only, by a summary that the session's model writes. Answered at once; `ContextCompactedNotification` follows, or\nnothing if there is nothing to summarise, or the model does not answer. The log keeps everything.",
        "properties": {
          "sessionId": {
            "title": "CompactSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "instructions": {
            "title": "CompactSessionRequestInstructions",
            "type": "string",
            "minLength": 1,
            "maxLength": 10000,
            "description": "What the summary is to keep."
          },
          "idempotencyKey": {
            "title": "CompactSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "CompactSessionResponse": {
        "title": "CompactSessionResponse",
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
      "CompactionReason": {
        "title": "CompactionReason",
        "type": "string",
        "description": "Why a conversation was summarised for models.",
        "anyOf": [
          {
            "const": "threshold",
            "title": "Threshold",
            "description": "It would have filled more than `compactAtPercent` of the model's context."
          },
          {
            "const": "tooLong",
            "title": "TooLong",
            "description": "The provider refused it as too long."
          },
          {
            "const": "requested",
            "title": "Requested",
            "description": "`compactSession` asked for it."
          },
          {
            "title": "CompactionReasonOther",
            "type": "string"
          }
        ]
      },
      "Confinement": {
        "title": "Confinement",
        "type": "object",
        "description": "How the operating system confines the program that a tool starts.",
        "properties": {
          "sandbox": {
            "title": "ConfinementSandbox",
            "type": "string",
            "description": "Name of the sandbox, such as `bubblewrap`; absent when the program is not confined."
          },
          "network": {
            "title": "ConfinementNetwork",
            "type": "boolean",
            "description": "Whether the program reaches the network."
          },
          "summary": {
            "title": "ConfinementSummary",
            "type": "string",
            "description": "The same in words for people, with the reason when the program is not confined."
          }
        },
        "required": [
          "network",
          "summary"
        ]
      },
      "ContextCompactedNotification": {
        "title": "ContextCompactedNotification",
        "type": "object",
        "description": "From here on models get the summary in place of the events from `fromSequence` through `throughSequence`. The log keeps them, and `getHistory` returns them.",
        "properties": {
          "sessionId": {
            "title": "ContextCompactedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ContextCompactedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "turnId": {
            "title": "ContextCompactedNotificationTurnId",
            "type": "string",
            "description": "The turn that runs."
          },
          "fromSequence": {
            "title": "ContextCompactedNotificationFromSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "throughSequence": {
            "title": "ContextCompactedNotificationThroughSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "throughTurnId": {
            "title": "ContextCompactedNotificationThroughTurnId",
            "type": "string",
            "description": "The last turn that is replaced."
          },
          "throughStep": {
            "title": "ContextCompactedNotificationThroughStep",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Steps of that turn that are replaced; absent when all of it is."
          },
          "summary": {
            "title": "ContextCompactedNotificationSummary",
            "type": "string"
          },
          "tokensBefore": {
            "title": "ContextCompactedNotificationTokensBefore",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Tokens of the conversation before, as the provider counted them, or an estimate."
          },
          "tokensAfter": {
            "title": "ContextCompactedNotificationTokensAfter",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "An estimate."
          },
          "reason": {
            "$ref": "#/components/schemas/CompactionReason"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "fromSequence",
          "throughSequence",
          "throughTurnId",
          "summary",
          "reason"
        ]
      },
      "DecideToolCallRequest": {
        "title": "DecideToolCallRequest",
        "type": "object",
        "description": "Decides about a tool call that waits for it. The first decision counts.",
        "properties": {
          "sessionId": {
            "title": "DecideToolCallRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "toolCallId": {
            "title": "DecideToolCallRequestToolCallId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "decision": {
            "$ref": "#/components/schemas/ToolDecision"
          },
          "reason": {
            "title": "DecideToolCallRequestReason",
            "type": "string",
            "maxLength": 4000,
            "description": "Goes to the model with a `Deny`."
          },
          "scope": {
            "$ref": "#/components/schemas/GrantScope",
            "description": "With `AllowAlways`: the later calls that are allowed, one of the request's `scopes`. Default: the first of them, the narrowest."
          },
          "idempotencyKey": {
            "title": "DecideToolCallRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
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
        "title": "DecideToolCallResponse",
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
        "title": "DeleteSessionRequest",
        "type": "object",
        "description": "Deletes a session with all its events. A running turn is cancelled; every attached connection first receives Stopped.",
        "properties": {
          "sessionId": {
            "title": "DeleteSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "DeleteSessionResponse": {
        "title": "DeleteSessionResponse",
        "type": "object",
        "properties": {}
      },
      "Delivery": {
        "title": "Delivery",
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
        "title": "DeliveryFailedNotification",
        "type": "object",
        "description": "The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any\nmore. The attachment has ended; the connection and its other sessions continue. It is not logged.",
        "properties": {
          "sessionId": {
            "title": "DeliveryFailedNotificationSessionId",
            "type": "string"
          },
          "afterSequence": {
            "title": "DeliveryFailedNotificationAfterSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The last sequence that was sent."
          },
          "cause": {
            "$ref": "#/components/schemas/DeliveryFailure"
          },
          "reason": {
            "title": "DeliveryFailedNotificationReason",
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
        "title": "DeliveryFailure",
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
        "title": "DetachAction",
        "type": "integer",
        "description": "What happens to a running turn when no connection is attached to its session any more. Detaching is not cancelling.",
        "oneOf": [
          {
            "const": 0,
            "title": "RunOn",
            "description": "It continues."
          },
          {
            "const": 1,
            "title": "Cancel",
            "description": "It is cancelled when the grace time has passed."
          },
          {
            "const": 2,
            "title": "Pause",
            "description": "It is paused, with its clock, when the grace time has passed, and continues when a connection attaches."
          }
        ]
      },
      "DetachPolicy": {
        "title": "DetachPolicy",
        "type": "object",
        "properties": {
          "action": {
            "$ref": "#/components/schemas/DetachAction"
          },
          "graceMs": {
            "title": "DetachPolicyGraceMs",
            "type": "integer",
            "minimum": 0,
            "maximum": 86400000,
            "description": "Time within which a connection may attach again.",
            "default": 30000
          }
        },
        "required": [
          "action"
        ]
      },
      "DetachSessionRequest": {
        "title": "DetachSessionRequest",
        "type": "object",
        "description": "Ends the delivery of a session's events to this connection. The session continues.",
        "properties": {
          "sessionId": {
            "title": "DetachSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "DetachSessionResponse": {
        "title": "DetachSessionResponse",
        "type": "object",
        "properties": {}
      },
      "DrainingData": {
        "title": "DrainingData",
        "type": "object",
        "properties": {
          "reconnectAfterMs": {
            "title": "DrainingDataReconnectAfterMs",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        "required": [
          "reconnectAfterMs"
        ]
      },
      "ForkOrigin": {
        "title": "ForkOrigin",
        "type": "object",
        "description": "A session as the origin of another one.",
        "properties": {
          "sessionId": {
            "title": "ForkOriginSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ForkOriginSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event that was copied; 0 where none was."
          }
        },
        "required": [
          "sessionId",
          "sequence"
        ]
      },
      "ForkSessionRequest": {
        "title": "ForkSessionRequest",
        "type": "object",
        "description": "Starts a session whose log begins with the events of another one, up to the end of a turn, and attaches the caller to it from sequence 0. The copied events\nhave the same sequences; `SessionForkedNotification` is the next event. The new session is the caller's. It has the model, the settings and the context of\nthe cut; title, `pinned`, `archived`, shares and grants are not copied, and messages whose turn had not ended at the cut are neither answered nor given to\nmodels. A cut inside a turn or past the end of the log is `InvalidCursor`, with the nearest possible ones.",
        "properties": {
          "sessionId": {
            "title": "ForkSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "throughSequence": {
            "title": "ForkSessionRequestThroughSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Default: the end of the last ended turn."
          },
          "beforeMessageId": {
            "title": "ForkSessionRequestBeforeMessageId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "In place of `throughSequence`: the cut is before this user message. An unknown one is -32602."
          },
          "sessionParams": {
            "$ref": "#/components/schemas/SessionParams",
            "description": "What the new session is to have otherwise."
          },
          "idempotencyKey": {
            "title": "ForkSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "ForkSessionResponse": {
        "title": "ForkSessionResponse",
        "type": "object",
        "properties": {
          "sessionId": {
            "title": "ForkSessionResponseSessionId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "sequence": {
            "title": "ForkSessionResponseSequence",
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
      "GetHistoryRequest": {
        "title": "GetHistoryRequest",
        "type": "object",
        "description": "Reads logged events without attaching.",
        "properties": {
          "sessionId": {
            "title": "GetHistoryRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "afterSequence": {
            "title": "GetHistoryRequestAfterSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The page begins with the next one: after 0 with the first event.",
            "default": 0
          },
          "limit": {
            "title": "GetHistoryRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 10000,
            "description": "Events a page.",
            "default": 1000
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "GetHistoryResponse": {
        "title": "GetHistoryResponse",
        "type": "object",
        "properties": {
          "events": {
            "title": "GetHistoryResponseEvents",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/HistoryEvent"
            }
          },
          "sequence": {
            "title": "GetHistoryResponseSequence",
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
        "title": "GetPlanRequest",
        "type": "object",
        "description": "Returns the state of a plan and of each of its tasks.",
        "properties": {
          "planId": {
            "title": "GetPlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        "required": [
          "planId"
        ]
      },
      "GetPlanResponse": {
        "title": "GetPlanResponse",
        "type": "object",
        "properties": {
          "planId": {
            "title": "GetPlanResponsePlanId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          },
          "plan": {
            "$ref": "#/components/schemas/Plan"
          },
          "tasks": {
            "title": "GetPlanResponseTasks",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/TaskState"
            },
            "description": "In the plan's order."
          },
          "sequence": {
            "title": "GetPlanResponseSequence",
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
        "title": "GetPromptRequest",
        "type": "object",
        "description": "Fills in a prompt. Nothing is sent: the text is for a person to read, change and send.",
        "properties": {
          "name": {
            "title": "GetPromptRequestName",
            "type": "string",
            "minLength": 1,
            "maxLength": 300
          },
          "arguments": {
            "title": "GetPromptRequestArguments",
            "type": "object",
            "additionalProperties": {
              "title": "GetPromptRequestArgumentsValue",
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
        "title": "GetPromptResponse",
        "type": "object",
        "properties": {
          "text": {
            "title": "GetPromptResponseText",
            "type": "string",
            "description": "Not longer than a message may be."
          }
        },
        "required": [
          "text"
        ]
      },
      "GetSessionRequest": {
        "title": "GetSessionRequest",
        "type": "object",
        "description": "Returns a summary of a session without attaching to it.",
        "properties": {
          "sessionId": {
            "title": "GetSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "GetSessionResponse": {
        "title": "GetSessionResponse",
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
        "title": "Grant",
        "type": "object",
        "description": "Later calls of a tool that a person has allowed in a session. It counts while the tool's definition is the one that the person saw.",
        "properties": {
          "grantId": {
            "title": "GrantGrantId",
            "type": "string"
          },
          "toolName": {
            "title": "GrantToolName",
            "type": "string"
          },
          "scope": {
            "$ref": "#/components/schemas/GrantScope"
          },
          "label": {
            "title": "GrantLabel",
            "type": "string",
            "description": "A few words, such as `git status …`."
          },
          "text": {
            "title": "GrantText",
            "type": "string",
            "description": "Which calls it allows, as a sentence."
          },
          "since": {
            "title": "GrantSince",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Milliseconds since 1970-01-01T00:00:00Z."
          },
          "grantedBy": {
            "title": "GrantGrantedBy",
            "type": "string",
            "description": "The user."
          },
          "expiresAt": {
            "title": "GrantExpiresAt",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When it expires, in milliseconds since 1970-01-01T00:00:00Z; absent where it lasts as long as the session."
          },
          "definitionHash": {
            "title": "GrantDefinitionHash",
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
        "title": "GrantOffer",
        "type": "object",
        "description": "A scope that a person can choose for a grant, in words for people.",
        "properties": {
          "scope": {
            "$ref": "#/components/schemas/GrantScope"
          },
          "label": {
            "title": "GrantOfferLabel",
            "type": "string",
            "description": "A few words, such as `git status …`."
          },
          "text": {
            "title": "GrantOfferText",
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
        "title": "GrantRevokedNotification",
        "type": "object",
        "description": "A grant was revoked. Goes to every screen.",
        "properties": {
          "sessionId": {
            "title": "GrantRevokedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "GrantRevokedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "grantId": {
            "title": "GrantRevokedNotificationGrantId",
            "type": "string"
          },
          "toolName": {
            "title": "GrantRevokedNotificationToolName",
            "type": "string"
          },
          "revokedBy": {
            "title": "GrantRevokedNotificationRevokedBy",
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
        "title": "GrantScope",
        "type": "object",
        "description": "The calls of a tool that a grant covers. `type` says which of the other fields it has.",
        "properties": {
          "type": {
            "title": "GrantScopeType",
            "type": "string",
            "minLength": 1,
            "maxLength": 32,
            "description": "`command`: that command, exactly. `commandPrefix`: commands each part of which begins with the words of one of the prefixes. `path`: that\nfile. `tool`: every call."
          },
          "command": {
            "title": "GrantScopeCommand",
            "type": "string"
          },
          "prefixes": {
            "title": "GrantScopePrefixes",
            "type": "array",
            "items": {
              "title": "GrantScopePrefixesItem",
              "type": "string"
            },
            "minItems": 1,
            "maxItems": 100
          },
          "folder": {
            "title": "GrantScopeFolder",
            "type": "string",
            "description": "Of commands: the folder that they run in, relative to the workspace. Absent for the workspace itself."
          },
          "path": {
            "title": "GrantScopePath",
            "type": "string",
            "description": "Relative to the workspace."
          }
        },
        "required": [
          "type"
        ]
      },
      "HistoryEvent": {
        "title": "HistoryEvent",
        "type": "object",
        "description": "One event as it was, or would have been, delivered live.",
        "properties": {
          "method": {
            "title": "HistoryEventMethod",
            "type": "string",
            "description": "Name of the notification."
          },
          "params": {
            "title": "HistoryEventParams"
          }
        },
        "required": [
          "method",
          "params"
        ]
      },
      "InvalidCursorData": {
        "title": "InvalidCursorData",
        "type": "object",
        "properties": {
          "sequence": {
            "title": "InvalidCursorDataSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The largest sequence that would have been valid, where the cursor is one."
          },
          "before": {
            "title": "InvalidCursorDataBefore",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Of a fork: the nearest earlier sequence at which it can be made."
          },
          "after": {
            "title": "InvalidCursorDataAfter",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Of a fork: the nearest later sequence at which it can be made."
          }
        }
      },
      "LeftOutTool": {
        "title": "LeftOutTool",
        "type": "object",
        "description": "A tool that a server lists and that is not offered.",
        "properties": {
          "name": {
            "title": "LeftOutToolName",
            "type": "string"
          },
          "reason": {
            "title": "LeftOutToolReason",
            "type": "string"
          }
        },
        "required": [
          "name",
          "reason"
        ]
      },
      "LimitExceededData": {
        "title": "LimitExceededData",
        "type": "object",
        "properties": {
          "limit": {
            "title": "LimitExceededDataLimit",
            "type": "string",
            "description": "Name of the limit, as the configuration has it."
          },
          "value": {
            "title": "LimitExceededDataValue",
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
        "title": "ListGrantsRequest",
        "type": "object",
        "description": "The grants of a session that are in force, the oldest first.",
        "properties": {
          "sessionId": {
            "title": "ListGrantsRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "ListGrantsResponse": {
        "title": "ListGrantsResponse",
        "type": "object",
        "properties": {
          "grants": {
            "title": "ListGrantsResponseGrants",
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
        "title": "ListModelsRequest",
        "type": "object",
        "description": "Lists what `sessionParams.model` can be, and whether it is usable now. Without `query` these are the server's own models and one entry for each provider;\nwith it also the models that providers list, some of which may be ten minutes old.",
        "properties": {
          "query": {
            "title": "ListModelsRequestQuery",
            "type": "string",
            "maxLength": 200,
            "description": "Words that a model's name, title or provider contains, in any order and case. Empty: every model."
          },
          "limit": {
            "title": "ListModelsRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 500,
            "description": "Models a page, with `query`.",
            "default": 50
          },
          "cursor": {
            "title": "ListModelsRequestCursor",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "`nextCursor` of the page before."
          }
        }
      },
      "ListModelsResponse": {
        "title": "ListModelsResponse",
        "type": "object",
        "properties": {
          "models": {
            "title": "ListModelsResponseModels",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ModelInfo"
            }
          },
          "nextCursor": {
            "title": "ListModelsResponseNextCursor",
            "type": "string",
            "description": "Present while there are more."
          }
        },
        "required": [
          "models"
        ]
      },
      "ListPromptsRequest": {
        "title": "ListPromptsRequest",
        "type": "object",
        "description": "Lists the prompts of the tool servers that are connected now.",
        "properties": {}
      },
      "ListPromptsResponse": {
        "title": "ListPromptsResponse",
        "type": "object",
        "properties": {
          "prompts": {
            "title": "ListPromptsResponsePrompts",
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
        "title": "ListSessionsRequest",
        "type": "object",
        "description": "Lists the caller's sessions, or those of others that are shared with the caller, the one used last first.",
        "properties": {
          "shared": {
            "title": "ListSessionsRequestShared",
            "type": "boolean",
            "description": "True lists the sessions of others that are shared with the caller, each with the caller's `access`; false lists the caller's own.",
            "default": false
          },
          "limit": {
            "title": "ListSessionsRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 200,
            "description": "Sessions a page.",
            "default": 50
          },
          "cursor": {
            "title": "ListSessionsRequestCursor",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "`nextCursor` of the page before."
          }
        }
      },
      "ListSessionsResponse": {
        "title": "ListSessionsResponse",
        "type": "object",
        "properties": {
          "sessions": {
            "title": "ListSessionsResponseSessions",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SessionSummary"
            }
          },
          "nextCursor": {
            "title": "ListSessionsResponseNextCursor",
            "type": "string",
            "description": "Present while there are more."
          }
        },
        "required": [
          "sessions"
        ]
      },
      "ListToolServersRequest": {
        "title": "ListToolServersRequest",
        "type": "object",
        "description": "Lists the servers that tools come from, with the state of each, in the order of the configuration.",
        "properties": {}
      },
      "ListToolServersResponse": {
        "title": "ListToolServersResponse",
        "type": "object",
        "properties": {
          "servers": {
            "title": "ListToolServersResponseServers",
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
        "title": "ListToolsRequest",
        "type": "object",
        "description": "Lists the tools of the server and, for a session, those that its clients offer.",
        "properties": {
          "sessionId": {
            "title": "ListToolsRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          }
        }
      },
      "ListToolsResponse": {
        "title": "ListToolsResponse",
        "type": "object",
        "properties": {
          "tools": {
            "title": "ListToolsResponseTools",
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
        "title": "MessageDiscardedNotification",
        "type": "object",
        "description": "An answer that a crash cut off, or that does not fit `responseFormat`, is void and is produced again under a new id. It gets no final chunk; a finished\none is never discarded.",
        "properties": {
          "sessionId": {
            "title": "MessageDiscardedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "MessageDiscardedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "messageId": {
            "title": "MessageDiscardedNotificationMessageId",
            "type": "string"
          },
          "turnId": {
            "title": "MessageDiscardedNotificationTurnId",
            "type": "string"
          },
          "reason": {
            "title": "MessageDiscardedNotificationReason",
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
        "title": "MessageExcludedNotification",
        "type": "object",
        "description": "The provider refused what a turn holds (HTTP 4xx) before any text of the answer. The user message of that turn is left out of all later\nrequests to models, with its answers and tool results. It comes before the terminal status of the turn that runs.",
        "properties": {
          "sessionId": {
            "title": "MessageExcludedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "MessageExcludedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "messageId": {
            "title": "MessageExcludedNotificationMessageId",
            "type": "string",
            "description": "A user message: that of the turn that runs, or of an earlier one, where what came of that one is what the provider refused."
          },
          "turnId": {
            "title": "MessageExcludedNotificationTurnId",
            "type": "string",
            "description": "The turn that runs."
          },
          "reason": {
            "title": "MessageExcludedNotificationReason",
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
        "title": "MessageStatus",
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
        "title": "ModelInfo",
        "type": "object",
        "properties": {
          "model": {
            "title": "ModelInfoModel",
            "type": "string",
            "description": "`provider:model`, as `sessionParams.model` takes it; `provider:` alone where any model name may follow."
          },
          "provider": {
            "title": "ModelInfoProvider",
            "type": "string"
          },
          "usable": {
            "title": "ModelInfoUsable",
            "type": "boolean",
            "description": "Whether it can be used now."
          },
          "reason": {
            "title": "ModelInfoReason",
            "type": "string",
            "description": "Why not, and what to set."
          },
          "isDefault": {
            "title": "ModelInfoIsDefault",
            "type": "boolean",
            "description": "Whether sessions that name no model use it."
          },
          "title": {
            "title": "ModelInfoTitle",
            "type": "string",
            "description": "What people call it, as far as its provider says that."
          },
          "contextWindow": {
            "title": "ModelInfoContextWindow",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Tokens that it takes at most, as far as its provider says that."
          }
        },
        "required": [
          "model",
          "provider",
          "usable",
          "isDefault"
        ]
      },
      "ModelSettings": {
        "title": "ModelSettings",
        "type": "object",
        "description": "How a model is asked. A setting that the model does not know is left out, and a `notice` of the turn says so.",
        "properties": {
          "temperature": {
            "title": "ModelSettingsTemperature",
            "type": "number",
            "minimum": 0,
            "maximum": 2
          },
          "maxOutputTokens": {
            "title": "ModelSettingsMaxOutputTokens",
            "type": "integer",
            "minimum": 1,
            "maximum": 10000000,
            "description": "Most tokens of one step's answer."
          },
          "reasoningEffort": {
            "$ref": "#/components/schemas/ReasoningEffort"
          },
          "stop": {
            "title": "ModelSettingsStop",
            "type": "array",
            "items": {
              "title": "ModelSettingsStopItem",
              "type": "string",
              "minLength": 1,
              "maxLength": 256
            },
            "minItems": 1,
            "maxItems": 16,
            "description": "Texts at which the model stops."
          },
          "providerOptions": {
            "title": "ModelSettingsProviderOptions",
            "type": "object",
            "additionalProperties": {
              "title": "ModelSettingsProviderOptionsValue",
              "type": "object",
              "additionalProperties": {
                "title": "ModelSettingsProviderOptionsValueValue"
              }
            },
            "maxProperties": 16,
            "description": "Further options, by the name of the provider, as the AI SDK's package of that provider takes them."
          }
        }
      },
      "ModelUnavailableData": {
        "title": "ModelUnavailableData",
        "type": "object",
        "properties": {
          "model": {
            "title": "ModelUnavailableDataModel",
            "type": "string"
          },
          "reason": {
            "title": "ModelUnavailableDataReason",
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
        "title": "OfferToolsRequest",
        "type": "object",
        "description": "Offers tools of this client to a session that this connection is attached to, in place of those it offered before. The offer ends with the attachment.",
        "properties": {
          "sessionId": {
            "title": "OfferToolsRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "clientId": {
            "title": "OfferToolsRequestClientId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "Names the client across its connections: calls that are leased to it stay so when its line breaks for a moment."
          },
          "tools": {
            "title": "OfferToolsRequestTools",
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
        "title": "OfferToolsResponse",
        "type": "object",
        "properties": {}
      },
      "OverloadedData": {
        "title": "OverloadedData",
        "type": "object",
        "properties": {
          "retryAfterMs": {
            "title": "OverloadedDataRetryAfterMs",
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
        "title": "PausePlanRequest",
        "type": "object",
        "description": "Holds a plan: its running tasks are paused and no other begins.",
        "properties": {
          "planId": {
            "title": "PausePlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "PausePlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "planId"
        ]
      },
      "PausePlanResponse": {
        "title": "PausePlanResponse",
        "type": "object",
        "properties": {
          "planId": {
            "title": "PausePlanResponsePlanId",
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
        "title": "PauseSessionRequest",
        "type": "object",
        "description": "Pauses a session: its turn stops at the next safe point, its clock with it, and no other turn begins. Pausing twice is fine.",
        "properties": {
          "sessionId": {
            "title": "PauseSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "PauseSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "PauseSessionResponse": {
        "title": "PauseSessionResponse",
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
        "title": "PermissionDeniedData",
        "type": "object",
        "properties": {
          "reason": {
            "title": "PermissionDeniedDataReason",
            "type": "string"
          }
        },
        "required": [
          "reason"
        ]
      },
      "Plan": {
        "title": "Plan",
        "type": "object",
        "description": "Tasks that depend on each other without a cycle.",
        "properties": {
          "name": {
            "title": "PlanName",
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "model": {
            "title": "PlanModel",
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "Default: the server's default model."
          },
          "context": {
            "title": "PlanContext",
            "type": "string",
            "maxLength": 1000000,
            "description": "System prompt of every task."
          },
          "maxParallel": {
            "title": "PlanMaxParallel",
            "type": "integer",
            "minimum": 1,
            "maximum": 64,
            "description": "Tasks that run at once. Default and limit: the server's `maxParallelTasks`."
          },
          "tasks": {
            "title": "PlanTasks",
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
        "title": "PlanNotFoundData",
        "type": "object",
        "properties": {
          "planId": {
            "title": "PlanNotFoundDataPlanId",
            "type": "string"
          }
        },
        "required": [
          "planId"
        ]
      },
      "PlanStatus": {
        "title": "PlanStatus",
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
        "title": "PlanStatusNotification",
        "type": "object",
        "description": "A plan changed.",
        "properties": {
          "sessionId": {
            "title": "PlanStatusNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "PlanStatusNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "planId": {
            "title": "PlanStatusNotificationPlanId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          },
          "reason": {
            "title": "PlanStatusNotificationReason",
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
        "title": "PlanTask",
        "type": "object",
        "description": "One piece of work of a plan.",
        "properties": {
          "id": {
            "title": "PlanTaskId",
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "Unique in the plan."
          },
          "kind": {
            "title": "PlanTaskKind",
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "`ai_interaction`, `planning`, `code_generation`, `validation`, `no_op`, or a kind that a plug-in adds."
          },
          "title": {
            "title": "PlanTaskTitle",
            "type": "string",
            "maxLength": 200
          },
          "instructions": {
            "title": "PlanTaskInstructions",
            "type": "string",
            "maxLength": 1000000,
            "description": "Instructions for the model."
          },
          "inputs": {
            "title": "PlanTaskInputs",
            "type": "object",
            "additionalProperties": {
              "title": "PlanTaskInputsValue",
              "type": "string",
              "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
            },
            "description": "Results of other tasks, by the name that this task knows them by: the value is the other task's id. Each is a dependency, too."
          },
          "dependsOn": {
            "title": "PlanTaskDependsOn",
            "type": "array",
            "items": {
              "title": "PlanTaskDependsOnItem",
              "type": "string",
              "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
            },
            "maxItems": 500,
            "description": "Tasks that must have ended before."
          },
          "retries": {
            "title": "PlanTaskRetries",
            "type": "integer",
            "minimum": 0,
            "maximum": 10,
            "description": "Further attempts after a failure.",
            "default": 0
          },
          "onFailure": {
            "$ref": "#/components/schemas/TaskFailureAction",
            "default": 0
          },
          "model": {
            "title": "PlanTaskModel",
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "Default: the plan's."
          },
          "parameters": {
            "title": "PlanTaskParameters",
            "type": "object",
            "additionalProperties": {
              "title": "PlanTaskParametersValue"
            },
            "description": "What the kind wants to know beside the instructions; PROTOCOL.md has it by kind."
          }
        },
        "required": [
          "id",
          "kind"
        ]
      },
      "PromptArgument": {
        "title": "PromptArgument",
        "type": "object",
        "description": "A value that a prompt is filled with.",
        "properties": {
          "name": {
            "title": "PromptArgumentName",
            "type": "string"
          },
          "description": {
            "title": "PromptArgumentDescription",
            "type": "string"
          },
          "required": {
            "title": "PromptArgumentRequired",
            "type": "boolean"
          }
        },
        "required": [
          "name",
          "required"
        ]
      },
      "PromptInfo": {
        "title": "PromptInfo",
        "type": "object",
        "description": "A message that a tool server offers to people, to be filled in and sent.",
        "properties": {
          "name": {
            "title": "PromptInfoName",
            "type": "string",
            "description": "`server.prompt`."
          },
          "title": {
            "title": "PromptInfoTitle",
            "type": "string"
          },
          "description": {
            "title": "PromptInfoDescription",
            "type": "string"
          },
          "arguments": {
            "title": "PromptInfoArguments",
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
        "title": "PromptUnavailableData",
        "type": "object",
        "properties": {
          "name": {
            "title": "PromptUnavailableDataName",
            "type": "string"
          },
          "reason": {
            "title": "PromptUnavailableDataReason",
            "type": "string"
          }
        },
        "required": [
          "name",
          "reason"
        ]
      },
      "ProvideToolResultRequest": {
        "title": "ProvideToolResultRequest",
        "type": "object",
        "description": "Returns the result of a client's tool call. Exactly one is accepted; it never starts a turn.",
        "properties": {
          "sessionId": {
            "title": "ProvideToolResultRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "toolCallId": {
            "title": "ProvideToolResultRequestToolCallId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "result": {
            "title": "ProvideToolResultRequestResult"
          },
          "isError": {
            "title": "ProvideToolResultRequestIsError",
            "type": "boolean",
            "description": "Whether the tool failed; the model learns it."
          },
          "idempotencyKey": {
            "title": "ProvideToolResultRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
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
        "title": "ProvideToolResultResponse",
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
        "title": "QuestionNotification",
        "type": "object",
        "description": "A running tool asks a person. Exactly one `QuestionResolvedNotification` follows, before the tool's result.",
        "properties": {
          "sessionId": {
            "title": "QuestionNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "QuestionNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "questionId": {
            "title": "QuestionNotificationQuestionId",
            "type": "string"
          },
          "turnId": {
            "title": "QuestionNotificationTurnId",
            "type": "string"
          },
          "toolCallId": {
            "title": "QuestionNotificationToolCallId",
            "type": "string",
            "description": "The call of the tool that asks."
          },
          "text": {
            "title": "QuestionNotificationText",
            "type": "string",
            "description": "What is asked, foreign text as a rule: show it as plain text."
          },
          "schema": {
            "title": "QuestionNotificationSchema",
            "description": "JSON Schema of the answer: an object whose properties are strings, numbers, booleans, choices or lists of choices."
          },
          "expiresAt": {
            "title": "QuestionNotificationExpiresAt",
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
        "title": "QuestionResolution",
        "type": "integer",
        "description": "How a question to a person, or the approval of a tool call, was resolved.",
        "oneOf": [
          {
            "const": 0,
            "title": "Decided",
            "description": "A person answered, declined or decided."
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
        "title": "QuestionResolvedNotification",
        "type": "object",
        "description": "A question is resolved. Goes to every screen.",
        "properties": {
          "sessionId": {
            "title": "QuestionResolvedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "QuestionResolvedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "questionId": {
            "title": "QuestionResolvedNotificationQuestionId",
            "type": "string"
          },
          "turnId": {
            "title": "QuestionResolvedNotificationTurnId",
            "type": "string"
          },
          "answer": {
            "title": "QuestionResolvedNotificationAnswer",
            "description": "The answer that counts, with defaults in place of absent fields."
          },
          "declined": {
            "title": "QuestionResolvedNotificationDeclined",
            "type": "boolean",
            "description": "True when it was declined."
          },
          "answeredBy": {
            "title": "QuestionResolvedNotificationAnsweredBy",
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
        "title": "RateLimitedData",
        "type": "object",
        "properties": {
          "limit": {
            "title": "RateLimitedDataLimit",
            "type": "string",
            "description": "Name of the limit, as the configuration has it."
          },
          "value": {
            "title": "RateLimitedDataValue",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          },
          "retryAfterMs": {
            "title": "RateLimitedDataRetryAfterMs",
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
      "ReasoningEffort": {
        "title": "ReasoningEffort",
        "type": "string",
        "description": "How much a model thinks before it answers.",
        "oneOf": [
          {
            "const": "none",
            "title": "None"
          },
          {
            "const": "low",
            "title": "Low"
          },
          {
            "const": "medium",
            "title": "Medium"
          },
          {
            "const": "high",
            "title": "High"
          }
        ]
      },
      "ResponseFormat": {
        "title": "ResponseFormat",
        "type": "object",
        "description": "The form of an answer.",
        "properties": {
          "schema": {
            "title": "ResponseFormatSchema",
            "description": "JSON Schema, an object or a boolean. The answer is JSON that fits it, or the turn fails as `invalid_output` after one correction."
          }
        },
        "required": [
          "schema"
        ]
      },
      "ResumePlanRequest": {
        "title": "ResumePlanRequest",
        "type": "object",
        "description": "Resumes a paused plan.",
        "properties": {
          "planId": {
            "title": "ResumePlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "ResumePlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "planId"
        ]
      },
      "ResumePlanResponse": {
        "title": "ResumePlanResponse",
        "type": "object",
        "properties": {
          "planId": {
            "title": "ResumePlanResponsePlanId",
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
        "title": "ResumeSessionRequest",
        "type": "object",
        "description": "Resumes a paused session. Resuming a running one is fine.",
        "properties": {
          "sessionId": {
            "title": "ResumeSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "ResumeSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "ResumeSessionResponse": {
        "title": "ResumeSessionResponse",
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
      "RetryTurnRequest": {
        "title": "RetryTurnRequest",
        "type": "object",
        "description": "Runs the last turn again, under a new id, if it is Failed, Cancelled or Interrupted and nothing runs or waits. Its user message is neither logged nor\ngiven to the model a second time, and what it had answered is not given to the model. Any other turn is -32602.",
        "properties": {
          "sessionId": {
            "title": "RetryTurnRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "turnId": {
            "title": "RetryTurnRequestTurnId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "RetryTurnRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "turnId"
        ]
      },
      "RetryTurnResponse": {
        "title": "RetryTurnResponse",
        "type": "object",
        "properties": {
          "turnId": {
            "title": "RetryTurnResponseTurnId",
            "type": "string",
            "description": "Id of the new turn."
          }
        },
        "required": [
          "turnId"
        ]
      },
      "RevokeGrantRequest": {
        "title": "RevokeGrantRequest",
        "type": "object",
        "description": "Revokes a grant: calls that have not begun are asked about again. Revoking one that is gone changes nothing.",
        "properties": {
          "sessionId": {
            "title": "RevokeGrantRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "grantId": {
            "title": "RevokeGrantRequestGrantId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "RevokeGrantRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "grantId"
        ]
      },
      "RevokeGrantResponse": {
        "title": "RevokeGrantResponse",
        "type": "object",
        "properties": {
          "revoked": {
            "title": "RevokeGrantResponseRevoked",
            "type": "boolean",
            "description": "Whether it was in force."
          }
        },
        "required": [
          "revoked"
        ]
      },
      "SearchMatch": {
        "title": "SearchMatch",
        "type": "object",
        "description": "A message or a title in which all words of a search occur.",
        "properties": {
          "session": {
            "$ref": "#/components/schemas/SessionSummary"
          },
          "messageId": {
            "title": "SearchMatchMessageId",
            "type": "string",
            "description": "Absent where the title matches."
          },
          "sequence": {
            "title": "SearchMatchSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Sequence of the first event of the message; 1 where the title matches."
          },
          "snippet": {
            "title": "SearchMatchSnippet",
            "type": "string",
            "description": "The text around the first word, on one line."
          }
        },
        "required": [
          "session",
          "sequence",
          "snippet"
        ]
      },
      "SearchSessionsRequest": {
        "title": "SearchSessionsRequest",
        "type": "object",
        "description": "Finds messages and titles in the caller's sessions, then in those that are shared with the caller; in each list the session used last comes first. A match has\nall words of the query, each also as a part of a longer word, in any case. No character has a special meaning. A session that is used between two pages may be\nmissed or come twice.",
        "properties": {
          "query": {
            "title": "SearchSessionsRequestQuery",
            "type": "string",
            "minLength": 1,
            "maxLength": 256
          },
          "limit": {
            "title": "SearchSessionsRequestLimit",
            "type": "integer",
            "minimum": 1,
            "maximum": 100,
            "description": "Matches a page.",
            "default": 20
          },
          "cursor": {
            "title": "SearchSessionsRequestCursor",
            "type": "string",
            "minLength": 1,
            "maxLength": 1024,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "`nextCursor` of the page before."
          }
        },
        "required": [
          "query"
        ]
      },
      "SearchSessionsResponse": {
        "title": "SearchSessionsResponse",
        "type": "object",
        "description": "A page may have fewer matches than asked for, even none, while there are more: how much is read for one is limited (`maxSearchedLength`).",
        "properties": {
          "matches": {
            "title": "SearchSessionsResponseMatches",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SearchMatch"
            }
          },
          "nextCursor": {
            "title": "SearchSessionsResponseNextCursor",
            "type": "string",
            "description": "Present while there is more to search."
          }
        },
        "required": [
          "matches"
        ]
      },
      "SendUserMessageRequest": {
        "title": "SendUserMessageRequest",
        "type": "object",
        "description": "Sends a message. Answered once it is durable, never held until the answer ends.",
        "properties": {
          "sessionId": {
            "title": "SendUserMessageRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "message": {
            "title": "SendUserMessageRequestMessage",
            "type": "string",
            "minLength": 1,
            "maxLength": 1000000
          },
          "delivery": {
            "$ref": "#/components/schemas/Delivery",
            "default": 0
          },
          "model": {
            "title": "SendUserMessageRequestModel",
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "Model for this turn only. Default: the session's."
          },
          "settings": {
            "$ref": "#/components/schemas/ModelSettings",
            "description": "Settings for this turn only, in place of the session's."
          },
          "responseFormat": {
            "$ref": "#/components/schemas/ResponseFormat",
            "description": "Form of the answer of this turn. Default: any text."
          },
          "idempotencyKey": {
            "title": "SendUserMessageRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "message"
        ]
      },
      "SendUserMessageResponse": {
        "title": "SendUserMessageResponse",
        "type": "object",
        "properties": {
          "messageId": {
            "title": "SendUserMessageResponseMessageId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/MessageStatus"
          },
          "turnId": {
            "title": "SendUserMessageResponseTurnId",
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
        "title": "ServerDrainNotification",
        "type": "object",
        "description": "The server is about to restart: connect again after the given time, which differs from client to client. It belongs to no session.",
        "properties": {
          "reconnectAfterMs": {
            "title": "ServerDrainNotificationReconnectAfterMs",
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
        "title": "SessionAccess",
        "type": "integer",
        "description": "What a user may do with another user's session.",
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
      "SessionChangedNotification": {
        "title": "SessionChangedNotification",
        "type": "object",
        "description": "A session is not what it was: `updateSession` changed what is present here, each value whole. Null: it was reset.",
        "properties": {
          "sessionId": {
            "title": "SessionChangedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "SessionChangedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "changedBy": {
            "title": "SessionChangedNotificationChangedBy",
            "type": "string",
            "description": "The user; absent for a title that the server made."
          },
          "title": {
            "title": "SessionChangedNotificationTitle",
            "anyOf": [
              {
                "title": "SessionChangedNotificationTitleValue",
                "type": "string"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "model": {
            "title": "SessionChangedNotificationModel",
            "type": "string",
            "description": "Model that the next turn uses, also where it was reset."
          },
          "settings": {
            "title": "SessionChangedNotificationSettings",
            "anyOf": [
              {
                "$ref": "#/components/schemas/ModelSettings"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "context": {
            "title": "SessionChangedNotificationContext",
            "anyOf": [
              {
                "title": "SessionChangedNotificationContextValue",
                "type": "string"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "metadata": {
            "title": "SessionChangedNotificationMetadata",
            "anyOf": [
              {
                "title": "SessionChangedNotificationMetadataValue",
                "type": "object",
                "additionalProperties": {
                  "title": "SessionChangedNotificationMetadataValueValue"
                }
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "pinned": {
            "title": "SessionChangedNotificationPinned",
            "type": "boolean"
          },
          "archived": {
            "title": "SessionChangedNotificationArchived",
            "type": "boolean"
          }
        },
        "required": [
          "sessionId",
          "sequence"
        ]
      },
      "SessionForkedNotification": {
        "title": "SessionForkedNotification",
        "type": "object",
        "description": "Everything before was copied from another session.",
        "properties": {
          "sessionId": {
            "title": "SessionForkedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "SessionForkedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "fromSessionId": {
            "title": "SessionForkedNotificationFromSessionId",
            "type": "string"
          },
          "fromSequence": {
            "title": "SessionForkedNotificationFromSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last copied event; 0 where none was."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "fromSessionId",
          "fromSequence"
        ]
      },
      "SessionNotFoundData": {
        "title": "SessionNotFoundData",
        "type": "object",
        "properties": {
          "sessionId": {
            "title": "SessionNotFoundDataSessionId",
            "type": "string"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "SessionParams": {
        "title": "SessionParams",
        "type": "object",
        "description": "What a session is started with. `updateSession` changes most of it.",
        "properties": {
          "language": {
            "title": "SessionParamsLanguage",
            "type": "string",
            "minLength": 1,
            "maxLength": 35,
            "description": "Language that the assistant is asked to answer in, as a BCP 47 tag such as `en` or `de-CH`."
          },
          "model": {
            "title": "SessionParamsModel",
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "Model as `provider:model`, for example `anthropic:claude-sonnet-4-5`, or `demo`. Default: the server's own default."
          },
          "context": {
            "title": "SessionParamsContext",
            "type": "string",
            "maxLength": 1000000,
            "description": "System prompt: it precedes the history on every model call."
          },
          "settings": {
            "$ref": "#/components/schemas/ModelSettings"
          },
          "tools": {
            "title": "SessionParamsTools",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ClientTool"
            },
            "maxItems": 128,
            "description": "Tools that clients of the session run. The caller offers them at once; others do with `offerTools`."
          },
          "detach": {
            "$ref": "#/components/schemas/DetachPolicy",
            "description": "Default: a turn continues while no connection is attached."
          },
          "metadata": {
            "title": "SessionParamsMetadata",
            "type": "object",
            "additionalProperties": {
              "title": "SessionParamsMetadataValue"
            },
            "description": "Labels of the client's own, kept and given back, never interpreted."
          }
        }
      },
      "SessionShare": {
        "title": "SessionShare",
        "type": "object",
        "description": "A user who was let into a session.",
        "properties": {
          "userId": {
            "title": "SessionShareUserId",
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
        "title": "SessionSharedNotification",
        "type": "object",
        "description": "The owner let a user into the session, or took the access back.",
        "properties": {
          "sessionId": {
            "title": "SessionSharedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "SessionSharedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "userId": {
            "title": "SessionSharedNotificationUserId",
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
        "title": "SessionStatus",
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
        "title": "SessionStatusNotification",
        "type": "object",
        "description": "The session changed.",
        "properties": {
          "sessionId": {
            "title": "SessionStatusNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "SessionStatusNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "reason": {
            "title": "SessionStatusNotificationReason",
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
        "title": "SessionStoppedData",
        "type": "object",
        "properties": {
          "sessionId": {
            "title": "SessionStoppedDataSessionId",
            "type": "string"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "SessionSummary": {
        "title": "SessionSummary",
        "type": "object",
        "description": "A session as `getSession` and `listSessions` return it.",
        "properties": {
          "sessionId": {
            "title": "SessionSummarySessionId",
            "type": "string"
          },
          "userId": {
            "title": "SessionSummaryUserId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "sequence": {
            "title": "SessionSummarySequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Sequence of the last event in the log."
          },
          "title": {
            "title": "SessionSummaryTitle",
            "type": "string",
            "description": "As `updateSession` has set it; else the start of the first user message, empty before there is one."
          },
          "model": {
            "title": "SessionSummaryModel",
            "type": "string",
            "description": "Model that the next turn uses, as `provider:model`."
          },
          "createdAt": {
            "title": "SessionSummaryCreatedAt",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Milliseconds since 1970-01-01T00:00:00Z."
          },
          "updatedAt": {
            "title": "SessionSummaryUpdatedAt",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Time of the last message or status, in milliseconds since 1970-01-01T00:00:00Z."
          },
          "activeTurnId": {
            "title": "SessionSummaryActiveTurnId",
            "type": "string",
            "description": "The turn that runs now, if one does."
          },
          "queuedMessages": {
            "title": "SessionSummaryQueuedMessages",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Messages that wait for their turn."
          },
          "pendingApprovals": {
            "title": "SessionSummaryPendingApprovals",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Tool calls that wait for a decision; absent when there is none."
          },
          "pendingQuestions": {
            "title": "SessionSummaryPendingQuestions",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Questions to a person that are open; absent when there is none."
          },
          "planId": {
            "title": "SessionSummaryPlanId",
            "type": "string",
            "description": "The plan that the session belongs to. The session of the plan itself has the plan's id as its own."
          },
          "taskId": {
            "title": "SessionSummaryTaskId",
            "type": "string",
            "description": "The task of that plan that the session is for."
          },
          "access": {
            "$ref": "#/components/schemas/SessionAccess",
            "description": "What the caller may do, where the session belongs to another user."
          },
          "sharedWith": {
            "title": "SessionSummarySharedWith",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SessionShare"
            },
            "description": "Users that the session is shared with; only the owner sees them."
          },
          "metadata": {
            "title": "SessionSummaryMetadata",
            "type": "object",
            "additionalProperties": {
              "title": "SessionSummaryMetadataValue"
            }
          },
          "settings": {
            "$ref": "#/components/schemas/ModelSettings",
            "description": "Settings that the next turn uses; absent where there are none."
          },
          "forkedFrom": {
            "$ref": "#/components/schemas/ForkOrigin",
            "description": "The session that this one was forked from."
          },
          "pinned": {
            "title": "SessionSummaryPinned",
            "const": true,
            "description": "Present for a session that is to be listed before others."
          },
          "archived": {
            "title": "SessionSummaryArchived",
            "const": true,
            "description": "Present for a session that was put away."
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
        "title": "SessionUnreadableData",
        "type": "object",
        "properties": {
          "sessionId": {
            "title": "SessionUnreadableDataSessionId",
            "type": "string"
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "ShareSessionRequest": {
        "title": "ShareSessionRequest",
        "type": "object",
        "description": "Lets another user into a session, or changes what that user may do. Only the owner can.",
        "properties": {
          "sessionId": {
            "title": "ShareSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "userId": {
            "title": "ShareSessionRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "access": {
            "$ref": "#/components/schemas/SessionAccess"
          },
          "idempotencyKey": {
            "title": "ShareSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
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
        "title": "ShareSessionResponse",
        "type": "object",
        "properties": {}
      },
      "StartPlanRequest": {
        "title": "StartPlanRequest",
        "type": "object",
        "description": "Starts a plan and attaches the caller to its session, from sequence 0. A plan with a cycle, an unknown or a double id, or a misspelt member is -32602.",
        "properties": {
          "userId": {
            "title": "StartPlanRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "A label of the user while the server asks for no authentication."
          },
          "plan": {
            "$ref": "#/components/schemas/Plan"
          },
          "idempotencyKey": {
            "title": "StartPlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "userId",
          "plan"
        ]
      },
      "StartPlanResponse": {
        "title": "StartPlanResponse",
        "type": "object",
        "properties": {
          "planId": {
            "title": "StartPlanResponsePlanId",
            "type": "string",
            "description": "Also the id of the plan's session."
          },
          "status": {
            "$ref": "#/components/schemas/PlanStatus"
          },
          "sequence": {
            "title": "StartPlanResponseSequence",
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
        "title": "StartSessionRequest",
        "type": "object",
        "description": "Starts a session and attaches the caller to it from sequence 0.",
        "properties": {
          "userId": {
            "title": "StartSessionRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "A label of the user while the server asks for no authentication."
          },
          "sessionParams": {
            "$ref": "#/components/schemas/SessionParams"
          },
          "idempotencyKey": {
            "title": "StartSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "userId"
        ]
      },
      "StartSessionResponse": {
        "title": "StartSessionResponse",
        "type": "object",
        "properties": {
          "sessionId": {
            "title": "StartSessionResponseSessionId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/SessionStatus"
          },
          "sequence": {
            "title": "StartSessionResponseSequence",
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
      "StepEndedNotification": {
        "title": "StepEndedNotification",
        "type": "object",
        "description": "A step of a turn has ended: the model was asked once and has answered.",
        "properties": {
          "sessionId": {
            "title": "StepEndedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "StepEndedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "turnId": {
            "title": "StepEndedNotificationTurnId",
            "type": "string"
          },
          "step": {
            "title": "StepEndedNotificationStep",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Number of the step in its turn, from 1 on."
          },
          "model": {
            "title": "StepEndedNotificationModel",
            "type": "string",
            "description": "Model that answered."
          },
          "usage": {
            "$ref": "#/components/schemas/Usage"
          },
          "contextTokens": {
            "title": "StepEndedNotificationContextTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Tokens of the conversation with this answer, as the provider counts them."
          },
          "contextWindow": {
            "title": "StepEndedNotificationContextWindow",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Tokens that the model takes at most."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "turnId",
          "step",
          "model"
        ]
      },
      "StopPlanRequest": {
        "title": "StopPlanRequest",
        "type": "object",
        "description": "Ends a plan: its running tasks are cancelled, the others skipped. Stopping twice is fine.",
        "properties": {
          "planId": {
            "title": "StopPlanRequestPlanId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "StopPlanRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "planId"
        ]
      },
      "StopPlanResponse": {
        "title": "StopPlanResponse",
        "type": "object",
        "properties": {
          "planId": {
            "title": "StopPlanResponsePlanId",
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
        "title": "StopSessionRequest",
        "type": "object",
        "description": "Ends a session: its turn is cancelled, queued messages are dropped, and attached connections are notified. Stopping twice is fine.",
        "properties": {
          "sessionId": {
            "title": "StopSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "StopSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "StopSessionResponse": {
        "title": "StopSessionResponse",
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
      "StopText": {
        "title": "StopText",
        "type": "string",
        "minLength": 1,
        "maxLength": 256
      },
      "TaskFailureAction": {
        "title": "TaskFailureAction",
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
            "description": "The tasks that depend on it are skipped; the others continue."
          },
          {
            "const": 2,
            "title": "Continue",
            "description": "The tasks that depend on it run without its result."
          }
        ]
      },
      "TaskFailureCause": {
        "title": "TaskFailureCause",
        "type": "integer",
        "description": "Why a task did not succeed.",
        "oneOf": [
          {
            "const": 0,
            "title": "Attempt",
            "description": "Its own last attempt failed."
          },
          {
            "const": 1,
            "title": "PlanStopped",
            "description": "A person or a delegate stopped the plan."
          },
          {
            "const": 2,
            "title": "PlanFailed",
            "description": "The failure of another task ended the plan."
          },
          {
            "const": 3,
            "title": "DependencyFailed",
            "description": "A task that it depends on did not succeed."
          }
        ]
      },
      "TaskState": {
        "title": "TaskState",
        "type": "object",
        "description": "A task and its state.",
        "properties": {
          "taskId": {
            "title": "TaskStateTaskId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "attempt": {
            "title": "TaskStateAttempt",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Attempts that have begun."
          },
          "taskSessionId": {
            "title": "TaskStateTaskSessionId",
            "type": "string",
            "description": "Session in which the newest attempt runs."
          },
          "result": {
            "title": "TaskStateResult",
            "description": "What the task produced."
          },
          "error": {
            "$ref": "#/components/schemas/TurnError"
          },
          "cause": {
            "$ref": "#/components/schemas/TaskFailureCause",
            "description": "With `Failed` and `Skipped`."
          }
        },
        "required": [
          "taskId",
          "status",
          "attempt"
        ]
      },
      "TaskStatus": {
        "title": "TaskStatus",
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
        "title": "TaskStatusNotification",
        "type": "object",
        "description": "A task of a plan changed. Exactly one terminal status ends a task.",
        "properties": {
          "sessionId": {
            "title": "TaskStatusNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "TaskStatusNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "planId": {
            "title": "TaskStatusNotificationPlanId",
            "type": "string"
          },
          "taskId": {
            "title": "TaskStatusNotificationTaskId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "attempt": {
            "title": "TaskStatusNotificationAttempt",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "With `Running`: number of the attempt, from 1 on."
          },
          "taskSessionId": {
            "title": "TaskStatusNotificationTaskSessionId",
            "type": "string",
            "description": "With `Running`: session in which the attempt runs; absent for kinds that need none."
          },
          "result": {
            "title": "TaskStatusNotificationResult",
            "description": "With `Completed`: what the task produced."
          },
          "error": {
            "$ref": "#/components/schemas/TurnError"
          },
          "cause": {
            "$ref": "#/components/schemas/TaskFailureCause",
            "description": "With `Failed` and `Skipped`. Absent in logs of older versions only."
          },
          "notice": {
            "title": "TaskStatusNotificationNotice",
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
        "title": "ToolApprovalRequestNotification",
        "type": "object",
        "description": "A tool call waits for a decision before it runs. Exactly one `ToolApprovalResolvedNotification` follows.",
        "properties": {
          "sessionId": {
            "title": "ToolApprovalRequestNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolApprovalRequestNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolApprovalRequestNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolApprovalRequestNotificationTurnId",
            "type": "string"
          },
          "toolName": {
            "title": "ToolApprovalRequestNotificationToolName",
            "type": "string"
          },
          "arguments": {
            "title": "ToolApprovalRequestNotificationArguments"
          },
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
            "title": "ToolApprovalRequestNotificationExpiresAt",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "When it is denied by itself, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile."
          },
          "scopes": {
            "title": "ToolApprovalRequestNotificationScopes",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/GrantOffer"
            },
            "description": "What `AllowAlways` can allow, the narrowest first and every call of the tool last. Absent where every such call is asked about:\n`AllowAlways` allows this call only then."
          },
          "definitionHash": {
            "title": "ToolApprovalRequestNotificationDefinitionHash",
            "type": "string",
            "description": "The tool's definition that the person decides about."
          },
          "toolChanges": {
            "title": "ToolApprovalRequestNotificationToolChanges",
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
        "title": "ToolApprovalResolvedNotification",
        "type": "object",
        "description": "It is decided whether a tool call runs. Goes to every screen.",
        "properties": {
          "sessionId": {
            "title": "ToolApprovalResolvedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolApprovalResolvedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolApprovalResolvedNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolApprovalResolvedNotificationTurnId",
            "type": "string"
          },
          "decision": {
            "$ref": "#/components/schemas/ToolDecision"
          },
          "decidedBy": {
            "title": "ToolApprovalResolvedNotificationDecidedBy",
            "type": "string",
            "description": "The user, when `resolution` is Decided. Otherwise a word for clients that do not know `resolution`: `expiry`, `cancellation`, `restart` or `policy`."
          },
          "resolution": {
            "$ref": "#/components/schemas/QuestionResolution",
            "description": "How it was resolved. Always present, except in logs of older versions, where `decidedBy` alone says it."
          },
          "reason": {
            "title": "ToolApprovalResolvedNotificationReason",
            "type": "string"
          },
          "grant": {
            "$ref": "#/components/schemas/Grant",
            "description": "What `AllowAlways` has granted."
          },
          "definition": {
            "title": "ToolApprovalResolvedNotificationDefinition",
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
        "title": "ToolCallAlreadyResolvedData",
        "type": "object",
        "properties": {
          "toolCallId": {
            "title": "ToolCallAlreadyResolvedDataToolCallId",
            "type": "string",
            "description": "The question's id, where it is about a question."
          },
          "questionId": {
            "title": "ToolCallAlreadyResolvedDataQuestionId",
            "type": "string"
          },
          "resolution": {
            "title": "ToolCallAlreadyResolvedDataResolution",
            "type": "string",
            "description": "How: `decided`, `result`, `expired`, `cancelled`."
          }
        },
        "required": [
          "toolCallId",
          "resolution"
        ]
      },
      "ToolCallChunkNotification": {
        "title": "ToolCallChunkNotification",
        "type": "object",
        "description": "New text of the arguments of a tool call, while the model writes them. Exactly one `ToolCallNotification` or `ToolCallDiscardedNotification` of the call\nfollows, before the turn's terminal status. Short arguments may come without chunks, with the `ToolCallNotification` alone.",
        "properties": {
          "sessionId": {
            "title": "ToolCallChunkNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolCallChunkNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "firstSequence": {
            "title": "ToolCallChunkNotificationFirstSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Sequence of the first chunk that is merged into this one; absent when it is a single one."
          },
          "toolCallId": {
            "title": "ToolCallChunkNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolCallChunkNotificationTurnId",
            "type": "string"
          },
          "toolName": {
            "title": "ToolCallChunkNotificationToolName",
            "type": "string"
          },
          "chunk": {
            "title": "ToolCallChunkNotificationChunk",
            "type": "string",
            "description": "New text only: a piece of JSON, as the model writes it. What runs are the `arguments` of the `ToolCallNotification`."
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId",
          "toolName",
          "chunk"
        ]
      },
      "ToolCallDiscardedNotification": {
        "title": "ToolCallDiscardedNotification",
        "type": "object",
        "description": "A tool call of which chunks have come is not made: the step failed or was cut off, or the turn ended. If it is made again, it has a new id.",
        "properties": {
          "sessionId": {
            "title": "ToolCallDiscardedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolCallDiscardedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolCallDiscardedNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolCallDiscardedNotificationTurnId",
            "type": "string"
          },
          "reason": {
            "title": "ToolCallDiscardedNotificationReason",
            "type": "string"
          }
        },
        "required": [
          "sessionId",
          "sequence",
          "toolCallId",
          "turnId",
          "reason"
        ]
      },
      "ToolCallLeaseNotification": {
        "title": "ToolCallLeaseNotification",
        "type": "object",
        "description": "A client's tool call is for one client to run: the one with that id. Without an id it waits for a client that offers the tool.",
        "properties": {
          "sessionId": {
            "title": "ToolCallLeaseNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolCallLeaseNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolCallLeaseNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolCallLeaseNotificationTurnId",
            "type": "string"
          },
          "clientId": {
            "title": "ToolCallLeaseNotificationClientId",
            "type": "string"
          },
          "deadline": {
            "title": "ToolCallLeaseNotificationDeadline",
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
        "title": "ToolCallNotFoundData",
        "type": "object",
        "properties": {
          "toolCallId": {
            "title": "ToolCallNotFoundDataToolCallId",
            "type": "string",
            "description": "The question's id, where it is about a question."
          },
          "questionId": {
            "title": "ToolCallNotFoundDataQuestionId",
            "type": "string"
          }
        },
        "required": [
          "toolCallId"
        ]
      },
      "ToolCallNotification": {
        "title": "ToolCallNotification",
        "type": "object",
        "description": "The model wants a tool to be run. Exactly one `ToolResultNotification` follows, before the turn's terminal status.",
        "properties": {
          "sessionId": {
            "title": "ToolCallNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolCallNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolCallNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolCallNotificationTurnId",
            "type": "string"
          },
          "step": {
            "title": "ToolCallNotificationStep",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Number of the step in its turn, from 1 on: calls with the same number were made together."
          },
          "toolName": {
            "title": "ToolCallNotificationToolName",
            "type": "string"
          },
          "arguments": {
            "title": "ToolCallNotificationArguments",
            "description": "An object as a rule; what the model wrote, when that is no JSON."
          },
          "executor": {
            "$ref": "#/components/schemas/ToolExecutor"
          },
          "effect": {
            "$ref": "#/components/schemas/ToolEffect"
          },
          "deadline": {
            "title": "ToolCallNotificationDeadline",
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
        "title": "ToolChange",
        "type": "object",
        "description": "What has changed in a tool's definition since a person allowed its calls.",
        "properties": {
          "part": {
            "title": "ToolChangePart",
            "type": "string",
            "description": "`description`, `schema`, `effect` or `hints`."
          },
          "before": {
            "title": "ToolChangeBefore",
            "type": "string",
            "description": "Its beginning, with hidden characters as codes."
          },
          "after": {
            "title": "ToolChangeAfter",
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
        "title": "ToolDecision",
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
        "title": "ToolDefinitionPart",
        "type": "object",
        "description": "A part of a tool's definition, as it was when a person allowed the tool.",
        "properties": {
          "part": {
            "title": "ToolDefinitionPartPart",
            "type": "string",
            "description": "`description`, `schema`, `effect` or `hints`."
          },
          "hash": {
            "title": "ToolDefinitionPartHash",
            "type": "string",
            "description": "SHA-256 of the whole."
          },
          "text": {
            "title": "ToolDefinitionPartText",
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
        "title": "ToolDisplay",
        "type": "object",
        "description": "What a person is shown of a tool call: what it will change, or has changed.",
        "properties": {
          "kind": {
            "$ref": "#/components/schemas/ToolDisplayKind"
          },
          "title": {
            "title": "ToolDisplayTitle",
            "type": "string",
            "description": "What it is about, such as a file's path."
          },
          "text": {
            "title": "ToolDisplayText",
            "type": "string"
          },
          "added": {
            "title": "ToolDisplayAdded",
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "Lines that the whole change adds, also where the text is cut."
          },
          "removed": {
            "title": "ToolDisplayRemoved",
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "Lines that the whole change removes, also where the text is cut."
          },
          "note": {
            "title": "ToolDisplayNote",
            "type": "string",
            "description": "What to know before deciding, such as why the call is asked about although its tool is allowed."
          },
          "path": {
            "title": "ToolDisplayPath",
            "type": "string",
            "description": "File that the call changes, from the workspace folder; with a diff."
          },
          "oldText": {
            "title": "ToolDisplayOldText",
            "type": "string",
            "description": "All of the file's text before the change, as it is, hidden characters included: reveal them where a person decides. Absent for a new file, for\none that is no text, and where either text is longer than `maxShownTextLength`."
          },
          "newText": {
            "title": "ToolDisplayNewText",
            "type": "string",
            "description": "All of the file's text after the change; absent where the text before is too long."
          }
        },
        "required": [
          "kind",
          "text"
        ]
      },
      "ToolDisplayKind": {
        "title": "ToolDisplayKind",
        "type": "integer",
        "description": "What a text about a tool call is.",
        "anyOf": [
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
          },
          {
            "title": "ToolDisplayKindOther",
            "type": "integer"
          }
        ]
      },
      "ToolEffect": {
        "title": "ToolEffect",
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
            "description": "It runs programs, or its effect cannot be predicted."
          }
        ]
      },
      "ToolExecutor": {
        "title": "ToolExecutor",
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
        "title": "ToolFailure",
        "type": "integer",
        "description": "Why a tool call has no result of the tool's own.",
        "anyOf": [
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
          },
          {
            "title": "ToolFailureOther",
            "type": "integer"
          }
        ]
      },
      "ToolInfo": {
        "title": "ToolInfo",
        "type": "object",
        "description": "A tool as `listTools` returns it.",
        "properties": {
          "name": {
            "title": "ToolInfoName",
            "type": "string"
          },
          "description": {
            "title": "ToolInfoDescription",
            "type": "string"
          },
          "inputSchema": {
            "title": "ToolInfoInputSchema"
          },
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
            "title": "ToolInfoSource",
            "type": "string",
            "description": "Where it comes from: `built-in`, `mcp:` and a server's name, `plugin:` and a plug-in's name, or `client`."
          },
          "usable": {
            "title": "ToolInfoUsable",
            "type": "boolean",
            "description": "Whether it can be called now."
          },
          "reason": {
            "title": "ToolInfoReason",
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
        "title": "ToolPolicy",
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
        "title": "ToolProgressNotification",
        "type": "object",
        "description": "A progress report of a running tool.",
        "properties": {
          "sessionId": {
            "title": "ToolProgressNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolProgressNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolProgressNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolProgressNotificationTurnId",
            "type": "string"
          },
          "text": {
            "title": "ToolProgressNotificationText",
            "type": "string",
            "description": "New output only."
          },
          "progress": {
            "title": "ToolProgressNotificationProgress",
            "type": "number",
            "description": "How far it is, up to `total`."
          },
          "total": {
            "title": "ToolProgressNotificationTotal",
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
        "title": "ToolResultNotification",
        "type": "object",
        "description": "What a tool call gave. No event of the call follows it.",
        "properties": {
          "sessionId": {
            "title": "ToolResultNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolResultNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolResultNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolResultNotificationTurnId",
            "type": "string"
          },
          "result": {
            "title": "ToolResultNotificationResult"
          },
          "isError": {
            "title": "ToolResultNotificationIsError",
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
        "title": "ToolResultStatus",
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
        "title": "ToolServerInfo",
        "type": "object",
        "description": "A server that tools come from, such as an MCP server. Its texts hold no secrets.",
        "properties": {
          "name": {
            "title": "ToolServerInfoName",
            "type": "string",
            "description": "The part of its tools' names before the dot."
          },
          "state": {
            "$ref": "#/components/schemas/ToolServerState"
          },
          "since": {
            "title": "ToolServerInfoSince",
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "When it entered the state: milliseconds since 1970-01-01T00:00:00Z."
          },
          "reason": {
            "title": "ToolServerInfoReason",
            "type": "string",
            "description": "Why it is in the state, where there is a reason."
          },
          "tools": {
            "title": "ToolServerInfoTools",
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "Number of its tools that are offered."
          },
          "leftOut": {
            "title": "ToolServerInfoLeftOut",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/LeftOutTool"
            },
            "description": "At most 100 of the tools that are left out, each with its reason."
          },
          "restarts": {
            "title": "ToolServerInfoRestarts",
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "How often it has been started again."
          },
          "warnings": {
            "title": "ToolServerInfoWarnings",
            "type": "array",
            "items": {
              "title": "ToolServerInfoWarningsItem",
              "type": "string"
            },
            "description": "Members of its configuration that have no effect."
          },
          "nextAttemptAt": {
            "title": "ToolServerInfoNextAttemptAt",
            "type": "integer",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "When it is started again."
          },
          "signInUrl": {
            "title": "ToolServerInfoSignInUrl",
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
        "title": "ToolServerState",
        "type": "integer",
        "description": "State of a server that tools come from.",
        "anyOf": [
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
          },
          {
            "title": "ToolServerStateOther",
            "type": "integer"
          }
        ]
      },
      "ToolStartedNotification": {
        "title": "ToolStartedNotification",
        "type": "object",
        "description": "A server's tool begins to run. After a crash one that is not safe to repeat is not run again.",
        "properties": {
          "sessionId": {
            "title": "ToolStartedNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "ToolStartedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "toolCallId": {
            "title": "ToolStartedNotificationToolCallId",
            "type": "string"
          },
          "turnId": {
            "title": "ToolStartedNotificationTurnId",
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
        "title": "TurnError",
        "type": "object",
        "description": "Why a turn or a task failed, in words that a person can act on.",
        "properties": {
          "code": {
            "title": "TurnErrorCode",
            "type": "string",
            "description": "A stable name such as `unauthenticated`, `rate_limited`, `timeout`, `provider_error`; PROTOCOL.md lists them."
          },
          "message": {
            "title": "TurnErrorMessage",
            "type": "string"
          }
        },
        "required": [
          "code",
          "message"
        ]
      },
      "TurnStatus": {
        "title": "TurnStatus",
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
            "description": "Waiting for a decision, or for the answer to a question of a tool."
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
        "title": "TurnStatusNotification",
        "type": "object",
        "description": "A turn changed. The terminal status follows the final chunk, and no event of the turn follows it.",
        "properties": {
          "sessionId": {
            "title": "TurnStatusNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "TurnStatusNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "turnId": {
            "title": "TurnStatusNotificationTurnId",
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TurnStatus"
          },
          "stopReason": {
            "title": "TurnStatusNotificationStopReason",
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
            "title": "TurnStatusNotificationNotice",
            "type": "string",
            "description": "What the turn waits for, in words for a person, such as a retry after a provider's limit."
          },
          "attempt": {
            "title": "TurnStatusNotificationAttempt",
            "type": "integer",
            "minimum": 2,
            "maximum": 9007199254740991,
            "description": "With a status that a restart caused: how often the turn has been begun since its last completed step."
          },
          "retryOf": {
            "title": "TurnStatusNotificationRetryOf",
            "type": "string",
            "description": "With the first status of a turn that `retryTurn` began: the turn that it repeats, whose user message it has."
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
        "title": "UnauthenticatedData",
        "type": "object",
        "properties": {
          "reason": {
            "title": "UnauthenticatedDataReason",
            "type": "string"
          }
        },
        "required": [
          "reason"
        ]
      },
      "UnshareSessionRequest": {
        "title": "UnshareSessionRequest",
        "type": "object",
        "description": "Takes a user's access back, at once: what that user's connections follow of the session ends. Only the owner can. Doing it twice is fine.",
        "properties": {
          "sessionId": {
            "title": "UnshareSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "userId": {
            "title": "UnshareSessionRequestUserId",
            "type": "string",
            "minLength": 1,
            "maxLength": 256,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "idempotencyKey": {
            "title": "UnshareSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId",
          "userId"
        ]
      },
      "UnshareSessionResponse": {
        "title": "UnshareSessionResponse",
        "type": "object",
        "properties": {}
      },
      "UpdateSessionRequest": {
        "title": "UpdateSessionRequest",
        "type": "object",
        "description": "Changes what a session is. Each field is replaced whole, null resets it, and what is absent stays. A running turn keeps the model, the settings and the\ncontext that it began with. Everyone attached receives `SessionChangedNotification` if something has changed.",
        "properties": {
          "sessionId": {
            "title": "UpdateSessionRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
          },
          "title": {
            "title": "UpdateSessionRequestTitle",
            "anyOf": [
              {
                "title": "UpdateSessionRequestTitleValue",
                "type": "string",
                "minLength": 1,
                "maxLength": 200
              },
              {
                "title": "Null",
                "type": "null"
              }
            ],
            "description": "Null: the start of the first user message again."
          },
          "model": {
            "title": "UpdateSessionRequestModel",
            "anyOf": [
              {
                "title": "UpdateSessionRequestModelValue",
                "type": "string",
                "minLength": 1,
                "maxLength": 200,
                "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ],
            "description": "Null: the server's default."
          },
          "settings": {
            "title": "UpdateSessionRequestSettings",
            "anyOf": [
              {
                "$ref": "#/components/schemas/ModelSettings"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "context": {
            "title": "UpdateSessionRequestContext",
            "anyOf": [
              {
                "title": "UpdateSessionRequestContextValue",
                "type": "string",
                "maxLength": 1000000
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "metadata": {
            "title": "UpdateSessionRequestMetadata",
            "anyOf": [
              {
                "title": "UpdateSessionRequestMetadataValue",
                "type": "object",
                "additionalProperties": {
                  "title": "UpdateSessionRequestMetadataValueValue"
                }
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "pinned": {
            "title": "UpdateSessionRequestPinned",
            "anyOf": [
              {
                "title": "UpdateSessionRequestPinnedValue",
                "type": "boolean"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "archived": {
            "title": "UpdateSessionRequestArchived",
            "anyOf": [
              {
                "title": "UpdateSessionRequestArchivedValue",
                "type": "boolean"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          },
          "idempotencyKey": {
            "title": "UpdateSessionRequestIdempotencyKey",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$",
            "description": "The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once."
          }
        },
        "required": [
          "sessionId"
        ]
      },
      "UpdateSessionResponse": {
        "title": "UpdateSessionResponse",
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
      "Usage": {
        "title": "Usage",
        "type": "object",
        "description": "Tokens of a turn or a step, as far as the provider reports them.",
        "properties": {
          "inputTokens": {
            "title": "UsageInputTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          },
          "outputTokens": {
            "title": "UsageOutputTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          },
          "totalTokens": {
            "title": "UsageTotalTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          },
          "cachedInputTokens": {
            "title": "UsageCachedInputTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Part of `inputTokens` that the provider had in its cache."
          },
          "cacheWriteTokens": {
            "title": "UsageCacheWriteTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Part of `inputTokens` that the provider put into its cache."
          },
          "reasoningTokens": {
            "title": "UsageReasoningTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Part of `outputTokens` that the model thought."
          },
          "costMicros": {
            "title": "UsageCostMicros",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Millionths of a US dollar, where the price is known."
          }
        }
      },
      "UserMessageNotification": {
        "title": "UserMessageNotification",
        "type": "object",
        "description": "A message was taken. Goes to everyone attached, the sender too.",
        "properties": {
          "sessionId": {
            "title": "UserMessageNotificationSessionId",
            "type": "string"
          },
          "sequence": {
            "title": "UserMessageNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          },
          "messageId": {
            "title": "UserMessageNotificationMessageId",
            "type": "string"
          },
          "turnId": {
            "title": "UserMessageNotificationTurnId",
            "type": "string"
          },
          "message": {
            "title": "UserMessageNotificationMessage",
            "type": "string"
          },
          "delivery": {
            "$ref": "#/components/schemas/Delivery",
            "description": "How it was sent; absent for `Queue`."
          },
          "model": {
            "title": "UserMessageNotificationModel",
            "type": "string",
            "description": "Model for this turn only."
          },
          "settings": {
            "$ref": "#/components/schemas/ModelSettings",
            "description": "Settings for this turn only."
          },
          "responseFormat": {
            "$ref": "#/components/schemas/ResponseFormat",
            "description": "Form of the answer of this turn."
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
        "message": "The tool call is already resolved."
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
        "message": "Authentication is required."
      },
      "SessionUnreadable": {
        "code": -32009,
        "message": "The session's stored events cannot be read."
      },
      "PermissionDenied": {
        "code": -32011,
        "message": "Permission denied."
      },
      "RateLimited": {
        "code": -32020,
        "message": "Too many requests."
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
            "title": "UserMessageNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "UserMessageNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "messageId",
          "required": true,
          "schema": {
            "title": "UserMessageNotificationMessageId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "UserMessageNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "message",
          "required": true,
          "schema": {
            "title": "UserMessageNotificationMessage",
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
        },
        {
          "name": "model",
          "summary": "Model for this turn only.",
          "required": false,
          "schema": {
            "title": "UserMessageNotificationModel",
            "type": "string"
          }
        },
        {
          "name": "settings",
          "summary": "Settings for this turn only.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/ModelSettings"
          }
        },
        {
          "name": "responseFormat",
          "summary": "Form of the answer of this turn.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/ResponseFormat"
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
            "title": "AIMessageChunkNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "AIMessageChunkNotificationSequence",
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
            "title": "AIMessageChunkNotificationFirstSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "messageId",
          "required": true,
          "schema": {
            "title": "AIMessageChunkNotificationMessageId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "AIMessageChunkNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "chunk",
          "summary": "New text only; empty in the final chunk.",
          "required": true,
          "schema": {
            "title": "AIMessageChunkNotificationChunk",
            "type": "string"
          }
        },
        {
          "name": "isFinal",
          "required": true,
          "schema": {
            "title": "AIMessageChunkNotificationIsFinal",
            "type": "boolean"
          }
        },
        {
          "name": "channel",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Channel",
            "default": 0
          }
        },
        {
          "name": "length",
          "summary": "In the final chunk: length of the whole text of channel `Final`, in UTF-16 units.",
          "required": false,
          "schema": {
            "title": "AIMessageChunkNotificationLength",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      ]
    },
    {
      "name": "MessageDiscardedNotification",
      "summary": "An answer that a crash cut off, or that does not fit `responseFormat`, is void and is produced again under a new id. It gets no final chunk; a finished",
      "description": "An answer that a crash cut off, or that does not fit `responseFormat`, is void and is produced again under a new id. It gets no final chunk; a finished\none is never discarded.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "MessageDiscardedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "MessageDiscardedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "messageId",
          "required": true,
          "schema": {
            "title": "MessageDiscardedNotificationMessageId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "MessageDiscardedNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "reason",
          "required": true,
          "schema": {
            "title": "MessageDiscardedNotificationReason",
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
            "title": "MessageExcludedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "MessageExcludedNotificationSequence",
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
            "title": "MessageExcludedNotificationMessageId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "summary": "The turn that runs.",
          "required": false,
          "schema": {
            "title": "MessageExcludedNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "reason",
          "summary": "In words for a person.",
          "required": true,
          "schema": {
            "title": "MessageExcludedNotificationReason",
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
            "title": "TurnStatusNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "TurnStatusNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "TurnStatusNotificationTurnId",
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
            "title": "TurnStatusNotificationStopReason",
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
            "title": "TurnStatusNotificationNotice",
            "type": "string"
          }
        },
        {
          "name": "attempt",
          "summary": "With a status that a restart caused: how often the turn has been begun since its last completed step.",
          "required": false,
          "schema": {
            "title": "TurnStatusNotificationAttempt",
            "type": "integer",
            "minimum": 2,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "retryOf",
          "summary": "With the first status of a turn that `retryTurn` began: the turn that it repeats, whose user message it has.",
          "required": false,
          "schema": {
            "title": "TurnStatusNotificationRetryOf",
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "StepEndedNotification",
      "summary": "A step of a turn has ended: the model was asked once and has answered.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "StepEndedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "StepEndedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "StepEndedNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "step",
          "summary": "Number of the step in its turn, from 1 on.",
          "required": true,
          "schema": {
            "title": "StepEndedNotificationStep",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "model",
          "summary": "Model that answered.",
          "required": true,
          "schema": {
            "title": "StepEndedNotificationModel",
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
          "name": "contextTokens",
          "summary": "Tokens of the conversation with this answer, as the provider counts them.",
          "required": false,
          "schema": {
            "title": "StepEndedNotificationContextTokens",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "contextWindow",
          "summary": "Tokens that the model takes at most.",
          "required": false,
          "schema": {
            "title": "StepEndedNotificationContextWindow",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        }
      ]
    },
    {
      "name": "ContextCompactedNotification",
      "summary": "From here on models get the summary in place of the events from `fromSequence` through `throughSequence`. The log keeps them, and `getHistory` returns them.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ContextCompactedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ContextCompactedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "turnId",
          "summary": "The turn that runs.",
          "required": false,
          "schema": {
            "title": "ContextCompactedNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "fromSequence",
          "required": true,
          "schema": {
            "title": "ContextCompactedNotificationFromSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "throughSequence",
          "required": true,
          "schema": {
            "title": "ContextCompactedNotificationThroughSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "throughTurnId",
          "summary": "The last turn that is replaced.",
          "required": true,
          "schema": {
            "title": "ContextCompactedNotificationThroughTurnId",
            "type": "string"
          }
        },
        {
          "name": "throughStep",
          "summary": "Steps of that turn that are replaced; absent when all of it is.",
          "required": false,
          "schema": {
            "title": "ContextCompactedNotificationThroughStep",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "summary",
          "required": true,
          "schema": {
            "title": "ContextCompactedNotificationSummary",
            "type": "string"
          }
        },
        {
          "name": "tokensBefore",
          "summary": "Tokens of the conversation before, as the provider counted them, or an estimate.",
          "required": false,
          "schema": {
            "title": "ContextCompactedNotificationTokensBefore",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "tokensAfter",
          "summary": "An estimate.",
          "required": false,
          "schema": {
            "title": "ContextCompactedNotificationTokensAfter",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "reason",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/CompactionReason"
          }
        }
      ]
    },
    {
      "name": "ToolCallChunkNotification",
      "summary": "New text of the arguments of a tool call, while the model writes them. Exactly one `ToolCallNotification` or `ToolCallDiscardedNotification` of the call",
      "description": "New text of the arguments of a tool call, while the model writes them. Exactly one `ToolCallNotification` or `ToolCallDiscardedNotification` of the call\nfollows, before the turn's terminal status. Short arguments may come without chunks, with the `ToolCallNotification` alone.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ToolCallChunkNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolCallChunkNotificationSequence",
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
            "title": "ToolCallChunkNotificationFirstSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolCallChunkNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolCallChunkNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "toolName",
          "required": true,
          "schema": {
            "title": "ToolCallChunkNotificationToolName",
            "type": "string"
          }
        },
        {
          "name": "chunk",
          "summary": "New text only: a piece of JSON, as the model writes it. What runs are the `arguments` of the `ToolCallNotification`.",
          "required": true,
          "schema": {
            "title": "ToolCallChunkNotificationChunk",
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "ToolCallDiscardedNotification",
      "summary": "A tool call of which chunks have come is not made: the step failed or was cut off, or the turn ended. If it is made again, it has a new id.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ToolCallDiscardedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolCallDiscardedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolCallDiscardedNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolCallDiscardedNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "reason",
          "required": true,
          "schema": {
            "title": "ToolCallDiscardedNotificationReason",
            "type": "string"
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
            "title": "ToolCallNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolCallNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolCallNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolCallNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "step",
          "summary": "Number of the step in its turn, from 1 on: calls with the same number were made together.",
          "required": true,
          "schema": {
            "title": "ToolCallNotificationStep",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolName",
          "required": true,
          "schema": {
            "title": "ToolCallNotificationToolName",
            "type": "string"
          }
        },
        {
          "name": "arguments",
          "summary": "An object as a rule; what the model wrote, when that is no JSON.",
          "required": true,
          "schema": {
            "title": "ToolCallNotificationArguments"
          }
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
            "title": "ToolCallNotificationDeadline",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      ]
    },
    {
      "name": "ToolApprovalRequestNotification",
      "summary": "A tool call waits for a decision before it runs. Exactly one `ToolApprovalResolvedNotification` follows.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ToolApprovalRequestNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolApprovalRequestNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolApprovalRequestNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolApprovalRequestNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "toolName",
          "required": true,
          "schema": {
            "title": "ToolApprovalRequestNotificationToolName",
            "type": "string"
          }
        },
        {
          "name": "arguments",
          "required": true,
          "schema": {
            "title": "ToolApprovalRequestNotificationArguments"
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
            "title": "ToolApprovalRequestNotificationExpiresAt",
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
            "title": "ToolApprovalRequestNotificationScopes",
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
            "title": "ToolApprovalRequestNotificationDefinitionHash",
            "type": "string"
          }
        },
        {
          "name": "toolChanges",
          "summary": "Why a grant of the tool does not count any more: what has changed in its definition.",
          "required": false,
          "schema": {
            "title": "ToolApprovalRequestNotificationToolChanges",
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
            "title": "ToolApprovalResolvedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolApprovalResolvedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolApprovalResolvedNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolApprovalResolvedNotificationTurnId",
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
          "summary": "The user, when `resolution` is Decided. Otherwise a word for clients that do not know `resolution`: `expiry`, `cancellation`, `restart` or `policy`.",
          "required": true,
          "schema": {
            "title": "ToolApprovalResolvedNotificationDecidedBy",
            "type": "string"
          }
        },
        {
          "name": "resolution",
          "summary": "How it was resolved. Always present, except in logs of older versions, where `decidedBy` alone says it.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/QuestionResolution"
          }
        },
        {
          "name": "reason",
          "required": false,
          "schema": {
            "title": "ToolApprovalResolvedNotificationReason",
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
            "title": "ToolApprovalResolvedNotificationDefinition",
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
            "title": "GrantRevokedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "GrantRevokedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "grantId",
          "required": true,
          "schema": {
            "title": "GrantRevokedNotificationGrantId",
            "type": "string"
          }
        },
        {
          "name": "toolName",
          "required": true,
          "schema": {
            "title": "GrantRevokedNotificationToolName",
            "type": "string"
          }
        },
        {
          "name": "revokedBy",
          "summary": "The user.",
          "required": true,
          "schema": {
            "title": "GrantRevokedNotificationRevokedBy",
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
            "title": "ToolCallLeaseNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolCallLeaseNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolCallLeaseNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolCallLeaseNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "clientId",
          "required": false,
          "schema": {
            "title": "ToolCallLeaseNotificationClientId",
            "type": "string"
          }
        },
        {
          "name": "deadline",
          "summary": "When the call is given up, in milliseconds since 1970-01-01T00:00:00Z.",
          "required": true,
          "schema": {
            "title": "ToolCallLeaseNotificationDeadline",
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
            "title": "ToolStartedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolStartedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolStartedNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolStartedNotificationTurnId",
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "ToolProgressNotification",
      "summary": "A progress report of a running tool.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "ToolProgressNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolProgressNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolProgressNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolProgressNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "text",
          "summary": "New output only.",
          "required": false,
          "schema": {
            "title": "ToolProgressNotificationText",
            "type": "string"
          }
        },
        {
          "name": "progress",
          "summary": "How far it is, up to `total`.",
          "required": false,
          "schema": {
            "title": "ToolProgressNotificationProgress",
            "type": "number"
          }
        },
        {
          "name": "total",
          "required": false,
          "schema": {
            "title": "ToolProgressNotificationTotal",
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
            "title": "QuestionNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "QuestionNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "questionId",
          "required": true,
          "schema": {
            "title": "QuestionNotificationQuestionId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "QuestionNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "toolCallId",
          "summary": "The call of the tool that asks.",
          "required": false,
          "schema": {
            "title": "QuestionNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "text",
          "summary": "What is asked, foreign text as a rule: show it as plain text.",
          "required": true,
          "schema": {
            "title": "QuestionNotificationText",
            "type": "string"
          }
        },
        {
          "name": "schema",
          "summary": "JSON Schema of the answer: an object whose properties are strings, numbers, booleans, choices or lists of choices.",
          "required": true,
          "schema": {
            "title": "QuestionNotificationSchema"
          }
        },
        {
          "name": "expiresAt",
          "summary": "When it expires, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile.",
          "required": false,
          "schema": {
            "title": "QuestionNotificationExpiresAt",
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
            "title": "QuestionResolvedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "QuestionResolvedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "questionId",
          "required": true,
          "schema": {
            "title": "QuestionResolvedNotificationQuestionId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "QuestionResolvedNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "answer",
          "summary": "The answer that counts, with defaults in place of absent fields.",
          "required": false,
          "schema": {
            "title": "QuestionResolvedNotificationAnswer"
          }
        },
        {
          "name": "declined",
          "summary": "True when it was declined.",
          "required": false,
          "schema": {
            "title": "QuestionResolvedNotificationDeclined",
            "type": "boolean"
          }
        },
        {
          "name": "answeredBy",
          "summary": "The user who answered or declined.",
          "required": false,
          "schema": {
            "title": "QuestionResolvedNotificationAnsweredBy",
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
            "title": "ToolResultNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "ToolResultNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "toolCallId",
          "required": true,
          "schema": {
            "title": "ToolResultNotificationToolCallId",
            "type": "string"
          }
        },
        {
          "name": "turnId",
          "required": true,
          "schema": {
            "title": "ToolResultNotificationTurnId",
            "type": "string"
          }
        },
        {
          "name": "result",
          "required": true,
          "schema": {
            "title": "ToolResultNotificationResult"
          }
        },
        {
          "name": "isError",
          "required": true,
          "schema": {
            "title": "ToolResultNotificationIsError",
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
            "title": "PlanStatusNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "PlanStatusNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "planId",
          "required": true,
          "schema": {
            "title": "PlanStatusNotificationPlanId",
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
            "title": "PlanStatusNotificationReason",
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
            "title": "TaskStatusNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "TaskStatusNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "planId",
          "required": true,
          "schema": {
            "title": "TaskStatusNotificationPlanId",
            "type": "string"
          }
        },
        {
          "name": "taskId",
          "required": true,
          "schema": {
            "title": "TaskStatusNotificationTaskId",
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
            "title": "TaskStatusNotificationAttempt",
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
            "title": "TaskStatusNotificationTaskSessionId",
            "type": "string"
          }
        },
        {
          "name": "result",
          "summary": "With `Completed`: what the task produced.",
          "required": false,
          "schema": {
            "title": "TaskStatusNotificationResult"
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
          "name": "cause",
          "summary": "With `Failed` and `Skipped`. Absent in logs of older versions only.",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/TaskFailureCause"
          }
        },
        {
          "name": "notice",
          "required": false,
          "schema": {
            "title": "TaskStatusNotificationNotice",
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
            "title": "SessionStatusNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "SessionStatusNotificationSequence",
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
            "title": "SessionStatusNotificationReason",
            "type": "string"
          }
        }
      ]
    },
    {
      "name": "SessionForkedNotification",
      "summary": "Everything before was copied from another session.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "SessionForkedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "SessionForkedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "fromSessionId",
          "required": true,
          "schema": {
            "title": "SessionForkedNotificationFromSessionId",
            "type": "string"
          }
        },
        {
          "name": "fromSequence",
          "summary": "Sequence of the last copied event; 0 where none was.",
          "required": true,
          "schema": {
            "title": "SessionForkedNotificationFromSequence",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        }
      ]
    },
    {
      "name": "SessionChangedNotification",
      "summary": "A session is not what it was: `updateSession` changed what is present here, each value whole. Null: it was reset.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "SessionChangedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "SessionChangedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "changedBy",
          "summary": "The user; absent for a title that the server made.",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationChangedBy",
            "type": "string"
          }
        },
        {
          "name": "title",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationTitle",
            "anyOf": [
              {
                "title": "SessionChangedNotificationTitleValue",
                "type": "string"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "model",
          "summary": "Model that the next turn uses, also where it was reset.",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationModel",
            "type": "string"
          }
        },
        {
          "name": "settings",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationSettings",
            "anyOf": [
              {
                "$ref": "#/components/schemas/ModelSettings"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "context",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationContext",
            "anyOf": [
              {
                "title": "SessionChangedNotificationContextValue",
                "type": "string"
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "metadata",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationMetadata",
            "anyOf": [
              {
                "title": "SessionChangedNotificationMetadataValue",
                "type": "object",
                "additionalProperties": {
                  "title": "SessionChangedNotificationMetadataValueValue"
                }
              },
              {
                "title": "Null",
                "type": "null"
              }
            ]
          }
        },
        {
          "name": "pinned",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationPinned",
            "type": "boolean"
          }
        },
        {
          "name": "archived",
          "required": false,
          "schema": {
            "title": "SessionChangedNotificationArchived",
            "type": "boolean"
          }
        }
      ]
    },
    {
      "name": "DeliveryFailedNotification",
      "summary": "The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any",
      "description": "The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any\nmore. The attachment has ended; the connection and its other sessions continue. It is not logged.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "sessionId",
          "required": true,
          "schema": {
            "title": "DeliveryFailedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "afterSequence",
          "summary": "The last sequence that was sent.",
          "required": true,
          "schema": {
            "title": "DeliveryFailedNotificationAfterSequence",
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
            "title": "DeliveryFailedNotificationReason",
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
            "title": "SessionSharedNotificationSessionId",
            "type": "string"
          }
        },
        {
          "name": "sequence",
          "required": true,
          "schema": {
            "title": "SessionSharedNotificationSequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991
          }
        },
        {
          "name": "userId",
          "required": true,
          "schema": {
            "title": "SessionSharedNotificationUserId",
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
            "title": "AuthenticationExpiringNotificationExpiresAt",
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
            "title": "ServerDrainNotificationReconnectAfterMs",
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
      "message": "The tool call is already resolved.",
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
      "message": "Authentication is required.",
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
      "message": "Permission denied.",
      "description": "A policy of the server refuses it.",
      "retry": false,
      "data": {
        "$ref": "#/components/schemas/PermissionDeniedData"
      }
    },
    {
      "name": "RateLimited",
      "code": -32020,
      "message": "Too many requests.",
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
