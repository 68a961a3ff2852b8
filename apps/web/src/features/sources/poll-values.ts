import { pollDraftSchema } from "@tocsin/core/sources";
import { z } from "zod";
import type { Source } from "./source.ts";

/** What the form of a connection holds, named by its path in the request, so that faults find it. */
export interface PollValues {
  readonly poll: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly secondClientSecret: string;
    readonly forgetSecond: boolean;
    readonly baseUrl: string;
    readonly loginUrl: string;
    readonly intervalSeconds: number | string;
    readonly overlapMinutes: number | string;
    readonly lookBackHours: number | string;
  };
}

const loginUrl = "https://login.microsoftonline.com";

export const pollValuesOf = (poll: Source["poll"], baseUrl: string): PollValues => ({
  poll: {
    tenantId: "",
    clientId: "",
    baseUrl,
    loginUrl,
    intervalSeconds: 60,
    overlapMinutes: 10,
    lookBackHours: 1,
    ...poll?.setting,
    clientSecret: "",
    secondClientSecret: "",
    forgetSecond: false,
  },
});

/** As the api is told of it: a secret that was not entered stays as it is. */
export const pollDraftOf = ({ poll }: PollValues): Record<string, unknown> => {
  const { clientSecret, secondClientSecret, forgetSecond, ...setting } = poll;
  const second = forgetSecond ? null : secondClientSecret;
  return {
    ...setting,
    ...(clientSecret !== "" && { clientSecret }),
    ...(second !== "" && { secondClientSecret: second }),
  };
};

const judged = z.preprocess((poll) => pollDraftOf({ poll } as PollValues), pollDraftSchema);

export const pollValuesSchema = z.object({ poll: judged }) as unknown as z.ZodType<unknown, PollValues>;
