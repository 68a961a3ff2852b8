import { z } from "zod";

/** What the api says went wrong with single sign-on. */
export const signOnProblemSchema = z.enum(["noAccount", "away", "tooMany", "failed"]);

export type SignOnProblem = z.output<typeof signOnProblemSchema>;
