import { type setupResponseSchema, setupSchema } from "@tocsin/core/accounts";
import type { Sentences } from "../../languages/en.ts";

/** The fields of the form, each named by its path in the request's body, as the faults of a problem name it. */
export const fields = [
  "token",
  "administrator.name",
  "administrator.email",
  "administrator.password",
  "organization.name",
  "organization.tenantId",
  "organization.portalUrl",
  "organization.locale",
  "organization.timeZone",
] as const;

export type Field = (typeof fields)[number];
export type Values = Readonly<Record<Field, string>>;
export type Faults = Readonly<Partial<Record<Field, string>>>;
export type SetupAnswer = ReturnType<typeof setupResponseSchema.parse>;

export const isField = (path: string): path is Field => (fields as readonly string[]).includes(path);

/** The body of the request: what was filled in, and nothing that the api would default better. */
export const bodyOf = (values: Values) => ({
  token: values.token.trim(),
  administrator: {
    name: values["administrator.name"],
    email: values["administrator.email"],
    password: values["administrator.password"],
  },
  organization: {
    name: values["organization.name"],
    tenantId: values["organization.tenantId"].trim(),
    portalUrl: values["organization.portalUrl"].trim(),
    locale: values["organization.locale"],
    timeZone: values["organization.timeZone"],
  },
});

/** What is wrong with each field, by the same schema as the api's, in the reader's words. */
export const faultsOf = (values: Values, sentences: Sentences["setupFaults"]): Faults => {
  const checked = setupSchema.safeParse(bodyOf(values));
  if (checked.success) return {};
  const faults: Partial<Record<Field, string>> = {};
  for (const issue of checked.error.issues) {
    const path = issue.path.join(".");
    if (!isField(path) || faults[path] !== undefined) continue;
    const tooLong = issue.code === "too_big" ? sentences.tooLong(Number(issue.maximum)) : null;
    faults[path] = tooLong ?? sentenceFor(path, values[path].trim() === "" ? "missing" : "wrong", sentences);
  }
  return faults;
};

const sentenceFor = (field: Field, fault: "missing" | "wrong", sentences: Sentences["setupFaults"]): string => {
  const key = `${field}.${fault}`;
  const sentence = key in sentences ? sentences[key as keyof typeof sentences] : undefined;
  return typeof sentence === "string" ? sentence : sentences.wrong;
};
