import type { z } from "zod";

/** What the api answered, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined where there is none or it is no JSON. */
  readonly body: unknown;
  /** The body as the schema of its contract has it. */
  as<Schema extends z.ZodType>(schema: Schema): z.output<Schema>;
}

export const readAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  const body: unknown = isJson && text !== "" ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body, as: (schema) => schema.parse(body) };
};
