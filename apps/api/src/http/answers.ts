import { isVerb, organizationHeader, verbs } from "@tocsin/core/access";
import type { Answer, RouteContract } from "./route.ts";

/** Every answer that a route may give: its own, and those that follow from its policy, path and body. */
export const answersOf = (contract: RouteContract): Readonly<Record<number, Answer>> => ({
  ...(needsCaller(contract) && { 401: { description: "No access token, or one that is not known" } }),
  ...(contract.policy === "signedIn" &&
    contract.method !== "get" && { 403: { description: "Not by a page of this installation" } }),
  ...(isVerb(contract.policy) && {
    400: { description: `You work in several organizations, and the header ${organizationHeader} names none` },
    403: { description: `You lack the right to ${verbs[contract.policy].words} (\`${contract.policy}\`)` },
  }),
  ...(needsCaller(contract) && { 404: { description: "There is no such organization among yours" } }),
  ...(contract.params && { 404: { description: "There is no such thing, or it is another organization's" } }),
  ...((contract.query || contract.body) && { 400: { description: "The request cannot be read" } }),
  ...(contract.query && { 422: { description: "The query says something that cannot be" } }),
  ...(contract.body && {
    413: { description: "The body is too large" },
    415: { description: "The body is of another type, charset or encoding than this route reads" },
    422: { description: "The body says something that cannot be" },
  }),
  ...contract.answers,
});

const needsCaller = ({ policy }: RouteContract): boolean => policy === "signedIn" || isVerb(policy);
