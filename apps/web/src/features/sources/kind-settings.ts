import { z } from "zod";

/** How a setting is entered. What fits none of the others is entered as JSON. */
export type Shape = "choice" | "text" | "number" | "switch" | "lines" | "json";

export interface KindField {
  readonly name: string;
  readonly shape: Shape;
  /** In English, as the kind says it. */
  readonly description: string;
  readonly choices: readonly string[];
  readonly standard: unknown;
}

/** What stands in the field of a setting. */
export type Entered = string | number | boolean;

/** `minimumLevel` as people read it: *Minimum level*. */
export const inWords = (name: string): string => {
  const words = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const propertySchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ type: z.string().optional() }).optional(),
  anyOf: z.array(z.looseObject({ type: z.string().optional() })).optional(),
  $ref: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
});
type Property = z.output<typeof propertySchema>;

const schemaSchema = z.object({
  properties: z.record(z.string(), propertySchema).default({}),
  $defs: z.record(z.string(), propertySchema).default({}),
});

/** The fields of a kind's settings, drawn from its JSON Schema. The field mapping has an editor of its own. */
export const kindFields = (schema: unknown): readonly KindField[] => {
  const { properties, $defs } = schemaSchema.parse(schema);
  return Object.entries(properties)
    .filter(([name]) => name !== "mapping")
    .map(([name, property]) => {
      const meant = { ...$defs[property.$ref?.replace("#/$defs/", "") ?? ""], ...property };
      return {
        name,
        shape: shapeOf(meant),
        description: property.description ?? "",
        choices: meant.enum ?? [],
        standard: property.default,
      };
    });
};

const shapeOf = ({ type, enum: choices, items, anyOf }: Property): Shape => {
  if (choices !== undefined) return "choice";
  if (type === "string" || anyOf?.every((one) => one.type === "string" || one.type === "null")) return "text";
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean") return "switch";
  return type === "array" && items?.type === "string" ? "lines" : "json";
};

/** What stands in each field of settings as they are. */
export const enteredOf = (fields: readonly KindField[], settings: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(fields.map((field) => [field.name, enter(field, settings[field.name] ?? field.standard)]));

const enter = ({ shape }: KindField, value: unknown): Entered => {
  if (shape === "switch") return value === true;
  if (shape === "json") return JSON.stringify(value ?? null, null, 2);
  if (shape === "lines") return Array.isArray(value) ? value.join("\n") : "";
  return typeof value === "number" ? value : String(value ?? "");
};

/** A setting as it is sent: undefined leaves it to the kind. Throws `SyntaxError` for text that has to be JSON and is none. */
const said = ({ shape, standard }: KindField, entered: Entered | undefined): unknown => {
  const text = String(entered ?? "").trim();
  if (shape === "switch") return entered === true;
  if (shape === "lines") return text === "" ? [] : text.split("\n").map((line) => line.trim());
  if (text === "") return shape === "text" && standard === null ? null : undefined;
  if (shape === "json") return JSON.parse(text);
  return shape === "number" ? Number(text) : text;
};

/** The settings that were entered. Throws `SyntaxError` where `isEnterable` is false. */
export const settingsEntered = (fields: readonly KindField[], entered: Readonly<Record<string, Entered>>) =>
  Object.fromEntries(fields.map((field) => [field.name, said(field, entered[field.name])]));

/** Whether what was entered can be sent; what it means is judged by the kind. */
export const isEnterable = (field: KindField, entered: Entered | undefined): boolean => {
  try {
    said(field, entered);
    return true;
  } catch {
    return false;
  }
};
