// Generated from audit.def by `aiwhisperer def build`. Do not edit.

/** OpenRPC document of `Audit`: the answer to `rpc.discover`. */
export const auditOpenrpc: { readonly [key: string]: unknown } = {
  "openrpc": "1.3.2",
  "info": {
    "title": "Audit",
    "description": "An audit log: what tools did, who allowed it, and what became of every turn.",
    "version": "0.1.0"
  },
  "methods": [
    {
      "name": "audit.tail",
      "summary": "Returns the newest lines, oldest first.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "lines",
          "summary": "Default 20.",
          "required": false,
          "schema": {
            "title": "TailRequestLines",
            "type": "integer",
            "minimum": 1,
            "maximum": 1000
          }
        },
        {
          "name": "sessionId",
          "summary": "Only those of one session.",
          "required": false,
          "schema": {
            "title": "TailRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128
          }
        }
      ],
      "result": {
        "name": "TailResponse",
        "schema": {
          "$ref": "#/components/schemas/TailResponse"
        }
      }
    }
  ],
  "components": {
    "schemas": {
      "AuditEntry": {
        "title": "AuditEntry",
        "type": "object",
        "description": "One line of the audit log.",
        "properties": {
          "at": {
            "title": "AuditEntryAt",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Milliseconds since 1970-01-01T00:00:00Z."
          },
          "sessionId": {
            "title": "AuditEntrySessionId",
            "type": "string"
          },
          "sequence": {
            "title": "AuditEntrySequence",
            "type": "integer",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "Sequence of the session's event that the line is about."
          },
          "event": {
            "title": "AuditEntryEvent",
            "type": "string",
            "description": "Name of the engine's event, such as `ai_loop.tool_call.identified`."
          },
          "details": {
            "title": "AuditEntryDetails",
            "type": "object",
            "additionalProperties": {
              "title": "AuditEntryDetailsValue"
            },
            "description": "What is worth keeping of it."
          }
        },
        "required": [
          "at",
          "sessionId",
          "sequence",
          "event",
          "details"
        ]
      },
      "TailRequest": {
        "title": "TailRequest",
        "type": "object",
        "description": "Returns the newest lines, oldest first.",
        "properties": {
          "lines": {
            "title": "TailRequestLines",
            "type": "integer",
            "minimum": 1,
            "maximum": 1000,
            "description": "Default 20."
          },
          "sessionId": {
            "title": "TailRequestSessionId",
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "description": "Only those of one session."
          }
        }
      },
      "TailResponse": {
        "title": "TailResponse",
        "type": "object",
        "properties": {
          "entries": {
            "title": "TailResponseEntries",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/AuditEntry"
            }
          }
        },
        "required": [
          "entries"
        ]
      }
    },
    "errors": {}
  },
  "x-notifications": [],
  "x-errors": []
};
