// Generated from acme.def by `aiwhisperer def build`. Do not edit.

/** OpenRPC document of `Acme`: the answer to `rpc.discover`. */
export const acmeOpenrpc: { readonly [key: string]: unknown } = {
  "openrpc": "1.3.2",
  "info": {
    "title": "Acme",
    "description": "A paint shop: a contract of one's own, to show how it is written, served and called.",
    "version": "0.1.0"
  },
  "methods": [
    {
      "name": "acme.paint",
      "summary": "Paints a wall and notifies the client when it is dry.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "wall",
          "required": true,
          "schema": {
            "title": "PaintRequestWall",
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          }
        },
        {
          "name": "colour",
          "required": false,
          "schema": {
            "$ref": "#/components/schemas/Colour",
            "default": 0
          }
        },
        {
          "name": "coats",
          "required": true,
          "schema": {
            "title": "PaintRequestCoats",
            "type": "integer",
            "minimum": 1,
            "maximum": 5
          }
        }
      ],
      "result": {
        "name": "PaintResponse",
        "schema": {
          "$ref": "#/components/schemas/PaintResponse"
        }
      },
      "errors": [
        {
          "$ref": "#/components/errors/WallIsWet"
        }
      ]
    }
  ],
  "components": {
    "schemas": {
      "Colour": {
        "title": "Colour",
        "type": "integer",
        "oneOf": [
          {
            "const": 0,
            "title": "White"
          },
          {
            "const": 1,
            "title": "Green"
          }
        ]
      },
      "PaintRequest": {
        "title": "PaintRequest",
        "type": "object",
        "description": "Paints a wall and notifies the client when it is dry.",
        "properties": {
          "wall": {
            "title": "PaintRequestWall",
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          },
          "colour": {
            "$ref": "#/components/schemas/Colour",
            "default": 0
          },
          "coats": {
            "title": "PaintRequestCoats",
            "type": "integer",
            "minimum": 1,
            "maximum": 5
          }
        },
        "required": [
          "wall",
          "coats"
        ]
      },
      "PaintResponse": {
        "title": "PaintResponse",
        "type": "object",
        "properties": {
          "litres": {
            "title": "PaintResponseLitres",
            "type": "number",
            "minimum": 0
          }
        },
        "required": [
          "litres"
        ]
      },
      "WallDriedNotification": {
        "title": "WallDriedNotification",
        "type": "object",
        "description": "A wall has dried and can be painted again.",
        "properties": {
          "wall": {
            "title": "WallDriedNotificationWall",
            "type": "string"
          },
          "colour": {
            "$ref": "#/components/schemas/Colour"
          }
        },
        "required": [
          "wall",
          "colour"
        ]
      },
      "WallIsWetData": {
        "title": "WallIsWetData",
        "type": "object",
        "properties": {
          "dryInMs": {
            "title": "WallIsWetDataDryInMs",
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          }
        },
        "required": [
          "dryInMs"
        ]
      }
    },
    "errors": {
      "WallIsWet": {
        "code": -32050,
        "message": "The wall is still wet."
      }
    }
  },
  "x-notifications": [
    {
      "name": "WallDriedNotification",
      "summary": "A wall has dried and can be painted again.",
      "paramStructure": "by-name",
      "params": [
        {
          "name": "wall",
          "required": true,
          "schema": {
            "title": "WallDriedNotificationWall",
            "type": "string"
          }
        },
        {
          "name": "colour",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/Colour"
          }
        }
      ]
    }
  ],
  "x-errors": [
    {
      "name": "WallIsWet",
      "code": -32050,
      "message": "The wall is still wet.",
      "description": "The last coat is still wet.",
      "retry": true,
      "data": {
        "$ref": "#/components/schemas/WallIsWetData"
      }
    }
  ]
};
