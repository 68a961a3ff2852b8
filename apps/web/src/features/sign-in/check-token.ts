import { incidentSummarySchema } from "@tocsin/core/incidents";
import { pageSchema } from "@tocsin/core/kernel";
import type { Sentences } from "../../languages/en.ts";
import { couldBeToken } from "../../lib/access-token.ts";
import { ask, type Failure, isRefusedToken } from "../../lib/http.ts";

const oneIncident = pageSchema(incidentSummarySchema);

/** Whether the api takes a token: null, or why not, in the reader's words. */
export const checkToken = async (token: string, say: Sentences["access"]): Promise<string | null> => {
  if (token === "") return say.noToken;
  if (!couldBeToken(token)) return say.refused;
  const answer = await ask({ method: "GET", path: "/api/v1/incidents?limit=1", token }, oneIncident);
  return answer.ok ? null : refusalOf(answer.problem, say);
};

/** Why a token did not open the console. */
export const refusalOf = (failure: Failure, say: Sentences["access"]): string => {
  if (isRefusedToken(failure)) return say.refused;
  if (failure.kind === "refused") return failure.problem.detail;
  return failure.kind === "unreachable" ? say.unreachable : say.unintelligible(failure.status);
};
