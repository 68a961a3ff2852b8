import type { Sentences } from "../../languages/en.ts";
import type { Failure } from "../../lib/http.ts";
import { type Faults, isField } from "./fields.ts";

/** What the form says after the api refused it or could not be asked. */
export interface Refusal {
  readonly title: string;
  readonly help: string;
  /** The api's own words, in English. */
  readonly detail: string;
  /** Faults that belong under a field. */
  readonly faults: Faults;
  /** Faults that no field of the form can show. */
  readonly others: readonly string[];
  readonly requestId: string | null;
}

const nothingMore = { detail: "", faults: {}, others: [], requestId: null };

/** A failure in the reader's words. */
export const refusalOf = (failure: Failure, sentences: Sentences): Refusal => {
  const { setupFailures: say, setupFaults } = sentences;
  if (failure.kind === "unreachable") return { ...nothingMore, title: say.unreachable, help: say.unreachableHelp };
  if (failure.kind === "unintelligible") {
    return { ...nothingMore, title: say.unintelligible(failure.status), help: say.unintelligibleHelp };
  }
  const { status, detail, requestId, faults = [] } = failure.problem;
  if (status === 401) {
    const wrong = { token: setupFaults["token.refused"] };
    return { ...nothingMore, title: say.wrongToken, help: say.wrongTokenHelp, faults: wrong, requestId };
  }
  if (status === 404) return { ...nothingMore, title: say.alreadySetUp, help: say.alreadySetUpHelp };
  if (status === 429) return { ...nothingMore, title: say.tooMany, help: say.tooManyHelp };

  const inFields = faults.filter(({ path }) => isField(path));
  return {
    title: faults.length > 0 ? say.faults(faults.length) : say.failed,
    help: "",
    detail: faults.length > 0 ? "" : detail,
    // Its own words here too: it knows more than the schema that the form has already checked.
    faults: Object.fromEntries(inFields.map(({ path, message }) => [path, message])),
    others: faults.filter(({ path }) => !isField(path)).map(({ path, message }) => `${path}: ${message}`),
    requestId: faults.length > 0 ? null : requestId,
  };
};
