import { z } from "zod";

/** The way to a field of a sender's document, in a setting: `host.name`. */
export const fieldPathSchema = z
  .string()
  .trim()
  .max(200)
  .regex(/^[\w@-]+(?:\.[\w@-]+)*$/, { error: "is not a path to a field, such as data.srcip" });
