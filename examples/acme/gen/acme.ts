// Generated from acme.def by `aiwhisperer def build`. Do not edit.

import * as rpc from "@aiwhisperer/protocol/rpc";

export const Colour = {
  White: 0,
  Green: 1,
} as const;

export type Colour = (typeof Colour)[keyof typeof Colour];

/** Paints a wall and notifies the client when it is dry. */
export interface PaintRequest {
  readonly wall: string;
  /** Default: White. */
  readonly colour?: Colour;
  readonly coats: number;
}

export interface PaintResponse {
  readonly litres: number;
}

/** A wall has dried and can be painted again. */
export interface WallDriedNotification {
  readonly wall: string;
  readonly colour: Colour;
}

/** Data of the error `WallIsWet`. */
export interface WallIsWetData {
  readonly dryInMs: number;
}

/** Values of the absent fields of `PaintRequest`. */
export const defaultsOfPaintRequest = {
  colour: Colour.White,
} as const;

/** Whether a value is a valid `Colour`. */
export function isColour(value: unknown): value is Colour {
  return value === 0 || value === 1;
}

/** Whether a value is a valid `PaintRequest`. */
export function isPaintRequest(value: unknown): value is PaintRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PaintRequest]?: unknown } = value;
  const $wall = object.wall;
  if (typeof $wall !== "string" || $wall.length < 1 || $wall.length > 64 || !Object.hasOwn(object, "wall")) return false;
  const $colour = object.colour;
  if ($colour !== undefined && !isColour($colour) && Object.hasOwn(object, "colour")) return false;
  const $coats = object.coats;
  if (typeof $coats !== "number" || !Number.isSafeInteger($coats) || $coats < 1 || $coats > 5 || !Object.hasOwn(object, "coats")) return false;
  return true;
}

/** Whether a value is a valid `PaintResponse`. */
export function isPaintResponse(value: unknown): value is PaintResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PaintResponse]?: unknown } = value;
  const $litres = object.litres;
  if (typeof $litres !== "number" || !Number.isFinite($litres) || $litres < 0 || !Object.hasOwn(object, "litres")) return false;
  return true;
}

/** Whether a value is a valid `WallDriedNotification`. */
export function isWallDriedNotification(value: unknown): value is WallDriedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof WallDriedNotification]?: unknown } = value;
  const $wall = object.wall;
  if (typeof $wall !== "string" || !Object.hasOwn(object, "wall")) return false;
  const $colour = object.colour;
  if (!isColour($colour) || !Object.hasOwn(object, "colour")) return false;
  return true;
}

/** Whether a value is a valid `WallIsWetData`. */
export function isWallIsWetData(value: unknown): value is WallIsWetData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof WallIsWetData]?: unknown } = value;
  const $dryInMs = object.dryInMs;
  if (typeof $dryInMs !== "number" || !Number.isSafeInteger($dryInMs) || $dryInMs < 0 || !Object.hasOwn(object, "dryInMs")) return false;
  return true;
}

export const schemaOfColour: rpc.EnumSchema = { kind: "enum", name: "Colour", members: Colour };

export const schemaOfPaintRequest: rpc.MessageSchema = {
  name: "PaintRequest",
  fields: [
    { name: "wall", type: { kind: "string", min: 1, max: 64 }, optional: false },
    { name: "colour", type: schemaOfColour, optional: true },
    { name: "coats", type: { kind: "int", min: 1, max: 5 }, optional: false },
  ],
};

export const schemaOfPaintResponse: rpc.MessageSchema = {
  name: "PaintResponse",
  fields: [
    { name: "litres", type: { kind: "float", min: 0 }, optional: false },
  ],
};

export const schemaOfWallDriedNotification: rpc.MessageSchema = {
  name: "WallDriedNotification",
  fields: [
    { name: "wall", type: { kind: "string" }, optional: false },
    { name: "colour", type: schemaOfColour, optional: false },
  ],
};

export const schemaOfWallIsWetData: rpc.MessageSchema = {
  name: "WallIsWetData",
  fields: [
    { name: "dryInMs", type: { kind: "int", min: 0 }, optional: false },
  ],
};

/** Params and result of each method of Acme, by bare name. */
export type AcmeMethods = {
  /** Paints a wall and notifies the client when it is dry. */
  readonly paint: { readonly params: PaintRequest; readonly result: PaintResponse };
};

/** Params of each notification of Acme, by name. */
export type AcmeNotifications = {
  /** A wall has dried and can be painted again. */
  readonly WallDriedNotification: WallDriedNotification;
};

/** Data of each error of Acme, by name. */
export type AcmeErrors = {
  /** The last coat is still wet. */
  readonly WallIsWet: WallIsWetData;
};

/** Every error code that Acme declares. */
export const AcmeErrorCode = {
  /** The last coat is still wet. */
  WallIsWet: -32050,
} as const;

/** Every error code that Acme declares. */
export type AcmeErrorCode = (typeof AcmeErrorCode)[keyof typeof AcmeErrorCode];

/** A paint shop: a contract of one's own, to show how it is written, served and called. */
export const acme: rpc.Contract<AcmeMethods, AcmeNotifications, AcmeErrors> = {
  namespace: "Acme",
  methods: {
    paint: {
      name: "paint",
      fullName: "acme.paint",
      params: rpc.createValidator(isPaintRequest, schemaOfPaintRequest),
      result: rpc.createValidator(isPaintResponse, schemaOfPaintResponse),
      raises: ["WallIsWet"],
    },
  },
  notifications: {
    WallDriedNotification: {
      name: "WallDriedNotification",
      params: rpc.createValidator(isWallDriedNotification, schemaOfWallDriedNotification),
    },
  },
  errors: {
    WallIsWet: {
      name: "WallIsWet",
      code: -32050,
      message: "The wall is still wet.",
      retry: true,
      data: rpc.createValidator(isWallIsWetData, schemaOfWallIsWetData),
    },
  },
};
