import { setupResponseSchema } from "@tocsin/core/accounts";
import { ask } from "../../lib/http.ts";
import { bodyOf, type Values } from "./fields.ts";

/** Sets the installation up; can succeed once. */
export const submitSetup = (values: Values) =>
  ask({ method: "POST", path: "/api/v1/setup", body: bodyOf(values) }, setupResponseSchema);
