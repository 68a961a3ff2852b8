import { z } from "zod";
import { pageSchema } from "../kernel/index.ts";
import { type Disagreement, disagreements, type Finding } from "./reconcile.ts";

const whys = [...disagreements.missing, ...disagreements.surplus] as const;

/** A mail that should have been and is not, or that is and should not have been. */
export const findingResponseSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["missing", "surplus"] satisfies Finding["kind"][]),
    why: z.enum(whys),
    /** The same in a sentence. */
    because: z.string(),
    incident: z.object({ id: z.string(), number: z.number().int() }),
    rule: z.object({ id: z.string(), name: z.string().nullable() }),
    address: z.string(),
    deliveryId: z.string().nullable(),
    changedAt: z.iso.datetime(),
    foundAt: z.iso.datetime(),
  })
  .meta({ id: "ReconciliationFinding" });

export const findingPageSchema = pageSchema(findingResponseSchema);

export const seenResponseSchema = z.object({ seen: z.number().int() }).meta({ id: "FindingsSeen" });

const sentences: Readonly<Record<Disagreement, string>> = {
  neverPlanned: "it was decided to tell this address, and no mail was made for it",
  gone: "the mail that was made for it is no longer there",
  misdirected: "the mail that was made for it goes to another address",
  unproved: "its mail is called sent, and no attempt at it was accepted",
  abandoned: "its mail is held for a digest that will not go out",
  unfinished: "its mail is still on its way after more than a day",
  undecided: "no decision of the rule told this address",
  repeated: "the mail server accepted it more often than attempts in doubt explain",
};

/** Why a finding is one, as a clause. */
export const becauseOf = (why: Disagreement): string => sentences[why];
